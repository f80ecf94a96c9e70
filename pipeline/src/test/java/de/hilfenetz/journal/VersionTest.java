package de.hilfenetz.journal;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionTest {

    /** Kept states answer too, long after the rule that a count below five is told by nobody. */
    @Test
    void tellsNoNumberThatWasWrittenBeforeItHadToBeHidden() throws IOException {
        var service = CanonicalJson.tree(Files.readAllBytes(Path.of("../schemas/examples/service.json")));
        service.putArray("outcome")
                .addObject()
                .put("level", "wirkung")
                .put("value", 3)
                .put("unit", "Menschen")
                .set("indicator", CanonicalJson.mapper().valueToTree(Map.of("de", "vermittelt")));
        var written = CanonicalJson.mapper().writeValueAsBytes(service);
        var id = CanonicalJson.from(service).id();

        var version = new Version(1, id, Kind.SERVICE, written, Change.ADDED, Instant.EPOCH);

        assertThat(CanonicalJson.tree(version.told()).at("/outcome/0").toString())
                .contains("\"below\":5")
                .doesNotContain("value");
    }
}
