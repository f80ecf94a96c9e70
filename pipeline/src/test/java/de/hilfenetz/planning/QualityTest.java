package de.hilfenetz.planning;

import static de.hilfenetz.planning.Quarter.at;
import static de.hilfenetz.planning.Quarter.place;
import static de.hilfenetz.planning.Quarter.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.planning.Quality.Dimension;
import de.hilfenetz.planning.Quality.Field;
import de.hilfenetz.planning.Quality.Measurement;
import de.hilfenetz.vocabulary.Vocabulary;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class QualityTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 27);

    private static Consumer<ObjectNode> of(String organization, String confirmed) {
        return json -> {
            json.put("organization", Quarter.id(organization).toString());
            json.putObject("dates")
                    .put("delivered", "2026-11-20T00:00:00Z")
                    .put("changed", "2026-11-20T00:00:00Z")
                    .put("confirmed", confirmed);
        };
    }

    @Test
    void countsWhatEachOrganizationReports() {
        var inventory = new Inventory(Week.after(DAY));
        inventory.add(place("Haus", "037", json -> json.putObject("features").put("aufzug", "no")));
        inventory.add(place("Hof", "037"));
        inventory.add(service("Frisch", "sucht", of("awo", "2026-11-01").andThen(at("Haus", "Hof"))));
        inventory.add(service(
                "Alt",
                "sucht",
                of("awo", "2026-01-01").andThen(json -> json.putObject("hours").put("text", "meistens"))));
        inventory.add(service("Fremd", "sucht", of("drk", "2026-11-01")));

        var quality = Quality.of(inventory, Set.of(Quarter.id("Fremd")), DAY, Vocabulary.load());

        assertThat(quality.measurements())
                .contains(
                        measured("awo", Dimension.COMPLETENESS, Field.ORT.word(), 1, 2),
                        measured("awo", Dimension.COMPLETENESS, Field.LEBENSLAGE.word(), 2, 2),
                        measured("awo", Dimension.FRESHNESS, "fresh", 1, 2),
                        measured("awo", Dimension.FRESHNESS, "stale", 1, 2),
                        measured("awo", Dimension.VALIDITY, "zeiten-lesbar", 0, 1),
                        measured("awo", Dimension.ACCESSIBILITY, "aufzug", 1, 2),
                        measured("awo", Dimension.VALIDITY, "nicht-zurueckgestellt", 2, 2),
                        measured("drk", Dimension.VALIDITY, "nicht-zurueckgestellt", 0, 1));
        assertThat(quality.total(Dimension.COMPLETENESS, Field.ORT.word()))
                .isEqualTo(new Measurement(null, Dimension.COMPLETENESS, "ort", 1, 3));
    }

    private static Measurement measured(String organization, Dimension dimension, String field, int good, int all) {
        return new Measurement(Quarter.id(organization), dimension, field, good, all);
    }
}
