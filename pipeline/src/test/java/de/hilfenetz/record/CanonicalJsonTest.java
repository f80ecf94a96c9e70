package de.hilfenetz.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    private static final Path EXAMPLES = Path.of("../schemas/examples");

    @ParameterizedTest
    @ValueSource(strings = {"service", "organization", "location"})
    void readsAndWritesTheFullExampleWithoutLoss(String kind) throws IOException {
        var mapper = CanonicalJson.mapper();
        var example = mapper.readTree(Files.readAllBytes(EXAMPLES.resolve(kind + ".json")));

        var entry = CanonicalJson.from(example);

        assertThat(mapper.readTree(CanonicalJson.write(entry))).isEqualTo(example);
        assertThat(CanonicalJson.read(CanonicalJson.write(entry))).isEqualTo(entry);
        assertThat(entry.kind().json()).isEqualTo(kind);
    }
}
