package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.graph.OpeningTimes;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Directory.Filter;
import de.hilfenetz.serve.Directory.Listed;
import de.hilfenetz.serve.Lines.Facet;
import de.hilfenetz.serve.Lines.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is found by places is what is found by looking at every line. */
class LinesTest {

    private static final List<String> WORDS = List.of("sucht", "suchthilfe", "beratung", "cafe", "treff", "haus");
    private static final List<String> AREAS = List.of("01", "02", "03");
    private static final List<String> EASE = List.of("stufenlos", "kostenfrei", "anonym");
    private static final String HOURS = "Mo-Fr 09:00-17:00";
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final Instant SUNDAY = Instant.parse("2026-11-22T09:00:00Z");

    @Test
    void findsWhatLookingAtEveryLineFinds() {
        var random = new Random(7);
        var listed = new ArrayList<Listed>();
        var found = new ArrayList<Found>();
        for (var i = 0; i < 300; i++) {
            listed.add(
                    new Listed(new UUID(0, i), Kind.SERVICE, "n" + i, "N", null, Set.of(), Set.of(), Set.of(), false));
            found.add(new Found(
                    Map.of(Facet.AREA, some(random, AREAS), Facet.EASE, some(random, EASE)),
                    some(random, WORDS),
                    random.nextBoolean() ? List.of(HOURS) : List.of(),
                    pick(random, List.of(MONDAY, SUNDAY))));
        }
        var lines = new Lines(listed, found, Map.of(HOURS, OpeningTimes.parse(HOURS)));

        for (var i = 0; i < 200; i++) {
            var filter = new Filter(
                    random.nextBoolean() ? List.of() : List.of(pick(random, List.of("sucht", "bera", "e", "xyz"))),
                    Map.of(
                            Facet.AREA,
                            random.nextBoolean() ? List.of() : List.of(pick(random, AREAS)),
                            Facet.EASE,
                            some(random, EASE)),
                    List.of(Optional.<Instant>empty(), Optional.of(MONDAY), Optional.of(SUNDAY))
                            .get(random.nextInt(3))
                            .orElse(null),
                    random.nextBoolean() ? null : SUNDAY);
            var expected = new ArrayList<Listed>();
            for (var place = 0; place < listed.size(); place++) {
                if (passes(found.get(place), filter)) {
                    expected.add(listed.get(place));
                }
            }

            var selection = lines.select(filter);
            assertThat(selection.all()).as(filter.toString()).isEqualTo(expected);
            assertThat(selection.size()).isEqualTo(expected.size());
            assertThat(selection.page(3, 5))
                    .isEqualTo(expected.stream().skip(3).limit(5).toList());
            selection
                    .counts(Facet.AREA)
                    .forEach((area, count) -> assertThat(lines.select(filter.with(Facet.AREA, List.of(area)))
                                    .size())
                            .isEqualTo(count));
            selection.counts(Facet.EASE).forEach((ease, count) -> {
                var more = new ArrayList<>(filter.chosen().getOrDefault(Facet.EASE, List.of()));
                more.add(ease);
                assertThat(lines.select(filter.with(Facet.EASE, more)).size()).isEqualTo(count);
            });
        }
    }

    private static boolean passes(Found found, Filter filter) {
        return filter.words().stream().allMatch(word -> found.words().stream().anyMatch(said -> said.contains(word)))
                && filter.chosen().entrySet().stream()
                        .allMatch(facet -> java.util.Objects.requireNonNull(
                                        found.values().get(facet.getKey()))
                                .containsAll(facet.getValue()))
                && (filter.openAt() == null
                        || (!found.hours().isEmpty() && filter.openAt().equals(MONDAY)))
                && (filter.changedAfter() == null || found.changed().isAfter(filter.changedAfter()));
    }

    private static List<String> some(Random random, List<String> all) {
        return all.stream().filter(one -> random.nextInt(3) == 0).toList();
    }

    private static <T> T pick(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
