package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.journal.Tombstone;
import de.hilfenetz.journal.Way;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Origin;
import de.hilfenetz.record.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that go on under another name: of a feed in its successor, of a doubled record in the one that stays. */
class SuccessionTest {

    private static final String MAPPING = """
            [{"kind": "service", "id": .id, "name": .name, "phone": .telefon, "at": .ort, "categories": .art},
             if (.ort) {"kind": "location", "id": .ort, "name": .haus,
               "address": {"street": "Musterweg", "houseNumber": "2", "postalCode": "40227", "city": "Düsseldorf"}}]
            """;

    @TempDir
    private Path home = Path.of("");

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void bothVereineTellOfOneHouse() throws IOException {
        feed("eins", "", "s1,Schuldnerberatung,0221 4710123,o1,Haus der Begegnung,Schuldenhilfe\n");
        feed(
                "zwei",
                "",
                "s7,Café Treff,0221 4710124,o7,Begegnungshaus,Café\ns8,Lesekreis,0221 4710125,o7,Begegnungshaus,\n");
        run("run");
    }

    @Test
    void keepsAllAddressesWhenTheSoftwareChanges() throws IOException {
        var before = records();

        Files.delete(home.resolve("feeds/zwei.yaml"));
        Files.writeString(home.resolve("feeds/zuordnung.csv"), "alt;neu\ns7;N-1\ns8;N-2\no7;H-1\nzwei;drei\n");
        feed(
                "drei",
                "takes_over: {feed: zwei, ids: zuordnung.csv}\n",
                "N-2,Lesekreis,0221 4710125,H-1,Begegnungshaus,\nN-1,Café Treff,0221 4710124,H-1,Begegnungshaus,Café\n");
        run("run");

        assertThat(records().values()).containsExactlyInAnyOrderElementsOf(before.values());
        assertThat(records()).containsKey("Verein drei").doesNotContainKey("Verein zwei");
    }

    @Test
    void keepsAllAddressesWhenAFeedIsRenamed() throws IOException {
        var before = records();

        Files.delete(home.resolve("feeds/zwei.yaml"));
        feed("drei", "takes_over: {feed: zwei}\n", "s7,Café Treff,0221 4710124,o7,Begegnungshaus,Café\n");
        run("run");

        var after = records();
        assertThat(after).containsKeys("Schuldnerberatung", "Café Treff").doesNotContainKey("Lesekreis");
        assertThat(after.get("Café Treff")).isEqualTo(before.get("Café Treff"));
        assertThat(after.get("Begegnungshaus")).isEqualTo(before.get("Begegnungshaus"));
    }

    @Test
    void leadsFromADoubledRecordToTheOneThatStays() throws IOException {
        var before = records();
        var stays = id(before, "Haus der Begegnung");
        var leads = id(before, "Begegnungshaus");
        run("duplicates", "list");
        assertThat(out.toString()).contains(stays.toString(), leads.toString());

        assertThat(decide("same", stays, leads)).isZero();

        assertThat(records()).containsKey("Haus der Begegnung").doesNotContainKey("Begegnungshaus");
        assertThat(tombstone(leads)).isEqualTo(Tombstone.JOINED + " " + stays);
        assertThat(service("Café Treff").at().getFirst().location()).isEqualTo(stays);

        feed(
                "zwei",
                "",
                "s7,Café Treff neu,0221 4710124,o7,Begegnungshaus,Café\ns8,Lesekreis,0221 4710125,o7,Begegnungshaus,\n");
        run("run");
        assertThat(records()).containsKey("Café Treff neu").doesNotContainKey("Begegnungshaus");
    }

    @Test
    void bringsARecordBackWhenTheDecisionWasWrong() {
        var before = records();
        decide("same", id(before, "Haus der Begegnung"), id(before, "Begegnungshaus"));

        assertThat(decide("different", id(before, "Begegnungshaus"), id(before, "Haus der Begegnung")))
                .isZero();
        run("run");

        assertThat(records()).isEqualTo(before);
        assertThat(service("Lesekreis").at().getFirst().location()).isEqualTo(id(before, "Begegnungshaus"));
    }

