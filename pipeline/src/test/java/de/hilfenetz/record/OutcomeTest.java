package de.hilfenetz.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import de.hilfenetz.record.Service.Outcome;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Among very few, people could be told. */
class OutcomeTest {

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        wirkung    | 4    | Menschen         | hidden
        wirkung    | 4.0  |                  | hidden
        wirkung    | 0    | Frauen           | hidden
        leistungen | 1    | Beratungen       | hidden
        leistungen | 3    | Stellen besetzt  | hidden
        leistungen | 5    | Menschen         | told
        leistungen | 4    | Stunden je Woche | told
        leistungen | 2    | Tage             | told
        wirkung    | 3    | %                | told
        wirkung    | 3    | Prozent          | told
        wirkung    | 4.5  | Punkte           | told
        ressourcen | 2    | Stellen          | told
        wirkung    | 3    | Menschen pro Jahr | hidden
        leistungen | 2    | Kinder bis 3 Jahre | hidden
        wirkung    | 3    | Frauen (in %)    | hidden
        leistungen | 2    | Tages-Gäste      | hidden
        leistungen | 2    | Wochen-Treffs    | hidden
        wirkung    | 3    | in Prozent       | told
        ressourcen | 3    | m²               | told
        leistungen | 3    | m²               | told
        """)
    void hasNoCountBelowFiveInAnyRecord(String level, String value, @Nullable String unit, String what)
            throws JsonProcessingException {
        var json = CanonicalJson.mapper().createObjectNode().put("level", level);
        json.putObject("indicator").put("de", "vermittelt");
        json.put("value", new BigDecimal(value)).put("unit", unit);

        var outcome = CanonicalJson.mapper().treeToValue(json, Outcome.class);

        if (what.equals("hidden")) {
            assertThat(outcome.value()).isNull();
            assertThat(outcome.below()).isEqualTo(5);
            assertThat(CanonicalJson.mapper().writeValueAsString(outcome)).doesNotContain("value");
        } else {
            assertThat(outcome.value()).isEqualByComparingTo(value);
            assertThat(outcome.below()).isNull();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        wirkung    | de | 3 wohnungslose Frauen fanden Arbeit     | unter 5 wohnungslose Frauen fanden Arbeit
        wirkung    | de | Vier Personen vermittelt, 12 beraten    | unter 5 Personen vermittelt, 12 beraten
        leistungen | de | vermittelt: 2 Jugendliche und 1 Familie | vermittelt: unter 5 Jugendliche und unter 5 Familie
        wirkung    | en | two homeless women found work           | fewer than 5 homeless women found work
        wirkung    | en | 3 young homeless women found work       | fewer than 5 young homeless women found work
        wirkung    | de | bei 3 Jugendlichen Abbruch verhindert   | bei unter 5 Jugendlichen Abbruch verhindert
        wirkung    | de | 2 wohnungslosen Männern vermittelt      | unter 5 wohnungslosen Männern vermittelt
        wirkung    | de | Beratung – 3 Mütter fanden Arbeit       | Beratung – unter 5 Mütter fanden Arbeit
        wirkung    | de | 2 – 3 Kinder je Gruppe                  | 2 – 3 Kinder je Gruppe
        wirkung    | de | nach 4 Wochen für Frauen                | nach 4 Wochen für Frauen
        wirkung    | de | 13 Menschen in 3 Gruppen                | 13 Menschen in 3 Gruppen
        wirkung    | de | Familien mit 3 Kindern beraten          | Familien mit 3 Kindern beraten
        wirkung    | de | 3-4 Kinder je Gruppe                    | 3-4 Kinder je Gruppe
        wirkung    | de | 1.234 Menschen beraten                  | 1.234 Menschen beraten
        ressourcen | de | 3 Personen im Team                      | 3 Personen im Team
        """)
    void hasNoCountBelowFiveInItsWording(String level, String language, String said, String told)
            throws JsonProcessingException {
        var json = CanonicalJson.mapper().createObjectNode().put("level", level);
        json.putObject("indicator").put(language, said);

        assertThat(CanonicalJson.mapper()
                        .treeToValue(json, Outcome.class)
                        .indicator()
                        .byLanguage())
                .containsExactly(Map.entry(language, told));
    }

    /** Below 2 is at most 1, and below 1 is nobody: that is the number itself. */
    @ParameterizedTest(name = "{0}, below {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
              | 1  | Menschen | | 5
              | 2  |          | | 5
              | 5  | Menschen | | 5
              | 10 | Menschen | | 10
              | 2  | %        | | 2
        120   | 5  | Menschen | 120 |
        4     | 2  | Menschen | | 5
        4     | 5  | Stunden  | 4 |
        """)
    void saysBelowOnlyWhereItHidesTheNumber(
            @Nullable BigDecimal value,
            @Nullable Integer below,
            @Nullable String unit,
            @Nullable BigDecimal told,
            @Nullable Integer toldBelow) {
        var outcome = new Outcome(
                "wirkung", Texts.of(Map.of("de", "vermittelt")), value, below, unit, null, null, null, null);

        assertThat(outcome.value()).isEqualTo(told);
        assertThat(outcome.below()).isEqualTo(toldBelow);
    }
}
