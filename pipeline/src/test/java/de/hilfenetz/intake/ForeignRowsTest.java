package de.hilfenetz.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Way;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.record.Kind;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A table as another project keeps it, in its own column names, with a mapping and nothing else: fifty rows that say something
 * impossible, each between good ones.
 */
class ForeignRowsTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T11:00:00Z"), ZoneOffset.UTC);
    private static final Vocabulary VOCABULARY = Vocabulary.load();

    private static final String MAPPING = """
            [
              {"kind": "location", "id": "site-" + .id, "name": .site,
               "address": {"street": .address_1, "houseNumber": .number_1, "postalCode": .postal_code, "city": .city},
               "point": {"lat": .latitude, "lon": .longitude}},
              {"kind": "service", "id": .id, "name": .name, "description": .description, "status": .status,
               "phone": .phone, "email": .email, "url": .website, "hours": .hours, "languages": .languages,
               "ages": {"min": .minimum_age, "max": .maximum_age}, "confirmed": .last_assured,
               "fundedUntil": .funded_until, "at": [{"location": "site-" + .id}]}
            ]
            """;

    /** Column, what stands there, and the rule that speaks of it. */
    private static final String IMPOSSIBLE = """
            name          |                            | name-fehlt
            name          | -                          | name-fehlt
            name          | n/a                        | name-fehlt
            name          | BeratungsbÃ¼ro             | text-umlaute-repariert
            name          | Kaf\uFFFD                  | zeichen-verloren
            description   | <script>alert(1)</script>  | text-bereinigt
            id            |                            | kennung-fehlt
            id            | r3                         | kennung-doppelt
            status        | open                       | status-unbekannt
            status        | 1                          | status-unbekannt
            phone         | 555-CALL-NOW               | telefon-unlesbar
            phone         | 12                         | telefon-unlesbar
            phone         | see website                | telefon-unlesbar
            phone         | 0900 1234567               | telefon-kostenpflichtig
            email         | info at verein.example.org | e-mail-unlesbar
            email         | info@                      | e-mail-unlesbar
            email         | @verein.example.org        | e-mail-unlesbar
            email         | a b@verein.example.org     | e-mail-unlesbar
            website       | www                        | url-unlesbar
            website       | htp://verein.example.org   | url-unlesbar
            website       | javascript:alert(1)        | url-unlesbar
            website       | verein                     | url-unlesbar
            hours         | 9 to whenever              | oeffnungszeiten-unlesbar
            hours         | Mo-Fr 25:00-26:00          | oeffnungszeiten-unlesbar
            hours         | Funday 9-12                | oeffnungszeiten-unlesbar
            hours         | Mo 12-9:70                 | oeffnungszeiten-unlesbar
            hours         | by chance                  | oeffnungszeiten-unlesbar
            languages     | Klingonish                 | sprache-unbekannt
            languages     | xx                         | sprache-unbekannt
            minimum_age   | 100                        | alter-verkehrt
            minimum_age   | -3                         | alter-unlesbar
            minimum_age   | abc                        | alter-unlesbar
            maximum_age   | 999                        | alter-unlesbar
            last_assured  | 13/15/2026                 | datum-unlesbar
            last_assured  | 2026-02-30                 | datum-unlesbar
            last_assured  | yesterday                  | datum-unlesbar
            last_assured  | 2099-01-01                 | datum-in-der-zukunft
            funded_until  | 32.12.2026                 | datum-unlesbar
            funded_until  | soon                       | datum-unlesbar
            number_1      | 12. Mai                    | hausnummer-als-datum
            postal_code   | 4O227                      | postleitzahl-berichtigt
            postal_code   | 1234                       | postleitzahl-unlesbar
            postal_code   | 94063-12                   | postleitzahl-unlesbar
            postal_code   | 00000                      | postleitzahl-unlesbar
            latitude      | 512.1                      | koordinaten-unlesbar
            latitude      | abc                        | koordinaten-unlesbar
            longitude     | -                          | koordinaten-unlesbar
            longitude     | 679.01                     | koordinaten-unlesbar
            latitude      | -51.2101                   | koordinaten-nicht-in-deutschland
            longitude     | 26.7901                    | koordinaten-nicht-in-deutschland
            """;

    private record Fault(String column, String value, String rule) {}

    @Test
    void tellsEachWithItsPlaceAndReasonAndPublishesItsNeighbours() throws Exception {
        var faults = IMPOSSIBLE
                .lines()
                .map(line -> line.split("\\|"))
                .map(parts -> new Fault(parts[0].strip(), parts[1].strip(), parts[2].strip()))
                .toList();
        assertThat(faults).hasSize(50);
        var rows = new ArrayList<List<String>>();
        rows.add(List.copyOf(row(0).keySet()));
        for (var fault : faults) {
            rows.add(List.copyOf(row(rows.size()).values()));
            var bad = row(rows.size());
            bad.put(fault.column, fault.value);
            rows.add(List.copyOf(bad.values()));
        }
        var table = rows.stream().map(row -> String.join(",", row) + "\n").collect(Collectors.joining());

        try (var journal = Journal.inMemory(NOON)) {
            var report = process(journal, table);

            for (var i = 0; i < faults.size(); i++) {
                var fault = faults.get(i);
                var line = 3 + 2 * i;
                assertThat(report.findings()).as("line %d: %s", line, fault).anySatisfy(finding -> {
                    assertThat(finding.rule().code()).isEqualTo(fault.rule);
                    assertThat(finding.place().line()).isEqualTo(line);
                    assertThat(finding.german()).doesNotContain("„“").contains(" ");
                });
            }
            var good = IntStream.range(0, 50).map(i -> 1 + 2 * i).filter(row -> row != 3);
            assertThat(names(journal))
                    .containsAll(good.mapToObj(row -> "Beratung " + row).toList());
            assertThat(report.findings())
                    .filteredOn(finding -> finding.place().line() > 0)
                    .filteredOn(finding -> finding.place().line() % 2 == 0)
                    .extracting(Finding::german)
                    .as("of good rows")
                    .isEmpty();
        }
    }

    private static Map<String, String> row(int number) {
        var row = new LinkedHashMap<String, String>();
        row.put("id", "r" + number);
        row.put("name", "Beratung " + number);
        row.put("description", "");
        row.put("status", "active");
        row.put("phone", "+49 221 4710%03d".formatted(100 + number));
        row.put("email", "b%d@verein.example.org".formatted(number));
        row.put("website", "https://verein.example.org/" + number);
        row.put("hours", "Mo-Fr 09:00-12:00");
        row.put("languages", "de");
        row.put("minimum_age", "");
        row.put("maximum_age", "99");
        row.put("last_assured", "2026-10-01");
        row.put("funded_until", "");
        row.put("site", "Haus " + number);
        row.put("address_1", "Musterweg");
        row.put("number_1", "" + number);
        row.put("city", "Düsseldorf");
        row.put("postal_code", "40227");
        row.put("latitude", "51.2101");
        row.put("longitude", "6.7901");
        return row;
    }

    private static Report process(Journal journal, String table) throws Exception {
        var feed = FeedFixture.called("fremd")
                .format(Feed.Format.CSV)
                .mapping("fremd.jslt")
                .feed();
        var source = new Intake.Source(feed, Mapping.compile("fremd.jslt", MAPPING), MAPPING);
        var intake = IntakeFixture.over(journal, VOCABULARY);
        var delivery = journal.receive(
                feed, "fremd.csv", "text/csv", Way.PUSH, new ByteArrayInputStream(table.getBytes(UTF_8)));
        return intake.process(delivery, source);
    }

    private static Set<String> names(Journal journal) {
        var names = new TreeSet<String>();
        try (var snapshot = journal.snapshot()) {
            snapshot.forEach(
                    Kind.SERVICE, version -> names.add(version.entry().name().best()));
        }
        return names;
    }
}