    @Test
    void doesWhatEditorsDecidedInTheirCms() throws IOException {
        var before = records();
        var stays = id(before, "Haus der Begegnung");
        var leads = id(before, "Begegnungshaus");
        editors("same", stays, leads);
        run("run");

        assertThat(records()).containsKey("Haus der Begegnung").doesNotContainKey("Begegnungshaus");
        assertThat(tombstone(leads)).isEqualTo(Tombstone.JOINED + " " + stays);

        editors("different", stays, leads);
        run("run");
        assertThat(records()).isEqualTo(before);

        decide("same", stays, leads);
        run("run");
        assertThat(records()).as("said once, an entry is not said again").doesNotContainKey("Begegnungshaus");
    }

    @Test
    void tellsTheProviderWhereTheJoinedEntryIsContradicted() {
        join();

        assertThat(out.toString()).contains("zusammengefuehrt-widerspruch");
    }

    @Test
    void keepsWhatTheJoinedEntrySaysOtherwiseAsLongAsItDoes() throws IOException {
        join();

        assertThat(others()).isEqualTo("{/name=[Statement[feed=zwei, value={\"de\":\"Begegnungshaus\"}]]}");
        run("run");
        assertThat(others()).as("nothing new").contains("Begegnungshaus");
        assertThat(run("replay")).isZero();

        feed("zwei", "", "s7,Café neu,0221 4710124,o7,Begegnungshaus,Café\ns8,Lesekreis,0221 4710125,o7,Treffhaus,\n");
        run("run");
        feed("zwei", "", "s7,Café Treff,0221 4710124,o7,Treffhaus,Café\n");
        run("run");
        assertThat(others()).contains("Treffhaus").doesNotContain("Begegnungshaus");

        feed("zwei", "", "s7,Café Treff,0221 4710124,o7,Haus der Begegnung,Café\n");
        run("run");
        assertThat(others()).as("they agree").isEqualTo("{}");
    }

    @Test
    void forgetsWhatTheJoinedEntrySaidWhenItIsGoneOrPublicAgain() throws IOException {
        var before = records();
        var stays = id(before, "Haus der Begegnung");
        var leads = id(before, "Begegnungshaus");
        decide("same", stays, leads);
        feed("zwei", "", "s7,Café Treff,0221 4710124,,,Café\n");
        run("run");
        assertThat(others()).isEqualTo("{}");

        feed("zwei", "", "s7,Café Treff,0221 4710124,o7,Begegnungshaus,Café\n");
        run("run");
        assertThat(others()).contains("Begegnungshaus");
        decide("different", stays, leads);
        run("run");
        assertThat(others()).isEqualTo("{}");
    }

    @Test
    void takesTheWordOfTheSourceThatIsTrustedMore() throws IOException {
        var leads = join();
        feed("zwei", "trust: {name: 80}\n", "s7,Café Treff,0221 4710124,o7,Begegnungshaus,Café\n");
        run("run");

        assertThat(records()).doesNotContainKey("Haus der Begegnung").containsKey("Begegnungshaus");
        assertThat(records().get("Begegnungshaus")).as("the entry that stays").isNotEqualTo(leads);
        var fields = Objects.requireNonNull(
                        Objects.requireNonNull(entries().get("Begegnungshaus")).origin())
                .fields();
        assertThat(fields.get("/name"))
                .extracting(Origin.Field::feed, field -> field.others().toString())
                .containsExactly("zwei", "[Statement[feed=eins, value={\"de\":\"Haus der Begegnung\"}]]");
        assertThat(out.toString()).contains("andere-quelle-gilt");
        run("run");
        assertThat(records()).as("and stays so").containsKey("Begegnungshaus");
        assertThat(run("replay")).isZero();

        feed("zwei", "trust: 50\n", "s7,Café Treff,0221 4710124,o7,Begegnungshaus,Café\n");
        run("run");
        assertThat(others()).as("trusted alike").contains("Begegnungshaus");

        feed("zwei", "trust: {name: 80}\n", "s7,Café Treff,0221 4710124,o7,Begegnungshaus,Café\n");
        run("run");
        assertThat(records()).containsKey("Begegnungshaus");
        assertThat(run("withdraw", leads.toString(), "--reason", "falsch")).isZero();
        run("run");
        assertThat(records()).as("its word is taken back with it").containsKey("Haus der Begegnung");
        assertThat(kept()).doesNotContain("Begegnungshaus");
    }

