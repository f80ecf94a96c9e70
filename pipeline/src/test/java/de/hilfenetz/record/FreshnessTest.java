package de.hilfenetz.record;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.vocabulary.Vocabulary;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-27");

    @ParameterizedTest(name = "delivered {0}, confirmed {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
        2020-01-01T00:00:00Z | 2026-11-27 | FRESH
        2026-11-27T00:00:00Z | 2026-08-29 | FRESH
        2026-11-27T00:00:00Z | 2026-08-28 | DUE
        2026-11-27T00:00:00Z | 2026-05-31 | DUE
        2026-11-27T00:00:00Z | 2026-05-30 | STALE
        2026-11-27T00:00:00Z |            | DUE
        2026-05-31T12:00:00Z |            | DUE
        2026-05-30T12:00:00Z |            | STALE
        2026-05-30T22:30:00Z |            | DUE
        """)
    void countsFromTheConfirmationAndNeverTakesADeliveryForOne(
            Instant delivered, LocalDate confirmed, Freshness state) {
        assertThat(Freshness.of(new Dates(delivered, delivered, confirmed), TODAY))
                .isEqualTo(state);
    }

    @Test
    void isPublishedInTheVocabularyWithTheSameNumbers() {
        var scheme = Vocabulary.load().getScheme("frische");

        assertThat(scheme.concepts()).hasSize(Freshness.values().length);
        for (var state : Freshness.values()) {
            assertThat(scheme.find(state.notation())).isPresent();
        }
        assertThat(scheme.find("fresh").orElseThrow().definition()).contains(Freshness.DUE_AFTER + " Tagen");
        assertThat(scheme.find("stale").orElseThrow().definition()).contains(Freshness.STALE_AFTER + " Tagen");
    }
}
