package de.hilfenetz.planning;

import static de.hilfenetz.planning.Quarter.at;
import static de.hilfenetz.planning.Quarter.hours;
import static de.hilfenetz.planning.Quarter.place;
import static de.hilfenetz.planning.Quarter.service;
import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.planning.Cell.Kind;
import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Entry;
import de.hilfenetz.vocabulary.Vocabulary;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The figures of a few records that one can count by hand. */
class CoverageTest {

    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final LocalDate DAY = LocalDate.of(2026, 11, 27);
    private static final String CITY = "05111000";
    private static final String DEBT = "schulden-und-armut";

    private static Coverage of(Reporting reporting, Entry... entries) {
        var inventory = new Inventory(Week.after(DAY));
        for (var entry : entries) {
            inventory.add(entry);
        }
        return Coverage.of(inventory, reporting, VOCABULARY);
    }

    private static Coverage of(Entry... entries) {
        return of(Reporting.complete(), entries);
    }

    @Test
    void countsAServiceOnceInEachAreaAndEachPlaceOnce() {
        var coverage = of(
                place("Haus A", "037"),
                place("Haus B", "036"),
                service("Beratung", DEBT, at("Haus A", "Haus B")),
                service("Treff", DEBT, at("Haus A")));

        assertThat(coverage.cell("03", DEBT, Slot.ALL).services()).isEqualTo(2);
        assertThat(coverage.cell("03", DEBT, Slot.ALL).places()).isEqualTo(2);
        assertThat(coverage.cell("037", DEBT, Slot.ALL).services()).isEqualTo(2);
        assertThat(coverage.cell("036", DEBT, Slot.ALL).services()).isEqualTo(1);
        assertThat(coverage.cell(CITY, "alle", Slot.ALL).services()).isEqualTo(2);
    }

    @Test
    void addsUpTheHoursOfAWeekWithoutHolidaysAndKeepsAppointmentsApart() {
        var coverage = of(
                place("Haus A", "037"),
                service("Immer", DEBT, at("Haus A").andThen(hours("Mo-Fr 09:00-12:00; PH off"))),
                service("Nacht", DEBT, at("Haus A").andThen(hours("Sa 22:00-02:00"))),
                service(
                        "Verabredet",
                        DEBT,
                        at("Haus A").andThen(json -> json.putObject("hours").put("byAppointment", "yes"))),
                service("Stumm", DEBT, at("Haus A")));

        var cell = coverage.cell("037", DEBT, Slot.ALL);
        assertThat(cell.minutes()).isEqualTo((15 + 4) * 60L);
        assertThat(cell.byAppointment()).isEqualTo(1);
        assertThat(cell.withoutHours()).isEqualTo(1);
        assertThat(coverage.week().monday()).isEqualTo(LocalDate.of(2026, 11, 30));
    }

    @Test
    void neverMixesTheFourKindsOfCell() {
        var local = service("Beratung", DEBT, at("Haus A"));
        var everywhere =
                service("Telefon", "sucht", json -> json.putArray("area").add(CITY));
        var shelter = service("Haus", "gewalt", json -> json.put("protected", true));
        var coverage = of(place("Haus A", "037"), local, everywhere, shelter);

        assertThat(coverage.cell("037", DEBT, Slot.ALL).kind()).isEqualTo(Kind.SERVICES);
        assertThat(coverage.cell("011", DEBT, Slot.ALL).kind()).isEqualTo(Kind.NONE_REPORTED);
        assertThat(coverage.cell("011", "sucht", Slot.ALL).kind()).isEqualTo(Kind.CITY_WIDE);
        assertThat(coverage.cell("011", "gewalt", Slot.ALL).kind()).isEqualTo(Kind.CITY_WIDE);
        assertThat(coverage.cell(CITY, "gewalt", Slot.ALL).withoutPlace()).isEqualTo(1);
    }

