package de.hilfenetz.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.journal.DamagedDelivery;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.journal.Version;
import de.hilfenetz.journal.Way;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.normalise.MappingError;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deliveries of a small invented feed, taken through all stages with nothing replaced. */
class IntakeTest {

    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final Schemas SCHEMAS = new Schemas();
    private static final Concepts CONCEPTS = new Concepts(VOCABULARY);

    private static final String MAPPING = """
            [
              {"kind": "service", "id": .id, "name": .name, "description": .text, "categories": .art, "phone": .telefon,
               "hours": .zeiten, "at": .ort, "kindsOfHelp": .hilfe, "confidential": .geheim},
              if (.strasse) {"kind": "location", "id": .ort, "name": .name,
               "address": {"street": .strasse, "postalCode": .plz, "city": "Düsseldorf"}}
            ]
            """;

    private static final String HEAD = "id,name,text,art,telefon,zeiten,ort,strasse,plz,hilfe,geheim\n";
    private static final String DEBT =
            "s1,Schuldnerberatung Bilk,Hilfe bei Schulden,Schuldnerberatung,0221/4710-123,Mo-Fr 9-12 Uhr,o1,Beispielstr. 1-5,40223,,\n";
    private static final String CAFE = "s2,Café Treff,Für alle,,0221 4710124,,o2,Musterweg 2,40227,,\n";
    private static final String SHELTER =
            "s3,Frauenhaus Rheinblick,Klingeln am Stillen Winkel 7,Frauenhaus,0221 4710199,,o3,Stiller Winkel 7,40229,unterkunft,\n";

