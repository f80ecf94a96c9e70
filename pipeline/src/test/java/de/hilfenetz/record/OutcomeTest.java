package de.hilfenetz.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import de.hilfenetz.record.Service.Outcome;
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
        """)
    void hasNoCountBelowFiveInAnyRecord(String level, String value, @Nullable String unit, String what)
            throws JsonProcessingException {
        var json = CanonicalJson.mapper().createObjectNode().put("level", level);
        json.putObject("indicator").put("de", "vermittelt");
        json.put("value", new java.math.BigDecimal(value)).put("unit", unit);

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
}
