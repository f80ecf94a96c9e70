package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ShortNames;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.RDFS;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class DumpFileTest {

    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    static boolean hasFullDevice() {
        return Files.exists(FULL);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "RDFXML")
    @EnabledIf("hasFullDevice")
    void isClosedEvenWhereTheDiskIsFull(GraphFormat format) throws IOException {
        Files.createSymbolicLink(folder.resolve("angebote." + format.extension() + ".gz"), FULL);
        var file = new GraphFile(folder, "angebote", format, ShortNames.load(URI.create("https://hilfe.example.org/")));

        assertThatThrownBy(() -> file.write(noise())).isInstanceOf(IOException.class);
        assertThatThrownBy(file::close).isInstanceOf(IOException.class);

        assertThat(open()).doesNotContain(FULL).noneMatch(path -> path.startsWith(folder));
    }

    /** More than a buffer holds, packed as it is. */
    private static List<Triple> noise() {
        var random = new Random(42);
        return random.ints(100_000)
                .mapToObj(number -> Triple.create(
                        NodeFactory.createURI("https://hilfe.example.org/id/angebot/" + number),
                        RDFS.label.asNode(),
                        NodeFactory.createLiteralString(Integer.toHexString(random.nextInt()))))
                .toList();
    }

    private static List<Path> open() throws IOException {
        var open = new ArrayList<Path>();
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            for (var file : files.toList()) {
                if (Files.isSymbolicLink(file)) {
                    open.add(Files.readSymbolicLink(file));
                }
            }
        }
        return open;
    }
}
