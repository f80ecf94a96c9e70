package de.hilfenetz.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.journal.Announcement;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Version;
import de.hilfenetz.journal.Way;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.protect.SecretForms;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Ruling;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SP-1 to SP-6 through the whole engine: what a feed says of a place of refuge, and what of it can be seen afterwards. */
class ProtectedPlacesTest {

    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final Schemas SCHEMAS = new Schemas();
    private static final Concepts CONCEPTS = new Concepts(VOCABULARY);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Fields of a service a secret may hide in; the name too. */
    private static final List<String> FIELDS = List.of(
            "name",
            "alternateName",
            "description",
            "alert",
            "eligibility",
            "procedure",
            "categories",
            "keywords",
            "topics",
            "audiences",
            "languages",
            "cost",
            "documents",
            "hours",
            "status",
            "organization",
            "area",
            "basis",
            "funding",
            "outcome",
            "quality",
            "capacity",
            "attribution",
            "contacts",
            "at",
            "transport",
            "id",
            "changed",
            "existsSince",
            "url",
            "newField");

    /**
     * SP-1, SP-4, SP-5: a hundred records a try, each with the secret in one of its forms at one of its places; the
     * values are known from one more record, as they are in life.
     */
    @Property(tries = 5, seed = "42", shrinking = net.jqwik.api.ShrinkingMode.OFF)
    void aSecretNeverLeavesAProtectedRecord(@ForAll("seeds") long seed) throws Exception {
        var random = new Random(seed);
        var forms = SecretForms.all();
        var records = NODES.arrayNode();
        records.add(refuge("haus", "Frauenhaus Rheinblick"));
        records.add(secretPlace());
        for (var i = 0; i < 100; i++) {
            var record = refuge("r" + i, "Schutzwohnung");
            hide(record, FIELDS.get(random.nextInt(FIELDS.size())), forms.get(random.nextInt(forms.size())), random);
            records.add(record);
        }
        try (var town = new Town(null)) {
            town.deliver(records);

            var public_ = town.publicText();
            assertThat(public_.contains("Frauenhaus Rheinblick")).isTrue();
            assertThat(forms.stream().filter(public_::contains)).isEmpty();
            assertThat(town.secret.isIn(public_)).isFalse();
            var folded = public_.toLowerCase(java.util.Locale.GERMAN);
            assertThat(List.of("stillr", "refugium", "4710998").stream().filter(folded::contains))
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} stays: {1}")
    @CsvSource({
        "17,true",
        "AWO-123,true",
        "s1,true",
        "123456,true",
        "12a,true",
        "00492214710998,false",
        "4710998,false",
        "4710-998,false",
        "0221/4710998,false",
        "Stiller Winkel 7,false",
        "stillerwinkel7,false"
    })
    void showsAnIdOnlyWhereItCannotBeAnAddressOrALine(String id, boolean stays) {
        assertThat(Guard.publicId(id).equals(id)).isEqualTo(stays);
    }

    /** SP-8: neither the dry run of whoever sent it nor the report on what we keep repeats a line of it, or a value. */
    @Test
    void noReportQuotesAProtectedRecord() throws Exception {
        var refuge = refuge("haus", "Frauenhaus Rheinblick");
        refuge.put("hours", "klingeln " + SecretForms.STREET + " " + SecretForms.NUMBER)
                .put("phone", SecretForms.PHONE + " 99999999")
                .put("email", "kein Postfach " + SecretForms.EMAIL)
                .put("newField", SecretForms.STREET);
        var open = service("treff", "Offener Treff")
                .put("phone", "4711 Rückfrage")
                .put("hours", "klingeln beim Hausmeister");
        var text = "[\n%s,\n%s,\n%s\n]".formatted(refuge, secretPlace(), open);
        try (var town = new Town(null)) {
            var delivery = town.receive(text);
            for (var trial : List.of(town.dryRun(text), town.report(delivery, text))) {
                var told = trial.told().toString();
                var values = trial.report().findings().toString();

                assertThat(trial.told())
                        .filteredOn(said -> said.finding().place().line() == 2)
                        .isNotEmpty()
                        .allMatch(said -> said.line() == null)
                        .allMatch(said -> said.finding().value() == null
                                || said.finding().value().equals("…"));
                assertThat(SecretForms.all()).noneMatch(told::contains);
                assertThat(told).contains("klingeln beim Hausmeister").doesNotContain("Rheinblick");
                assertThat(values).contains("klingeln beim Hausmeister");
            }
        }
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    private static void hide(ObjectNode record, String field, String secret, Random random) {
        var text = random.nextBoolean() ? secret : "Zu finden: " + secret + " (bitte klingeln)";
        switch (field) {
            case "documents", "basis", "funding", "outcome", "quality" ->
                record.putArray(field)
                        .addObject()
                        .put("title", text)
                        .put("kind", text)
                        .put("source", text);
            case "categories", "keywords", "topics", "audiences", "languages", "area" ->
                record.withArray(field).add(text);
            case "contacts" ->
                record.withArray("contacts")
                        .addObject()
                        .put("role", random.nextBoolean() ? "desk" : "Leitung")
                        .put("name", text)
                        .put("phone", text)
                        .put("email", text)
                        .put("url", "https://example.org/" + text);
            case "at" ->
                record.putArray("at").addObject().put("location", "geheim").put("room", text);
            default -> record.put(field, text);
        }
    }

    /** Nothing of it stands in any file but the deliveries (SP-9), ids of places included. */
    @Test
    void writesNothingSecretIntoTheJournal(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        var place = secretPlace().put("id", "stillraeumer-strasse-17");
        var records = NODES.arrayNode();
        var house = refuge("stillräumer-straße-17-angebot", "Frauenhaus Rheinblick");
        house.putArray("at").addObject().put("location", "stillraeumer-strasse-17");
        records.add(house).add(place);
        try (var town = new Town(folder)) {
            town.deliver(records);
        }
        var bytes = new StringBuilder();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                bytes.append(new String(Files.readAllBytes(file), UTF_8)).append('\n');
            }
        }
        var folded = bytes.toString().toLowerCase(java.util.Locale.GERMAN);
        assertThat(folded.contains("frauenhaus rheinblick")).isTrue();
        assertThat(List.of("stillr", "4710998", "refugium", "51.2345").stream().filter(folded::contains))
                .isEmpty();
    }

