package de.hilfenetz.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Way;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** A sheet sorted in another way is the same sheet: what is public and what is held depends on its rows alone. */
class OrderTest {

    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final Schemas SCHEMAS = new Schemas();
    private static final Concepts CONCEPTS = new Concepts(VOCABULARY);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);

    private static final String MAPPING = """
            [
              {"kind": "service", "id": .id, "name": .name, "categories": .art, "phone": .telefon, "hours": .zeiten,
               "at": .ort, "kindsOfHelp": .hilfe},
              if (.strasse) {"kind": "location", "id": .ort, "name": .haus, "phone": .hausruf,
               "address": {"street": .strasse, "postalCode": "40227", "city": "Düsseldorf"}}
            ]
            """;

    private static final String HEAD = "id,name,art,telefon,zeiten,ort,haus,strasse,hausruf,hilfe\n";

    /** Shared houses, equal rows, contradicting rows, a refuge with its place, a neighbour at that place, rows with faults. */
    private static final List<String> ROWS = List.of(
            "s1,Schuldnerberatung,Schuldnerberatung,0221 4710123,Mo-Fr 9-12 Uhr,o1,Haus der Hilfe,Beispielstr. 5,,",
            "s2,Lesekreis,,0221 4710124,nach Vereinbarung,o1,Haus der Hilfe,Beispielstr. 5,,",
            "s2,Lesekreis,,0221 4710124,nach Vereinbarung,o1,Haus der Hilfe,Beispielstr. 5,,",
            "s3,Café,,0221 4710125,,o2,Café,Musterweg 2,,",
            "s3,Café Treff,,0221 4710125,,o2,Café,Musterweg 2,,",
            "s4,Frauenhaus Rheinblick,Frauenhaus,0221 4710199,,o4,Haus,Stiller Winkel 7,,unterkunft",
            "s5,Nähkurs,,0221 4710126,,o5,Werkstatt,Stiller Winkel 7,,",
            "s6,Tauschring,,0221 4710199,,,,,,",
            "s7,,,0221 4710127,,,,,,",
            "s8,Spieletreff,Lachyoga,0900 123456,,,,,,",
            "s9,Chor,,0221 4710128,Mo 2-4,o9,Saal,Beispielstr. 9,0221 4710130,",
            "s10,Tanztee,,0221 4710129,Mi 15-17 Uhr,o9,Festsaal,Beispielstr. 9,0221 4710130,");

    private static final Set<String> EXPECTED = outcome(ROWS);

    @Property(tries = 15, seed = "20261127", shrinking = ShrinkingMode.OFF)
    void theOrderOfRowsDoesNotMatter(@ForAll("orders") List<String> rows) {
        assertThat(outcome(rows)).isEqualTo(EXPECTED);
    }

    @Provide
    Arbitrary<List<String>> orders() {
        return Arbitraries.shuffle(ROWS);
    }

    private static Set<String> outcome(List<String> rows) {
        var feed = FeedFixture.called("beispiel")
                .title("Beispielverein")
                .organizations(new Feed.Organizations("beispielverein", null, List.of()))
                .format(Feed.Format.CSV)
                .mapping("test.jslt")
                .feed();
        try (var journal = Journal.inMemory(CLOCK)) {
            var intake = new Intake(
                    journal,
                    SCHEMAS,
                    CONCEPTS,
                    Districts.load(null, VOCABULARY.areas()),
                    new RecordShapes(VOCABULARY),
                    new ConfidentialValues(),
                    Sha256.of("rules".getBytes(UTF_8)));
            var csv = HEAD + String.join("\n", rows) + "\n";
            var delivery = journal.receive(
                    feed, "angebote.csv", "text/csv", Way.PUSH, new ByteArrayInputStream(csv.getBytes(UTF_8)));
            intake.process(delivery, new Intake.Source(feed, Mapping.compile("test.jslt", MAPPING), MAPPING));
            var found = new TreeSet<String>();
            try (var snapshot = journal.snapshot()) {
                for (var kind : Kind.values()) {
                    snapshot.forEach(kind, version -> {
                        var json = (ObjectNode) CanonicalJson.mapper().valueToTree(version.entry());
                        json.remove("origin");
                        found.add(kind + " " + json);
                    });
                }
            }
            journal.quarantine("beispiel")
                    .forEach(held -> found.add("held " + held.record() + " " + new TreeSet<>(held.rules())));
            return found;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
