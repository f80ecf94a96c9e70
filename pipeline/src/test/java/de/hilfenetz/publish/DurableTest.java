package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableTest {

    @TempDir
    Path folder;

    @Test
    void aSecondNameTakesNoSpace() throws IOException {
        var file = Files.writeString(folder.resolve("angebote.nt.gz"), "packed");

        Durable.link(folder.resolve("alles.nt.gz"), file);

        assertThat(Files.isSameFile(folder.resolve("alles.nt.gz"), file)).isTrue();
    }

    @Test
    void aSecondNameIsACopyWhereThereAreNoHardLinks() throws IOException {
        try (var archive = FileSystems.newFileSystem(folder.resolve("disk.zip"), Map.of("create", "true"))) {
            var file = Files.writeString(archive.getPath("angebote.nt.gz"), "packed");

            Durable.link(archive.getPath("alles.nt.gz"), file);

            assertThat(archive.getPath("alles.nt.gz")).hasContent("packed");
        }
    }
}