    @Test
    void takesWhatAWithdrawnEntrySaidOutOfTheOneThatStays() {
        var leads = join();
        assertThat(others()).contains("Begegnungshaus");

        assertThat(run("withdraw", leads.toString(), "--reason", "falsch")).isZero();
        run("run");

        assertThat(others()).isEqualTo("{}");
        assertThat(kept()).doesNotContain("Begegnungshaus");
    }

    /** What stays public stands in an earlier delivery of a feed that tells only what changed. */
    @Test
    void bringsTheOneThatStaysBackFromADeliveryBeforeTheLast() throws IOException {
        feed("eins", "deliveries: delta\n", "s2,Mieterberatung,0221 4710126,o2,Haus am Markt,\n");
        run("run");
        feed("zwei", "deliveries: delta\n", "s9,Nähkurs,0221 4710127,o9,Werkhaus,\n");
        run("run");
        var leads = join();
        assertThat(others()).contains("Begegnungshaus");
        assertThat(records()).containsKeys("Haus am Markt", "Werkhaus", "Café Treff");

        assertThat(run("withdraw", leads.toString(), "--reason", "falsch")).isZero();
        run("run");

        assertThat(records()).containsKeys("Haus der Begegnung", "Schuldnerberatung", "Haus am Markt");
        assertThat(others()).isEqualTo("{}");
        assertThat(kept()).doesNotContain("Begegnungshaus");

        assertThat(run("replay", "--apply")).isZero();
        feed("zwei", "deliveries: delta\n", "s9,Nähkurs,0221 4710127,o9,Werkhaus,Handarbeit\n");
        run("run");
        assertThat(records()).containsKey("Haus der Begegnung").doesNotContainKey("Begegnungshaus");
        assertThat(kept()).doesNotContain("Begegnungshaus");
    }

    @Test
    void readsByNewRulesWhatEarlierDeliveriesOfChangesBrought() throws IOException {
        feed("eins", "deliveries: delta\n", "s2,Mieterberatung,0221 4710126,o2,Haus am Markt,Schuldenhilfe\n");
        run("run");
        feed(
                "eins",
                "deliveries: delta\n",
                "s1,Schuldnerberatung Eller,0221 4710123,o1,Haus der Begegnung,Schuldenhilfe\n");
        run("run");
        feed("eins", "deliveries: delta\n", "s3,Nähkurs,0221 4710128,,,\n");
        run("run");
        var before = records();

        Files.writeString(home.resolve("feeds/woerter.csv"), "wort,begriffe\nSchuldenhilfe,thema/schulden\n");
        feed("eins", "deliveries: delta\nwords: woerter.csv\n", "s3,Nähkurs,0221 4710128,,,\n");
        run("run");

        assertThat(service("Mieterberatung").topics()).containsExactly("schulden");
        assertThat(service("Schuldnerberatung Eller").topics()).containsExactly("schulden");
        assertThat(records())
                .as("nothing comes back that was said otherwise later")
                .isEqualTo(before);
        run("run");
        assertThat(out.toString()).doesNotContain("geändert 1");
    }

    @Test
    void takesOutWhatAWithdrawnEntrySaidBefore() throws IOException {
        var leads = join();
        feed("zwei", "", "s7,Café Treff,0221 4710124,,,Café\n");
        run("run");
        assertThat(others()).isEqualTo("{}");
        assertThat(said()).contains("Begegnungshaus");

        assertThat(run("withdraw", leads.toString(), "--reason", "falsch")).isZero();
        run("run");

        assertThat(said()).doesNotContain("Begegnungshaus");
    }

