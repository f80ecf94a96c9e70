package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSampleTest {

    @Test
    void countsACellThatSaysUnknownAsOneThatSaysNothing(@TempDir Path folder) throws IOException {
        var file = folder.resolve("t.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("name,hund\r\nA,unknown\r\nB,no\r\nC,\r\n".getBytes(StandardCharsets.UTF_8));
        }

        var sample = TableSample.read(file);

        assertThat(sample.rows()).isEqualTo(3);
        assertThat(sample.filled()).containsExactly(3L, 1L);
        assertThat(sample.examples()).containsExactly("A", "no");
    }
}