    /** SP-2: the place's own record says nothing, comes first, and is named by the refuge only. */
    @Test
    void withholdsAPlaceThatOnlyAProtectedServiceNames() throws Exception {
        var records = NODES.arrayNode();
        records.add(secretPlace().put("id", "geheim"));
        var house = refuge("haus", "Frauenhaus Rheinblick");
        house.putArray("at").addObject().put("location", "geheim");
        records.add(house);
        try (var town = new Town(null)) {
            town.deliver(records);

            assertThat(town.publicText()).contains("Frauenhaus Rheinblick").doesNotContain("Stillräumer", "40229");
            assertThat(town.held()).containsExactly("ort-geschuetzt");
        }
    }

    /** SP-6: another record at the same house, line or mailbox. */
    @Test
    void holdsWhoeverWouldGiveTheHouseAway() throws Exception {
        var records = NODES.arrayNode();
        records.add(service("n1", "Kleiderkammer").put("phone", "0221/4710 998"));
        records.add(service("n2", "Treff").put("description", "Im Hof der Stillraeumerstr. 17"));
        records.add(location("n3", "Lager", "Stillräumer Str.", "15-19"));
        records.add(service("n4", "Café").put("email", "haus.still@refugium.example.org"));
        records.add(service("n5", "Beratung").put("phone", "0221 4710 997"));
        records.add(location("n6", "Büro", "Stillräumer Straße", "18"));
        records.add(refuge("haus", "Frauenhaus Rheinblick"));
        records.add(secretPlace());
        try (var town = new Town(null)) {
            town.deliver(records);

            assertThat(town.names()).contains("Beratung", "Büro", "Frauenhaus Rheinblick");
            assertThat(town.names()).doesNotContain("Kleiderkammer", "Treff", "Lager", "Café");
        }
    }