    @Test
    void takesItOutOfAnEntryThatIsGoneToo() throws IOException {
        var leads = join();
        feed("zwei", "", "s7,Café Treff,0221 4710124,,,Café\n");
        feed("eins", "", "s1,Schuldnerberatung,0221 4710123,,,\n");
        run("run");
        assertThat(records()).doesNotContainKey("Haus der Begegnung");

        assertThat(run("withdraw", leads.toString(), "--reason", "falsch")).isZero();

        assertThat(said()).doesNotContain("Begegnungshaus");
    }

    @Test
    void forgetsWhatADeliverySaidOfAnotherEntryThoughALaterOneSaysSomethingElse() throws IOException {
        join();
        feed("zwei", "", "s7,Café Treff,0221 4710124,o7,Treffhaus,Café\n");
        run("run");
        assertThat(others()).contains("Treffhaus");
        assertThat(said()).contains("Begegnungshaus");
        var first = new StringBuilder();
        with(installation ->
                first.append(installation.journal().runs("zwei").getLast().delivery()));

        assertThat(run("forget", first.toString(), "--reason", "falsche Datei")).isZero();

        assertThat(said()).doesNotContain("Begegnungshaus");
    }

    @Test
    void keepsWhatOneOfTwoRowsStillSays() throws IOException {
        join();
        for (var row : List.of("s7,Café Treff,0221 4710124", "s8,Lesekreis,0221 4710125")) {
            feed(
                    "zwei",
                    "",
                    "s7,Café Treff,0221 4710124,o7,Begegnungshaus,\ns8,Lesekreis,0221 4710125,o7,Begegnungshaus,\n");
            run("run");
            feed("zwei", "", row + ",o7,Begegnungshaus,\n");
            run("run");

            assertThat(others()).contains("Begegnungshaus");
        }
    }

    /** Decides that the second feed's house is the first one's; returns the entry that now leads to the other. */
    private UUID join() {
        var before = records();
        var leads = id(before, "Begegnungshaus");
        decide("same", id(before, "Haus der Begegnung"), leads);
        return leads;
    }

