package de.hilfenetz.planning;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.planning.Series.Point;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SeriesTest {

    private static Point on(String day, long services, String... feeds) {
        return new Point(day, services, new TreeSet<>(List.of(feeds)));
    }

    @Test
    void breaksWhereAFeedComesAndWhereOneGoes() {
        var series = new Series(List.of(
                on("1", 100, "awo"),
                on("2", 101, "awo"),
                on("3", 131, "awo", "drk"),
                on("4", 132, "awo", "drk"),
                on("5", 30, "drk")));

        assertThat(series.pieces())
                .extracting(piece -> piece.stream().map(Point::state).toList())
                .containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("5"));
        assertThat(series.points().get(2).since(series.points().get(1))).containsExactly("drk");
    }

    @Test
    void goesOnWhereOnlyTheNumberChanges() {
        assertThat(new Series(List.of(on("1", 100, "awo"), on("2", 40, "awo"))).pieces())
                .hasSize(1);
        assertThat(new Series(List.of()).pieces()).isEmpty();
    }
}