    private final Journal journal =
            Journal.inMemory(Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC));
    private ConfidentialValues secret = new ConfidentialValues();

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    @Test
    void quotesNoRowOfAHeldRecordFromTheOtherTablesOfAPackage() throws Exception {
        var source = Intake.Source.of(
                FeedFixture.called("paket").format(Feed.Format.HSDS_CSV).feed());
        var bytes = packed(Map.of(
                "services.csv", "id,name,status\na1,Familiencafé,active\nb1,,active\n",
                "phones.csv", "id,service_id,number\np1,a1,0221 4710123\np2,b1,nur für Eingeweihte\n"));
        var delivery = journal.receive(
                source.feed(), "paket.zip", "application/zip", Way.PUSH, new ByteArrayInputStream(bytes));
        var trials = new Trials(
                journal,
                SCHEMAS,
                CONCEPTS,
                Districts.load(null, VOCABULARY.areas()),
                new RecordShapes(VOCABULARY),
                secret,
                Sha256.of(new byte[0]),
                Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC));

        var told = trials.of(source, delivery, new ByteArrayInputStream(bytes)).told();

        assertThat(told)
                .filteredOn(one -> one.finding().place().file().contains("phones.csv"))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.line()).isNull());
        assertThat(told.toString()).doesNotContain("Eingeweihte");
    }

    private static byte[] packed(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void publishesWhatIsGoodAndHoldsWhatIsNot() throws Exception {
        var report = deliver(HEAD + DEBT + "s9,,ohne Namen,,0221 4710125,,,,,,\n" + CAFE);

        assertThat(report.state()).isEqualTo(Report.State.SETTLED);
        assertThat(names(Kind.SERVICE)).containsExactlyInAnyOrder("Schuldnerberatung Bilk", "Café Treff");
        assertThat(codes(report)).contains("name-fehlt");
        var counters = requireNonNull(report.counters());
        assertThat(counters.held()).isEqualTo(1);
        assertThat(counters.added()).isEqualTo(5);
    }

    /** A taxonomy is nobody's loss: nothing of it is held, and nothing public. */
    @Test
    void publishesServicesOnlyOfWhatIsOne() throws Exception {
        var feed = FeedFixture.called("hsds").format(Feed.Format.HSDS).feed();

        var report = deliver("""
                [{"id": "s1", "name": "Rat", "status": "active", "phones": [{"number": "0221 4710123"}]},
                 {"id": "t1", "name": "Themen", "description": "Alle", "version": "1"},
                 {"id": "x1", "message": "Not authorised", "name": "Error"}]
                """, new Intake.Source(feed, null, ""));

        assertThat(names(Kind.SERVICE)).containsExactly("Rat");
        assertThat(names(Kind.ORGANIZATION)).isEmpty();
        assertThat(codes(report)).contains("hsds-systematik", "hsds-art-unbekannt");
        var counters = requireNonNull(report.counters());
        assertThat(counters.received()).isEqualTo(2);
        assertThat(counters.added()).isEqualTo(1);
        assertThat(counters.held()).isEqualTo(1);
    }

    @Test
    void takesTaxonomiesAloneForNoStock() throws Exception {
        var source = new Intake.Source(
                FeedFixture.called("hsds").format(Feed.Format.HSDS).feed(), null, "");
        deliver("[{\"id\": \"s1\", \"name\": \"Rat\", \"status\": \"active\"}]", source);

        var report = deliver(
                "[{\"id\": \"t1\", \"name\": \"Themen\", \"description\": \"Alle\", \"version\": \"1\"}]", source);

        assertThat(report.state()).isEqualTo(Report.State.FAILED);
        assertThat(codes(report)).containsExactlyInAnyOrder("keine-datensaetze", "hsds-systematik");
        assertThat(names(Kind.SERVICE)).containsExactly("Rat");
    }

    @Test
    void makesCanonicalValuesWithReferencesAndOrigin() throws Exception {
        deliver(HEAD + DEBT);

        var service = (Service) only(Kind.SERVICE);
        var place = (Location) only(Kind.LOCATION);
        assertThat(service.topics()).contains("schulden");
        assertThat(service.contacts().getFirst().phones().getFirst().number()).isEqualTo("+49 221 4710123");
        assertThat(requireNonNull(service.hours()).osm()).isEqualTo("Mo-Fr 09:00-12:00");
        assertThat(service.at().getFirst().location()).isEqualTo(place.id());
        assertThat(service.organization()).isEqualTo(only(Kind.ORGANIZATION).id());
        assertThat(requireNonNull(place.address()).houseNumber()).isEqualTo("1-5");
        assertThat(requireNonNull(service.origin()).place()).isEqualTo("angebote.csv, Zeile 2");
        assertThat(service.licence()).isEqualTo("http://dcat-ap.de/def/licenses/dl-zero-de/2.0");
    }

    @Test
    void countsTheSameAgainAsUnchangedAndWritesNothing() throws Exception {
        deliver(HEAD + DEBT + CAFE);
        var before = number();

        var report = deliver(HEAD + CAFE + DEBT);

        assertThat(requireNonNull(report.counters()).unchanged()).isEqualTo(5);
        assertThat(number()).isEqualTo(before);
    }

    @Test
    void keepsTheLastGoodVersionOfARecordThatIsHeld() throws Exception {
        deliver(HEAD + DEBT + CAFE);

        var report = deliver(HEAD + DEBT + "s2,,Für alle,,0221 4710124,,o2,Musterweg 2,40227,,\n");

        assertThat(names(Kind.SERVICE)).contains("Café Treff");
        assertThat(codes(report)).contains("name-fehlt");
    }

    @Test
    void removesWhatIsNoLongerDeliveredAndParksWhenTooMuchIsGone() throws Exception {
        deliver(HEAD + DEBT + CAFE);
        assertThat(deliver(HEAD + DEBT).state()).isEqualTo(Report.State.SETTLED);
        assertThat(names(Kind.SERVICE)).containsExactly("Schuldnerberatung Bilk");

        var report = deliver(HEAD);

        assertThat(report.state()).isEqualTo(Report.State.FAILED);
        assertThat(names(Kind.SERVICE)).containsExactly("Schuldnerberatung Bilk");
    }

    @Test
    void holdsBothWhenOneIdSaysTwoThings() throws Exception {
        var report = deliver(HEAD + DEBT + DEBT.replace("Bilk", "Eller") + CAFE);

        assertThat(names(Kind.SERVICE)).containsExactly("Café Treff");
        assertThat(codes(report)).contains("kennung-doppelt");
    }

    @Test
    void neverLetsARefugeOutNorAnybodyWhoWouldTell() throws Exception {
        var neighbour =
                "s4,Beratung nebenan,Im selben Haus,Beratung,0221 4710126,,o4,Stiller Winkel 7,40229,beratung,\n";
        var tells = "s5,Kleiderkammer,Gleich neben dem Haus Stiller Winkel 7,Kleiderkammer,0221 4710127,,,,,,\n";

        var report = deliver(HEAD + DEBT + neighbour + tells + SHELTER);

        assertThat(everything()).doesNotContain("Winkel", "4710199", "40229");
        assertThat(names(Kind.SERVICE)).contains("Schuldnerberatung Bilk", "Frauenhaus Rheinblick");
        assertThat(names(Kind.SERVICE)).doesNotContain("Kleiderkammer");
        assertThat(codes(report)).contains("ort-geschuetzt", "angebot-geschuetzt", "verknuepft-mit-geschuetztem-ort");
    }

    @Test
    void knowsWhatIsSecretAgainAfterARestart() throws Exception {
        deliver(HEAD + DEBT + SHELTER);
        secret = new ConfidentialValues();

        intake().learn(journal.getDelivery(1), source());

        assertThat(secret.isIn("Stiller Winkel 7")).isTrue();
    }

    @Test
    void leavesEverythingAsItIsWhenADeliveryCannotBeRead() throws Exception {
        deliver(HEAD + DEBT + CAFE);

        var report = deliver("<html><body>Bitte anmelden</body></html>");

        assertThat(report.state()).isEqualTo(Report.State.FAILED);
        assertThat(report.reason()).isNotBlank();
        assertThat(names(Kind.SERVICE)).hasSize(2);
    }

    /** The reason stands in the log too. */
    @Test
    void quotesNothingWhereItSaysWhyADeliveryCannotBeRead() throws Exception {
        var report = deliver("[{\"strasse\": Stiller Winkel 7}]", new Intake.Source(feed(Feed.Format.JSON), null, ""));

        assertThat(report.reason()).contains("kein gültiges JSON").doesNotContain("Winkel", "Stiller");
    }

    @Test
    void keepsNothingOfADeliveryThatTurnsOutToTellOfPeople() throws Exception {
        deliver(HEAD + DEBT);
        var people = HEAD.strip() + ",notiz\n" + DEBT.strip() + ",\n"
                + "s4,Erika,,,0221 4710124,,,,,,,DE02120300000000202051\n"
                + "s5,Max,,,0221 4710124,,,,,,,DE02500105170137075030\n"
                + "s6,Ute,,,0221 4710124,,,,,,,DE02100500000054540402\n";

        var report = deliver(people);

        assertThat(report.state()).isEqualTo(Report.State.FAILED);
        assertThat(codes(report)).contains("klientendaten");
        assertThat(String.valueOf(report.reason())).doesNotContain("DE02", "Erika");
        assertThat(names(Kind.SERVICE)).containsExactly("Schuldnerberatung Bilk");
        var delivery = journal.getDelivery(2);
        assertThat(delivery.state()).isEqualTo(Delivery.State.FORGOTTEN);
        assertThatThrownBy(() -> journal.open(delivery)).isInstanceOf(DamagedDelivery.class);
    }

    @Test
    void goesOnWithWhatIsPublicThoughRulesOfTodayWouldRefuseIt() throws Exception {
        var people = HEAD.strip() + ",aktenzeichen\n" + DEBT.strip() + ",50/7-12\n";
        deliver(people, harmless(Feed.Release.NOW));

        var report = intake().process(journal.getDelivery(1), source());

        assertThat(report.state()).as(report.reason()).isEqualTo(Report.State.SETTLED);
        assertThat(codes(report)).contains("klientendaten-veroeffentlicht").doesNotContain("klientendaten");
        assertThat(journal.findings("beispiel").toString())
                .contains("klientendaten-veroeffentlicht")
                .doesNotContain("50/7");
        assertThat(names(Kind.SERVICE)).containsExactly("Schuldnerberatung Bilk");
        assertThat(deliver(people + CAFE.strip() + ",50/7-13\n").state()).isEqualTo(Report.State.FAILED);
        assertThat(journal.getDelivery(2).state()).isEqualTo(Delivery.State.FORGOTTEN);
    }

    @Test
    void aHeldDeliveryThatTurnsOutToTellOfPeopleStaysHeldUntilItsFeedSaysThatItIsHarmless() throws Exception {
        var people = HEAD.strip() + ",aktenzeichen\n" + DEBT.strip() + ",50/7-12\n" + CAFE.strip() + ",50/7-13\n";
        var confirmed = new Feed.Release(true, null);
        deliver(people, harmless(confirmed));

        var report = intake().process(journal.getDelivery(1), source());

        assertThat(report.state()).isEqualTo(Report.State.HELD);
        assertThat(report.reason())
                .contains("„aktenzeichen“", "harmless", "forget")
                .doesNotContain("50/7");
        assertThat(journal.getDelivery(1).state()).isEqualTo(Delivery.State.HELD);
        assertThat(HeldDeliveries.awaitingRelease(journal, "beispiel"))
                .as("its provider cannot release it")
                .isEmpty();
        assertThat(names(Kind.SERVICE)).isEmpty();
        intake().process(journal.getDelivery(1), harmless(confirmed));
        assertThat(HeldDeliveries.awaitingRelease(journal, "beispiel")).hasSize(1);
    }

    @Test
    void whatIsHeldSinceATimeWhenNobodyLookedForPeopleInItIsListedForThatAndDroppedOnlyInTheEnd() throws Exception {
        var people = HEAD.strip() + ",aktenzeichen\n" + DEBT.strip() + ",50/7-12\n";
        deliver(people, harmless(new Feed.Release(true, null)));
        deliver(HEAD + CAFE, harmless(new Feed.Release(true, null)));

        intake().inspectAgain(source());

        assertThat(journal.undecided("beispiel", RunSummary.State.HELD))
                .extracting(run -> run.findReason().orElseThrow().contains("„aktenzeichen“"))
                .containsExactly(false, true);
        var found = journal.runs("beispiel").getFirst().started();
        assertThat(intake().dropHeld(found)).isZero();
        journal.open(journal.getDelivery(1)).close();

        assertThat(intake().dropHeld(found.plusSeconds(1))).isEqualTo(1);

        assertThat(journal.getDelivery(1).state()).isEqualTo(Delivery.State.FORGOTTEN);
        assertThatThrownBy(() -> journal.open(journal.getDelivery(1))).isInstanceOf(DamagedDelivery.class);
        assertThat(journal.getDelivery(2).state()).isEqualTo(Delivery.State.HELD);
    }

    private static Intake.Source harmless(Feed.Release release) throws MappingError {
        var feed = fixture(Feed.Format.CSV)
                .harmless("aktenzeichen")
                .release(release)
                .feed();
        return new Intake.Source(feed, Mapping.compile("test.jslt", MAPPING), MAPPING);
    }

    private Report deliver(String csv) throws Exception {
        return deliver(csv, source());
    }

    private Report deliver(String csv, Intake.Source source) throws Exception {
        var delivery = journal.receive(
                source.feed(), "angebote.csv", "text/csv", Way.PUSH, new ByteArrayInputStream(csv.getBytes(UTF_8)));
        return intake().process(delivery, source);
    }

    private Intake intake() {
        return new Intake(
                journal,
                SCHEMAS,
                CONCEPTS,
                Districts.load(null, VOCABULARY.areas()),
                new RecordShapes(VOCABULARY),
                secret,
                Sha256.of("rules".getBytes(UTF_8)));
    }

    private static Intake.Source source() throws MappingError {
        return new Intake.Source(feed(Feed.Format.CSV), Mapping.compile("test.jslt", MAPPING), MAPPING);
    }

    private static Feed feed(Feed.Format format) {
        return fixture(format).feed();
    }

    private static FeedFixture fixture(Feed.Format format) {
        return FeedFixture.called("beispiel")
                .title("Beispielverein")
                .organizations(new Feed.Organizations("beispielverein", null, List.of()))
                .format(format)
                .mapping("test.jslt");
    }

    private static List<String> codes(Report report) {
        return report.findings().stream()
                .map(Finding::rule)
                .map(rule -> rule.code())
                .distinct()
                .toList();
    }

    private Entry only(Kind kind) {
        var entries = entries(kind);
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    private List<String> names(Kind kind) {
        return entries(kind).stream().map(entry -> entry.name().best()).toList();
    }

    private List<Entry> entries(@Nullable Kind kind) {
        var entries = new ArrayList<Entry>();
        try (var snapshot = journal.snapshot()) {
            for (var each : Kind.values()) {
                if (kind == null || kind == each) {
                    snapshot.forEach(each, version -> entries.add(version.entry()));
                }
            }
        }
        return entries;
    }

    private String everything() {
        var text = new StringBuilder();
        try (var snapshot = journal.snapshot()) {
            for (var kind : Kind.values()) {
                snapshot.forEach(kind, (Version version) -> text.append(new String(version.json(), UTF_8)));
            }
        }
        return text.toString();
    }

    private long number() {
        try (var snapshot = journal.snapshot()) {
            return snapshot.number();
        }
    }
}