    /** What every kept version of the entry that stays says of other sources. */
    private String said() {
        return kept().lines()
                .filter(json -> json.contains("\"others\""))
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    private String others() {
        return Objects.requireNonNull(Objects.requireNonNull(entries().get("Haus der Begegnung"))
                        .origin())
                .others()
                .toString();
    }

    /** Every version that the journal still has. */
    private String kept() {
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + home.resolve("data/journal.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT json FROM payload UNION ALL SELECT said FROM joined")) {
            var all = new StringBuilder();
            while (rows.next()) {
                all.append(new String(rows.getBytes(1), java.nio.charset.StandardCharsets.UTF_8))
                        .append('\n');
            }
            return all.toString();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesTheOrganizationThatAFeedOfEditorsNamesForTheOneTheyKeepUnderThatKey() throws IOException {
        feedOfEditors("allowed: [nachbarn], column: verein");
        run("run");
        deliver("nr,name,verein\n1,Einkaufshilfe,nachbarn\n");
        assertThat(records()).doesNotContainKey("Verein der Nachbarn");
        assertThat(service("Einkaufshilfe").organization()).isEqualTo(id(records(), "Nachbarn e. V."));

        feedOfEditors("one: nachbarn");
        run("run");
        deliver("nr,name\n1,Einkaufshilfe\n");
        var before = records();
        assertThat(before).containsKey("Nachbarn e. V.").doesNotContainKey("Verein der Nachbarn");
        assertThat(service("Einkaufshilfe").organization()).isEqualTo(id(before, "Nachbarn e. V."));
    }

    @Test
    void joinsNothingThatOnlyARefusedFormOfAFeedNames() throws IOException {
        feedOfEditors("one: nebenan");
        run("run");
        feedOfEditors("one: nachbarn}\nfetch: {url: 'https://woanders.example.org/a.csv', every: PT6H");
        run("run");

        with(installation -> assertThat(installation.edited().refused()).containsEntry("eller", "fetch.url"));
        assertThat(leading()).isNull();
    }

    @Test
    void leavesThemTwoWhereSomebodySaysSo() throws IOException {
        feedOfEditors("one: nachbarn");
        run("run");
        deliver("nr,name\n1,Einkaufshilfe\n");
        var provider = Objects.requireNonNull(leading()).getKey();
        var editors = id(records(), "Nachbarn e. V.");

        assertThat(decide("different", editors, provider)).isZero();
        deliver("nr,name\n1,Einkaufshilfe\n2,Café\n");

        assertThat(records()).containsKeys("Nachbarn e. V.", "Verein der Nachbarn");
        assertThat(service("Einkaufshilfe").organization()).isEqualTo(provider);
    }

    @Test
    void tellsEditorsOfADecisionThatCannotHold() throws IOException {
        var before = records();
        editors("same", id(before, "Café Treff"), id(before, "Lesekreis"));
        run("run");

        assertThat(out.toString()).contains("entscheidung-wartet");
        assertThat(records()).isEqualTo(before);

        editors("different", new UUID(1, 2), new UUID(3, 4));
        assertThat(run("run")).isZero();
    }

    @Test
    void bringsARecordBackWhenTheOneThatStayedEnds() throws IOException {
        join();

        feed("eins", "", "s1,Schuldnerberatung,0221 4710123,,,\n");
        run("run");

        assertThat(records()).doesNotContainKey("Haus der Begegnung").containsKey("Begegnungshaus");
    }

    @Test
    void refusesToJoinWhatCannotBeOneThing() {
        var before = records();

        assertThat(decide("same", id(before, "Café Treff"), id(before, "Begegnungshaus")))
                .isNotZero();
        assertThat(decide("same", id(before, "Café Treff"), id(before, "Lesekreis")))
                .isNotZero();
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void countsTheWordsThatLeadNowhereUntilTheFeedSaysWhatTheyMean() throws IOException {
        run("words");
        assertThat(out.toString()).contains("1  eins  Schuldenhilfe");

        Files.writeString(home.resolve("feeds/woerter.csv"), "\uFEFFwort;begriffe\nSchuldenhilfe;thema/schulden\n");
        feed("eins", "words: woerter.csv\n", "s1,Schuldnerberatung,0221 4710123,o1,Haus der Begegnung,Schuldenhilfe\n");
        run("run");

        assertThat(service("Schuldnerberatung"))
                .extracting(Service::topics, Service::categories)
                .containsExactly(List.of("schulden"), List.of("Schuldenhilfe"));
        run("words");
        assertThat(out.toString()).doesNotContain("Schuldenhilfe");
    }

    @Test
    void saysWhichWordOfAFeedNamesNoConcept() throws IOException {
        Files.writeString(home.resolve("feeds/woerter.csv"), "wort,begriffe\nSchuldenhilfe,thema/schuldenhilfe\n");
        feed("eins", "words: woerter.csv\n", "s1,Schuldnerberatung,0221 4710123,,,\n");

        assertThat(run("run")).isEqualTo(3);
        assertThat(out.toString()).contains("Schuldenhilfe", "thema/schuldenhilfe");
    }

    private void editors(String decision, UUID record, UUID other) throws IOException {
        var corrections = Files.createDirectories(home.resolve("feeds/redaktion/correction"));
        Files.writeString(
                corrections.resolve("haus.yaml"),
                "decision: %s\nrecord: https://hilfenetz.example/orte/%s\nother: %s\nreason: Ein Haus.\n"
                        .formatted(decision, record, other));
        Files.writeString(home.resolve("feeds/redaktion.yaml"), """
                id: redaktion
                title: Redaktion
                format: folder
                fetch: {url: "file:redaktion", every: PT6H}
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """);
    }

    private void feedOfEditors(String organizations) throws IOException {
        editors("different", new UUID(1, 2), new UUID(3, 4));
        var entries = home.resolve("feeds/redaktion");
        Files.createDirectories(entries.resolve("organization"));
        Files.createDirectories(entries.resolve("feed"));
        Files.writeString(entries.resolve("organization/nachbarn.yaml"), "name: Nachbarn e. V.\n");
        Files.writeString(entries.resolve("feed/eller.yaml"), """
                title: Verein der Nachbarn
                organizations: {%s}
                format: csv
                mapping: '{"kind": "service", "id": .nr, "name": .name}'
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """.formatted(organizations));
    }

    private void deliver(String csv) {
        with(installation -> {
            var feed =
                    Objects.requireNonNull(installation.sources().get("eller")).feed();
            installation.receive(
                    feed,
                    "eller.csv",
                    "text/csv",
                    Way.PUSH,
                    new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
            installation.process();
        });
    }

    /** The record of the editors' feed that leads to another one, with that one. */
    private Map.@Nullable Entry<UUID, UUID> leading() {
        var found = new TreeMap<UUID, UUID>();
        with(installation -> found.putAll(installation.journal().joined("eller")));
        return found.firstEntry();
    }

    private int decide(String what, UUID one, UUID other) {
        return run(
                "duplicates", what, one.toString(), other.toString(), "--person", "R. Muster", "--reason", "ein Haus");
    }

    private static UUID id(Map<String, UUID> records, String name) {
        return records.getOrDefault(name, new UUID(0, 0));
    }

    private Map<String, UUID> records() {
        var ids = new TreeMap<String, UUID>();
        entries().forEach((name, entry) -> ids.put(name, entry.id()));
        return ids;
    }

    private Map<String, Entry> entries() {
        var found = new TreeMap<String, Entry>();
        with(installation -> {
            try (var snapshot = installation.journal().snapshot()) {
                for (var kind : List.of(Kind.ORGANIZATION, Kind.SERVICE, Kind.LOCATION)) {
                    snapshot.forEach(
                            kind, version -> found.put(version.entry().name().best(), version.entry()));
                }
            }
        });
        return found;
    }

    private Service service(String name) {
        return (Service) Objects.requireNonNull(entries().get(name));
    }

    private String tombstone(UUID id) {
        var said = new StringBuilder();
        with(installation -> {
            try (var snapshot = installation.journal().snapshot()) {
                var tombstone = snapshot.findTombstone(id).orElseThrow();
                said.append(tombstone.reason()).append(' ').append(tombstone.successor());
            }
        });
        return said.toString();
    }

    private interface Look {
        void at(Installation installation) throws IOException;
    }

    private void with(Look look) {
        try (var installation = Installation.open(world().settings(), CLOCK)) {
            look.at(installation);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T08:00:00Z"), ZoneOffset.UTC);

    private Hilfenetz.World world() {
        var environment = Map.of(
                "HILFENETZ_DATA", home.resolve("data").toString(),
                "HILFENETZ_FEEDS", home.resolve("feeds").toString());
        return new Hilfenetz.World(environment::get, CLOCK);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return Hilfenetz.commandLine(world())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }

    private void feed(String id, String more, String rows) throws IOException {
        var feeds = Files.createDirectories(home.resolve("feeds"));
        Files.writeString(feeds.resolve("feed.jslt"), MAPPING);
        Files.writeString(feeds.resolve(id + ".csv"), "id,name,telefon,ort,haus,art\n" + rows);
        Files.writeString(feeds.resolve(id + ".yaml"), """
                id: %s
                title: Verein %s
                organizations: {one: %s}
                format: csv
                mapping: feed.jslt
                fetch: {url: "file:%s.csv", every: PT6H}
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                contact: it@example.org
                %s
                """.formatted(id, id, id, id, more));
    }
}