    @Test
    void saysThatDataAreMissingWhereAFeedDoesNotReport() {
        var silent = new Reporting(true, new TreeMap<>(Map.of("verband", "verstummt")));
        var never = new Reporting(true, new TreeMap<>(Map.of("neu", "noch nichts geliefert")));
        var records = new Entry[] {place("Haus A", "037"), service("Beratung", DEBT, at("Haus A"))};

        var without = of(silent, records);
        assertThat(without.cell("037", DEBT, Slot.ALL).kind()).isEqualTo(Kind.SERVICES);
        assertThat(without.cell("037", DEBT, Slot.ALL).missing()).containsExactly("verband");
        assertThat(without.cell("011", DEBT, Slot.ALL).kind()).isEqualTo(Kind.MISSING);
        assertThat(without.cell("011", "sucht", Slot.ALL).kind()).isEqualTo(Kind.NONE_REPORTED);
        assertThat(of(never, records).cell("011", "sucht", Slot.ALL).kind()).isEqualTo(Kind.MISSING);
        assertThat(of(Reporting.UNKNOWN, records).cell("011", "sucht", Slot.ALL).kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void keepsSiteAndCatchmentApart() {
        var coverage = of(
                place("Haus A", "011"),
                service(
                        "Beratung",
                        DEBT,
                        at("Haus A").andThen(json -> json.putArray("area").add("03"))));

        assertThat(coverage.cell("037", DEBT, Slot.ALL).services()).isZero();
        assertThat(coverage.cell("037", DEBT, Slot.ALL).catchment()).isEqualTo(1);
        assertThat(coverage.cell("03", DEBT, Slot.ALL).catchment()).isEqualTo(1);
        assertThat(coverage.cell("011", DEBT, Slot.ALL).catchment()).isZero();
        assertThat(coverage.cell("011", DEBT, Slot.ALL).services()).isEqualTo(1);
    }

    @Test
    void countsWhoServesEveryAgeInThatRowAlone() {
        var coverage = of(
                service(
                        "Alle",
                        DEBT,
                        json -> json.putArray("generations")
                                .add("alle-generationen")
                                .add("kinder")),
                service("Kinder", DEBT, json -> json.putArray("generations").add("kinder")),
                service("Offen", DEBT, json -> {}));

        assertThat(generation(coverage, "kinder")).isEqualTo(1);
        assertThat(generation(coverage, "alle-generationen")).isEqualTo(1);
        assertThat(generation(coverage, "unbekannt")).isEqualTo(1);
    }

    private static int generation(Coverage coverage, String value) {
        return coverage.cell(CITY, DEBT, new Slot(Split.GENERATION, value, null))
                .services();
    }

    @Test
    void countsAConceptForTheOneAboveIt() {
        var coverage = of(service("Hebamme", "geburt", json -> {}));

        assertThat(coverage.cell(CITY, "geburt", Slot.ALL).services()).isEqualTo(1);
        assertThat(coverage.cell(CITY, "schwangerschaft-und-geburt", Slot.ALL).services())
                .isEqualTo(1);
    }

    @Test
    void takesTheBestAnswerOfTheAreasPlacesAndNeverMakesUnknownANo() {
        var coverage = of(
                place("Stufen", "037", json -> json.putObject("features").put("aufzug", "no")),
                place("Aufzug", "036", json -> json.putObject("features").put("aufzug", "yes")),
                place("Still", "037"),
                service("Beratung", DEBT, at("Stufen", "Aufzug")),
                service("Treff", DEBT, at("Still")));

        assertThat(lift(coverage, "03", Answer.YES).services()).isEqualTo(1);
        assertThat(lift(coverage, "03", Answer.YES).places()).isEqualTo(1);
        assertThat(lift(coverage, "037", Answer.NO).services()).isEqualTo(1);
        assertThat(lift(coverage, "037", Answer.UNKNOWN).services()).isEqualTo(1);
        assertThat(lift(coverage, "037", Answer.UNKNOWN).places()).isEqualTo(1);
    }

    private static Cell lift(Coverage coverage, String area, Answer answer) {
        return coverage.cell(area, DEBT, new Slot(Split.FEATURE, "aufzug", answer));
    }

    /** Hours are of a place: who is open at one and makes appointments at the other does both, and its list says so. */
    @Test
    void countsAtEachTimeWhomTheListOfThatTimeHolds() {
        var inventory = new Inventory(Week.after(DAY));
        inventory.add(place("Haus A", "037"));
        inventory.add(place("Haus B", "036"));
        inventory.add(place("Haus C", "036"));
        inventory.add(place("Haus D", "036"));
        inventory.add(service(
                "Beratung", DEBT, at("Haus A", "Haus B", "Haus C", "Haus D").andThen(json -> {
                    var at = json.withArray("at");
                    at.get(0).withObject("/hours").put("osm", "Mo-Fr 09:00-12:00");
                    at.get(1).withObject("/hours").put("byAppointment", "yes");
                    at.get(2).withObject("/hours").put("osm", "Sa[-1] 10:00-12:00");
                })));
        var coverage = Coverage.of(inventory, Reporting.complete(), VOCABULARY);

        for (var time : List.of("tagsueber", "abends", "nach-vereinbarung", "andere-wochen", "unbekannt")) {
            var slot = new Slot(Split.TIME, time, null);
            var sieve = new Selection.Sieve(new Selection(CITY, DEBT, List.of(slot), null), inventory, VOCABULARY);
            var listed = inventory.offers().stream().filter(sieve::isSure).count();
            assertThat(listed).as(time).isEqualTo(time.equals("abends") ? 0 : 1);
            assertThat(coverage.cell(CITY, DEBT, slot).services()).as(time).isEqualTo((int) listed);
            assertThat(coverage.cell(CITY, DEBT, slot).places()).as(time).isEqualTo((int) listed);
        }
    }

    @Test
    void addsCapacityByUnitOnlyWhereItIsReported() {
        var coverage = of(
                service(
                        "Heim",
                        DEBT,
                        json -> json.putObject("capacity").put("number", 12).put("unit", "Betten")),
                service(
                        "Haus",
                        DEBT,
                        json -> json.putObject("capacity").put("number", 8).put("unit", "Betten")),
                service(
                        "Kurs",
                        DEBT,
                        json -> json.putObject("capacity").put("number", 20).put("unit", "Plätze")),
                service("Offen", DEBT, json -> {}));

        var cell = coverage.cell(CITY, DEBT, Slot.ALL);
        assertThat(cell.capacity()).containsExactlyInAnyOrderEntriesOf(Map.of("Betten", 20, "Plätze", 20));
        assertThat(cell.withoutCapacity()).isEqualTo(1);
    }

    @Test
    void leavesOutWhatIsOver() {
        var coverage = of(service("Früher", DEBT, json -> json.put("status", "defunct")));

        assertThat(coverage.cell(CITY, DEBT, Slot.ALL).services()).isZero();
    }
}
