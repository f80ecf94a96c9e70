package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.planning.Inventory;
import de.hilfenetz.planning.Reporting;
import de.hilfenetz.planning.Slot;
import de.hilfenetz.planning.Split;
import de.hilfenetz.planning.Week;
import de.hilfenetz.record.Answer;
import de.hilfenetz.vocabulary.Vocabulary;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    /** Whoever asks in whatever order, and again. */
    @Test
    void countsAChoiceOnce() {
        var figures = new Figures(
                new Inventory(Week.after(LocalDate.of(2026, 11, 27))), Reporting.complete(), Vocabulary.load());
        var free = new Slot(Split.ACCESS, "kostenfrei", Answer.YES);
        var evening = new Slot(Split.TIME, "abends", null);

        var counted = figures.only(List.of(free, evening));

        assertThat(figures.only(List.of(evening, free))).isSameAs(counted);
        for (var language = 0; language < 100; language++) {
            figures.only(List.of(free, new Slot(Split.LANGUAGE, "x" + language, null)));
        }
        assertThat(figures.only(List.of(free, evening))).as("not kept for ever").isNotSameAs(counted);
    }
}
