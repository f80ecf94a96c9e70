package de.hilfenetz.planning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counting again what changed gives what counting everything gives, whatever the changes were. */
class RecountTest {

    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final Week WEEK = Week.after(LocalDate.of(2026, 11, 27));
    private static final ObjectNode SERVICE = example("service");
    private static final ObjectNode LOCATION = example("location");
    private static final List<String> HOURS = List.of("Mo-Fr 09:00-12:00", "Sa 18:00-22:00", "wann es passt");
    private static final int PLACES = 8;
    private static final int SERVICES = 20;

    private static ObjectNode example(String kind) {
        try {
            return (ObjectNode) CanonicalJson.mapper()
                    .readTree(Files.readAllBytes(Path.of("../schemas/examples/" + kind + ".json")));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static UUID place(int number) {
        return new UUID(0x5000L, 0x8000_0000_0000_0000L + number);
    }

    private static UUID service(int number) {
        return new UUID(0x6000L, 0x8000_0000_0000_0000L + number);
    }

    private static Entry randomPlace(int number, Random random) {
        var quarters = VOCABULARY.areas().quarters();
        Area quarter = quarters.get(random.nextInt(4));
        var json = LOCATION.deepCopy();
        json.put("id", place(number).toString());
        json.putObject("area").put("quarter", quarter.notation()).put("district", quarter.within());
        json.putObject("features").put("aufzug", random.nextBoolean() ? "yes" : "no");
        return CanonicalJson.from(json);
    }

    private static Entry randomService(int number, Random random) {
        var json = SERVICE.deepCopy();
        json.put("id", service(number).toString());
        json.put("feed", "feed-" + random.nextInt(2));
        json.put("status", random.nextInt(5) == 0 ? "inactive" : "active");
        json.putArray("lifeSituations").add(notation("lebenslage", random));
        json.putArray("audiences").add(notation("zielgruppe", random));
        json.putArray("area").add(random.nextBoolean() ? "05111000" : "03");
        json.putObject("hours").put("osm", HOURS.get(random.nextInt(HOURS.size())));
        if (random.nextBoolean()) {
            json.remove("capacity");
        } else {
            json.putObject("capacity")
                    .put("number", random.nextInt(3))
                    .put("unit", random.nextBoolean() ? "Plätze" : "Betten");
        }
        var at = json.putArray("at");
        for (var i = random.nextInt(3); i > 0; i--) {
            at.addObject().put("location", place(random.nextInt(PLACES)).toString());
        }
        return CanonicalJson.from(json);
    }

    private static String notation(String scheme, Random random) {
        List<Concept> concepts = VOCABULARY.getScheme(scheme).concepts();
        return concepts.get(random.nextInt(4)).notation();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesWhatCountingEverythingGives(long seed) {
        var random = new Random(seed);
        var inventory = new Inventory(WEEK);
        for (var i = 0; i < PLACES / 2; i++) {
            inventory.add(randomPlace(i, random));
        }
        for (var i = 0; i < SERVICES / 2; i++) {
            inventory.add(randomService(i, random));
        }
        var kept = Coverage.of(inventory, Reporting.complete(), VOCABULARY);
        for (var step = 0; step < 12; step++) {
            var changes = new ArrayList<Entry>();
            var gone = new LinkedHashSet<UUID>();
            for (var i = 0; i < 3; i++) {
                var one = random.nextInt(SERVICES);
                var other = random.nextInt(PLACES);
                switch (random.nextInt(4)) {
                    case 0 -> changes.add(randomPlace(other, random));
                    case 1 -> gone.add(random.nextBoolean() ? place(other) : service(one));
                    default -> changes.add(randomService(one, random));
                }
            }
            changes.removeIf(entry -> gone.contains(entry.id()));
            var ids = new LinkedHashSet<>(gone);
            changes.forEach(entry -> ids.add(entry.id()));
            kept.recount(ids, Reporting.complete(), () -> {
                changes.forEach(inventory::add);
                gone.forEach(inventory::remove);
            });

            assertThat(figures(kept)).isEqualTo(figures(Coverage.of(inventory, Reporting.complete(), VOCABULARY)));
        }
    }

    /** All cells of all areas, life situations and slots that occur, in their order. */
    private static List<String> figures(Coverage coverage) {
        var figures = new ArrayList<String>();
        for (var area : coverage.areas()) {
            for (var situation : coverage.situations()) {
                for (var split : Split.values()) {
                    for (var slot : coverage.slots(split)) {
                        var cell = coverage.cell(area, situation, slot);
                        if (cell.services() + cell.places() + cell.catchment() + cell.cityWide() > 0) {
                            figures.add(area + " " + situation + " " + slot + " " + cell);
                        }
                    }
                }
            }
        }
        return figures;
    }
}