    /** SP-3: the place appears with both words, and is gone the day after its end; neither word alone shows it. */
    @Test
    void releasesAPlaceByTwoPersonsUntilItsEnd() throws Exception {
        var records = NODES.arrayNode();
        var house = service("offen", "Frauenhaus Offene Tür").put("description", "Wir zeigen uns.");
        house.putArray("at").addObject().put("location", "tuer");
        records.add(house);
        records.add(location("tuer", "Offene Tür", "Beispielallee", "3"));
        try (var town = new Town(null)) {
            town.deliver(records);
            assertThat(town.publicText()).doesNotContain("Beispielallee", "zeigen");

            var held = town.journal.quarantine("beispiel").getFirst().record();
            var service = town.id("Frauenhaus Offene Tür");
            for (var id : List.of(service, java.util.Objects.requireNonNull(held))) {
                town.journal.rule(release(id, Ruling.Role.PROVIDER, "A. Beispiel", "2026-11-30"));
            }
            town.again();
            assertThat(town.publicText()).doesNotContain("Beispielallee", "zeigen");

            for (var id : List.of(service, java.util.Objects.requireNonNull(held))) {
                town.journal.rule(release(id, Ruling.Role.EDITOR, "B. Muster", "2026-11-30"));
            }
            town.again();
            assertThat(town.publicText()).contains("Beispielallee", "zeigen");
        }
    }

    /** One decision by an editor, and the counselling centre stays public through later deliveries. */
    @Test
    void remembersThatSomethingIsACounsellingCentre() throws Exception {
        var records = NODES.arrayNode();
        var centre = service("b1", "Hilfe bei Menschenhandel").put("description", "Wir hören zu.");
        centre.putArray("at").addObject().put("location", "b-ort");
        records.add(centre);
        records.add(location("b-ort", "Haus Süd", "Beispielallee", "5"));
        try (var town = new Town(null)) {
            town.deliver(records);
            assertThat(town.held()).containsExactlyInAnyOrder("schutz-zu-klaeren", "ort-ohne-zustimmung");
            assertThat(town.publicText())
                    .as("it may be a refuge, and this its place")
                    .doesNotContain("Beispielallee", "Haus Süd");

            var id = java.util.Objects.requireNonNull(town.journal.quarantine("beispiel").stream()
                    .filter(held -> held.rules().contains("schutz-zu-klaeren"))
                    .findFirst()
                    .orElseThrow()
                    .record());
            town.journal.rule(new Ruling(
                    id,
                    null,
                    Ruling.Question.COUNSELLING_CENTRE,
                    true,
                    Ruling.Role.EDITOR,
                    "B. Muster",
                    "steht im Telefonbuch",
                    null,
                    null,
                    CLOCK.instant()));
            town.again();
            assertThat(town.names()).contains("Hilfe bei Menschenhandel", "Haus Süd");

            ((ObjectNode) records.get(0)).put("description", "Wir hören Ihnen zu.");
            town.deliver(records);
            assertThat(town.publicText()).contains("Wir hören Ihnen zu.");
        }
    }

    /** A sensitive service is public, its place only with the provider's yes. */
    @Test
    void showsASensitiveAddressOnlyWithItsProvidersYes() throws Exception {
        var records = NODES.arrayNode();
        var room = service("k1", "Konsumraum Nord")
                .put("description", "Der Eingang ist in der Beispielallee 3.")
                .put("phone", "0221 4710997");
        room.putArray("at").addObject().put("location", "k-ort");
        records.add(location("k-ort", "Haus Nord", "Beispielallee", "3"));
        records.add(room);
        try (var town = new Town(null)) {
            town.deliver(records);
            assertThat(town.publicText()).contains("Konsumraum Nord", "4710997").doesNotContain("Beispielallee");
            assertThat(town.held()).containsExactly("ort-ohne-zustimmung");

            room.put("addressConsent", "ja");
            town.deliver(records);
            assertThat(town.publicText()).contains("Konsumraum Nord", "Beispielallee");
        }
    }

    private static Ruling release(UUID id, Ruling.Role role, String person, String until) {
        return new Ruling(
                id,
                null,
                Ruling.Question.RELEASE_PLACE,
                true,
                role,
                person,
                "offenes Konzept",
                LocalDate.parse(until),
                null,
                CLOCK.instant());
    }

    private static ObjectNode refuge(String id, String name) {
        return service(id, name).set("kindsOfHelp", NODES.arrayNode().add("unterkunft"));
    }

    private static ObjectNode service(String id, String name) {
        return NODES.objectNode().put("kind", "service").put("id", id).put("name", name);
    }

    private static ObjectNode location(String id, String name, String street, String number) {
        var location = NODES.objectNode().put("kind", "location").put("id", id).put("name", name);
        location.putObject("address")
                .put("street", street)
                .put("houseNumber", number)
                .put("city", "Düsseldorf");
        return location;
    }

