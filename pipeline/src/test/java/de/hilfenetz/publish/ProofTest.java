package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofTest {

    @TempDir
    Path folder;

    private City city;
    private Releases releases;
    private Manifest second;

    @BeforeEach
    void cutTwice() throws IOException {
        city = new City(folder);
        city.deliver(City.example("organization"));
        releases = city.open();
        releases.cut();
        city.deliver(City.examples());
        second = releases.cut().orElseThrow();
        releases.derive();
    }

    @AfterEach
    void close() throws IOException {
        city.close();
    }

    private Path home(String release) {
        return folder.resolve("releases").resolve(release);
    }

    @Test
    void aReleaseIsAsItWasSealed() {
        assertThat(releases.verify(second.release())).isEmpty();
    }

    @Test
    void oneFlippedBitOfAnyFileIsFound() throws IOException {
        try (var files = Files.list(home("2026-11-22.2"))) {
            for (var file : files.filter(ProofTest::isSealed).toList()) {
                var bytes = Files.readAllBytes(file);
                for (var at : List.of(0, bytes.length / 3, bytes.length / 2, bytes.length - 1)) {
                    var changed = bytes.clone();
                    changed[at] ^= 1;
                    Files.write(file, changed);

                    assertThat(releases.verify(second.release()))
                            .as("byte %d of %s", at, file.getFileName())
                            .isNotEmpty();
                }
                Files.write(file, bytes);
            }
        }
        assertThat(releases.verify(second.release())).isEmpty();
    }

    /** What the next release may take over is not public. */
    private static boolean isSealed(Path file) {
        return !file.getFileName().toString().startsWith("teile");
    }

    @Test
    void aManifestPutInPlaceOfTheOneBeforeIsFound() throws IOException {
        var first = home("2026-11-22.1").resolve("manifest.json");
        Files.writeString(first, Files.readString(first).replace("\"test\"", "\"other\""));

        assertThat(releases.verify(second.release()))
                .singleElement()
                .asString()
                .startsWith("SHA-256 des vorigen Manifests");
    }

    @Test
    void aMissingFileIsFound() throws IOException {
        Files.delete(home("2026-11-22.2").resolve("orte.csv.gz"));

        assertThat(releases.verify(second.release())).singleElement().asString().contains("orte.csv.gz");
    }
}
