package de.hilfenetz.planning;

import static de.hilfenetz.planning.Quarter.at;
import static de.hilfenetz.planning.Quarter.hours;
import static de.hilfenetz.planning.Quarter.place;
import static de.hilfenetz.planning.Quarter.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.graph.Examples;
import de.hilfenetz.graph.ReleaseGraph;
import de.hilfenetz.planning.SelectionQuery.Counted;
import de.hilfenetz.query.Evaluation;
import de.hilfenetz.query.QueryDesk;
import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Entry;
import de.hilfenetz.vocabulary.Vocabulary;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** "Count again" finds whom the list holds. */
class SelectionQueryTest {

    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final String RELEASE = "2026-11-27.1";
    private static final Slot LIFT = new Slot(Split.FEATURE, "aufzug", Answer.YES);

    private static final List<Entry> ENTRIES = List.of(
            place("Mit Aufzug", "037", json -> json.putObject("features").put("aufzug", "yes")),
            place("Ohne Aufzug", "036"),
            service(
                    "Je eines",
                    "sucht",
                    at("Mit Aufzug", "Ohne Aufzug")
                            .andThen(own(0, "Sa 10:00-12:00"))
                            .andThen(own(1, "Mo 10:00-12:00"))),
            service("Beides", "sucht", at("Mit Aufzug").andThen(hours("Mo 08:00-10:00; PH off"))),
            service("Ohne Ort", "sucht", hours("Mo 10:00-12:00")),
            service(
                    "Geschlossen",
                    "sucht",
                    hours("Mo 10:00-12:00").andThen(json -> json.put("status", "temporarily closed"))),
            service("Verabredet", "sucht", json -> json.putObject("hours").put("byAppointment", "yes")),
            service("Ohne Wochentag", "sucht", hours("20:00-21:00")),
            service("Stumm", "sucht", at("Ohne Aufzug")));

    private static Consumer<ObjectNode> own(int place, String osm) {
        return json -> json.withArray("at").get(place).withObject("/hours").put("osm", osm);
    }

    private static Slot time(String value) {
        return new Slot(Split.TIME, value, null);
    }

    private final Inventory inventory = new Inventory(Week.after(LocalDate.of(2026, 11, 27)));
    private final Evaluation evaluation =
            new Evaluation(ReleaseGraph.of(Examples.CROSSWALK, RELEASE, ENTRIES), Examples.NAMES);
    private final QueryDesk desk =
            new QueryDesk(evaluation, Examples.NAMES, evaluation::contents, Duration.ofSeconds(10), System::nanoTime);

    SelectionQueryTest() {
        ENTRIES.forEach(inventory::add);
    }

    private void finds(@Nullable Integer hour, List<Slot> slots, String... names) throws Exception {
        var selection = new Selection("05111000", "sucht", slots, hour);
        var sieve = new Selection.Sieve(selection, inventory, VOCABULARY);
        assertThat(inventory.offers().stream().filter(sieve::isSure).map(Offer::name))
                .as("list of %s", selection)
                .containsExactlyInAnyOrder(names);

        var query = SelectionQuery.of(selection, Counted.SERVICES, Examples.BASE, VOCABULARY)
                .orElseThrow();
        assertThat(desk.table(desk.read(query), 100, null, RELEASE, null).rows())
                .as(query)
                .extracting(row -> row.getFirst().text())
                .containsExactlyInAnyOrder(names);
    }

    @Test
    void asksAllThatIsOfAPlaceOfOnePlace() throws Exception {
        finds(null, List.of(LIFT), "Je eines", "Beides");
        finds(null, List.of(LIFT, time("tagsueber")), "Beides");
        finds(9, List.of(LIFT), "Beides");
        finds(10, List.of(time("samstags")));
    }

    @Test
    void findsWhoHasNoPlaceToo() throws Exception {
        finds(11, List.of(), "Je eines", "Ohne Ort");
        finds(11, List.of(time("tagsueber")), "Je eines", "Ohne Ort");
        finds(null, List.of(time("tagsueber"), time("abends")));
    }

    /** What "Wann ist niemand da?" counts at an hour is what the query of the places finds. */
    @Test
    void findsThePlacesThatAreOpenAtAnHour() throws Exception {
        var open = 0;
        for (var slots : List.of(List.<Slot>of(), List.of(LIFT))) {
            var presence = Presence.of(new Selection("05111000", "sucht", slots, null), inventory, VOCABULARY);
            for (var hour = 0; hour < Week.HOURS; hour++) {
                var selection = new Selection("05111000", "sucht", slots, hour);
                var query = SelectionQuery.of(selection, Counted.PLACES, Examples.BASE, VOCABULARY)
                        .orElseThrow();
                var sieve = new Selection.Sieve(selection, inventory, VOCABULARY);
                var listed = inventory.offers().stream()
                        .filter(sieve::isSure)
                        .flatMap(offer -> sieve.places(offer).stream())
                        .distinct()
                        .toList();

                assertThat(desk.table(desk.read(query), 100, null, RELEASE, null)
                                .rows())
                        .as(query)
                        .hasSize(presence.places().get(hour))
                        .hasSameSizeAs(listed);
                open += presence.places().get(hour);
            }
        }
        assertThat(open).isEqualTo(2 + 2 + 2 + 2 + 2);
    }

    @Test
    void tellsSilenceFromAppointments() throws Exception {
        finds(null, List.of(time("nach-vereinbarung")), "Verabredet");
        finds(null, List.of(time("unbekannt")), "Geschlossen", "Stumm");
    }

    @Test
    void givesNoQueryWhereNoneCanBeRight() {
        for (var selection : List.of(
                new Selection("05111000", "sucht", List.of(time("andere-wochen")), null),
                new Selection("05111000", "sucht", List.of(time("feiertags")), null),
                new Selection("05111000", "sucht", List.of(time("feiertags-unbekannt")), null),
                new Selection("05111000", "sucht", List.of(), 7 * 24 + 10))) {
            assertThat(SelectionQuery.of(selection, Counted.SERVICES, Examples.BASE, VOCABULARY))
                    .isEmpty();
        }
    }
}