    private static ObjectNode secretPlace() {
        var place = location("schutz", "Frauenhaus", SecretForms.STREET, SecretForms.NUMBER);
        ((ObjectNode) place.path("address")).put("postalCode", "40229");
        place.putObject("point").put("lat", SecretForms.LAT).put("lon", SecretForms.LON);
        place.putArray("contacts").addObject().put("phone", SecretForms.PHONE).put("email", SecretForms.EMAIL);
        return place;
    }

    /** A feed of canonical drafts and what became of it. */
    private static final class Town implements AutoCloseable {

        private final Journal journal;
        private final ConfidentialValues secret = new ConfidentialValues();
        private ConfidentialValues known = secret;
        private final Intake.Source source;
        private int last;

        Town(@Nullable Path folder) throws Exception {
            journal = folder == null
                    ? Journal.inMemory(CLOCK)
                    : Journal.open(
                            folder,
                            de.hilfenetz.journal.DeliveryStore.open(
                                    folder,
                                    de.hilfenetz.journal.DeliveryKey.readOrCreate(
                                            folder.resolveSibling(folder.getFileName() + ".key"),
                                            new java.security.SecureRandom()),
                                    new java.security.SecureRandom()),
                            CLOCK);
            source = new Intake.Source(FEED, Mapping.compile("same.jslt", "."), ".");
        }

        void deliver(ArrayNode records) throws Exception {
            var delivery = journal.receive(
                    FEED,
                    "feed.json",
                    "application/json",
                    Way.PUSH,
                    new ByteArrayInputStream(records.toString().getBytes(UTF_8)));
            last = delivery.id();
            intake().process(delivery, source);
        }

        Delivery receive(String text) throws Exception {
            return journal.receive(
                    FEED, "feed.json", "application/json", Way.PUSH, new ByteArrayInputStream(text.getBytes(UTF_8)));
        }

        Trial dryRun(String text) throws Exception {
            return trials().of(
                            source,
                            FEED.deliveries(),
                            "feed.json",
                            new ByteArrayInputStream(text.getBytes(UTF_8)),
                            Announcement.NONE,
                            true);
        }

        Trial report(Delivery delivery, String text) throws Exception {
            return trials().of(source, delivery, new ByteArrayInputStream(text.getBytes(UTF_8)));
        }

        private Trials trials() {
            return new Trials(
                    journal,
                    SCHEMAS,
                    CONCEPTS,
                    Districts.load(null, VOCABULARY.areas()),
                    new RecordShapes(VOCABULARY),
                    known,
                    Sha256.of("rules".getBytes(UTF_8)),
                    CLOCK);
        }

        /** The same bytes after a restart. */
        void again() throws Exception {
            known = new ConfidentialValues();
            intake().process(journal.getDelivery(last), source);
        }

        private Intake intake() {
            return new Intake(
                    journal,
                    SCHEMAS,
                    CONCEPTS,
                    Districts.load(null, VOCABULARY.areas()),
                    new RecordShapes(VOCABULARY),
                    known,
                    Sha256.of("rules".getBytes(UTF_8)));
        }

        List<String> held() {
            return journal.quarantine("beispiel").stream()
                    .flatMap(record -> record.rules().stream())
                    .distinct()
                    .filter(rule -> rule.startsWith("ort-") || rule.startsWith("schutz"))
                    .toList();
        }

        List<String> names() {
            var names = new ArrayList<String>();
            forEach(version -> names.add(version.entry().name().best()));
            return names;
        }

        UUID id(String name) {
            var ids = new ArrayList<UUID>();
            forEach(version -> {
                if (version.entry().name().best().equals(name)) {
                    ids.add(version.id());
                }
            });
            return ids.getFirst();
        }

        String publicText() {
            var text = new StringBuilder();
            forEach(version -> text.append(new String(version.json(), UTF_8)).append('\n'));
            return text.toString();
        }

        private void forEach(java.util.function.Consumer<Version> consumer) {
            try (var snapshot = journal.snapshot()) {
                for (var kind : Kind.values()) {
                    snapshot.forEach(kind, consumer);
                }
            }
        }

        @Override
        public void close() throws java.io.IOException {
            journal.close();
        }
    }

    private static final Feed FEED = FeedFixture.called("beispiel")
            .title("Beispielverein")
            .organizations(new Feed.Organizations("beispielverein", null, List.of()))
            .mapping("same.jslt")
            .feed();
}
