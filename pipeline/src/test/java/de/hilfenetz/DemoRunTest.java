package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import de.hilfenetz.feed.Feeds;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.ReleaseGraph;
import de.hilfenetz.graph.ReleaseShapes;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.IntakeFixture;
import de.hilfenetz.intake.Report;
import de.hilfenetz.journal.HeldRecord;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Way;
import de.hilfenetz.publish.Hsds;
import de.hilfenetz.record.Answer;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Contact;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Phone;
import de.hilfenetz.record.Service;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All demo feeds through the whole engine, once: what becomes public, what is held, what nobody may see. */
class DemoRunTest {

    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final List<Report> REPORTS = new ArrayList<>();
    private static final List<Entry> PUBLIC = new ArrayList<>();
    private static final List<HeldRecord> HELD = new ArrayList<>();
    private static final StringBuilder WRITTEN = new StringBuilder();

    @BeforeAll
    static void runAllFeeds() throws Exception {
        var noon = Clock.fixed(Instant.parse("2026-11-22T11:00:00Z"), ZoneOffset.UTC);
        try (var journal = Journal.inMemory(noon)) {
            var intake = IntakeFixture.over(journal, VOCABULARY);
            for (var feed : Feeds.load(Path.of("src/main/resources/demo/feeds")).feeds()) {
                if (feed.format().isEditorial()) {
                    continue; // a folder comes by its own way, and what is in it is no provider's record
                }
                var file = Path.of(requireNonNull(feed.fetch()).url());
                try (var bytes = Files.newInputStream(file)) {
                    var name = String.valueOf(file.getFileName());
                    var delivery = journal.receive(feed, name, null, Way.PULL, bytes);
                    REPORTS.add(intake.process(delivery, Intake.Source.of(feed)));
                }
                HELD.addAll(journal.quarantine(feed.id()));
            }
            try (var snapshot = journal.snapshot()) {
                for (var kind : Kind.PUBLISHED) {
                    snapshot.forEach(kind, version -> {
                        PUBLIC.add(CanonicalJson.read(version.json()));
                        WRITTEN.append(new String(version.json(), UTF_8)).append('\n');
                    });
                }
            }
        }
        REPORTS.forEach(WRITTEN::append);
    }

    @Test
    void takesEveryDeliveryAndCountsAddUp() {
        assertThat(REPORTS).hasSizeGreaterThanOrEqualTo(10).allSatisfy(report -> {
            var counters = requireNonNull(report.counters());
            assertThat(report.state()).isEqualTo(Report.State.SETTLED);
            assertThat(counters.added() + counters.held() + counters.duplicate())
                    .isEqualTo(counters.received());
        });
    }

    @Test
    void tellsWhatItFoundInWholeSentences() {
        assertThat(REPORTS.stream().flatMap(report -> report.findings().stream()))
                .isNotEmpty()
                .allSatisfy(finding ->
                        assertThat(finding.german() + finding.english()).doesNotContainPattern("\\{[a-z]+}"));
    }

    /** CPSV-AP 3.2.0 and our own shapes, over everything the demo publishes. */
    @Test
    void describesPublicServicesAsCpsvApDemands() {
        var crosswalk = new Crosswalk(URI.create("https://hilfenetz.example/"), VOCABULARY);
        var graph = ReleaseGraph.of(crosswalk, "2026-11-22.1", PUBLIC);
        var cpsvAp = Shapes.parse(
                RDFParser.source("src/test/resources/graph/cpsv-ap.shapes.ttl").toGraph());

        assertThat(all(Service.class).stream()
                        .filter(service -> service.competentAuthority() != null
                                && !service.basis().isEmpty()))
                .hasSizeGreaterThan(10);
        assertThat(new ReleaseShapes(crosswalk).check(graph)).isEmpty();
        assertThat(ShaclValidator.get().validate(cpsvAp, graph.published()).getEntries())
                .isEmpty();
    }

    /** Required members, words and formats of HSDS 3.0, over everything the demo publishes. */
    @Test
    void describesServicesAsHsdsDemands() throws Exception {
        var config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        var checks = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config))
                .getSchema(CanonicalJson.mapper()
                        .readTree(Files.readString(Path.of("src/test/resources/publish/hsds.checks.json"))));
        var hsds = new Hsds(URI.create("https://hilfenetz.example/"), VOCABULARY);

        var ids = new ArrayList<String>();
        for (var service : all(Service.class)) {
            var json = hsds.service(
                    service,
                    id -> find(Organization.class, id).map(hsds::organization).orElse(null),
                    id -> find(Location.class, id).map(hsds::location).orElse(null));

            assertThat(checks.validate(json)).as(json.toString()).isEmpty();
            ids.add(service.id().toString());
            json.findValues("service_at_locations")
                    .forEach(list -> list.forEach(at -> ids.add(at.path("id").asText())));
        }

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(checks.validate(CanonicalJson.mapper().readTree("{\"id\": \"1\", \"name\": \"x\"}")))
                .as("the checks refuse what lacks a status and a real id")
                .isNotEmpty();
    }

    private static <T extends Entry> Optional<T> find(Class<T> kind, UUID id) {
        return all(kind).stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    @Test
    void isLargeEnoughToShow() {
        assertThat(all(Service.class)).hasSizeGreaterThanOrEqualTo(150);
        assertThat(all(Location.class)).hasSizeGreaterThanOrEqualTo(80);
        assertThat(all(Organization.class)).hasSizeGreaterThanOrEqualTo(8 + 9);
    }

    @Test
    void coversTheWholeCity() {
        assertThat(words(
                        Location.class, place -> Stream.ofNullable(place.area()).map(Location.Area::district)))
                .containsExactlyInAnyOrder("01", "02", "03", "04", "05", "06", "07", "08", "09", "10");
        assertThat(words(
                        Location.class, place -> Stream.ofNullable(place.area()).map(Location.Area::quarter)))
                .hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void coversAWholeLife() {
        assertThat(words(Service.class, service -> service.generations().stream()))
                .containsAll(topConcepts("generation"));
        assertThat(words(Service.class, service -> service.lifeSituations().stream()))
                .containsAll(topConcepts("lebenslage"));
    }

    @Test
    void holdsWhatWasPlantedAndNothingElse() {
        assertThat(HELD).hasSize(7);
        assertThat(heldFor("kennung-doppelt")).containsExactly("di-21", "di-21");
        assertThat(heldFor("telefon-kostenpflichtig")).containsExactly("DRK-014");
        assertThat(heldFor("name-fehlt")).containsExactly("4");
        assertThat(heldFor("ort-geschuetzt")).hasSize(2);
        assertThat(heldFor("ort-ohne-zustimmung")).hasSize(1);
    }

    @Test
    void repairsWhatCanBeRepairedWithoutGuessing() {
        assertThat(codes())
                .contains(
                        "postleitzahl-berichtigt",
                        "koordinaten-vertauscht",
                        "telefon-ohne-vorwahl",
                        "text-bereinigt",
                        "text-umlaute-repariert",
                        "sprache-unbekannt",
                        "wort-unbekannt",
                        "oeffnungszeiten-unlesbar",
                        "zeichensatz-erkannt",
                        "trennzeichen-erkannt");
        assertThat(description("fruehstueck")).contains("Frühstück für kleines Geld – mit Gesprächen");
        assertThat(description("kita-pusteblume")).contains("Absprache & gern").doesNotContain("<", "&amp;", "alert(");
        assertThat(phones(service("di-16"))).containsExactly("+49 221 4710390", "+49 221 4710391");
        assertThat(phones(service("DRK-013"))).isEmpty();
        assertThat(requireNonNull(service("1").dates()).confirmed()).hasToString("2026-11-03");
    }

    @Test
    void keepsCrisisNumbersDiallable() {
        var numbers = all(Service.class).stream()
                .filter(service -> service.feed().equals("krisennummern"))
                .flatMap(service -> phones(service).stream());

        assertThat(numbers)
                .containsExactlyInAnyOrder(
                        "112",
                        "110",
                        "115",
                        "116 117",
                        "116 016",
                        "08000 116 016",
                        "116 111",
                        "116 006",
                        "+49 800 1110111",
                        "+49 800 1110222",
                        "19222");
    }

    @Test
    void makesSixFactsOfTheOfficesSentence() {
        var office = all(Location.class).stream()
                .filter(place -> place.feed().equals("amt-fuer-soziales"))
                .toList();

        assertThat(office).singleElement().satisfies(place -> {
            assertThat(place.features())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "stufenloser-eingang", Answer.YES,
                            "aufzug", Answer.YES,
                            "taktile-leitlinien", Answer.YES,
                            "rollstuhl-wc", Answer.YES,
                            "wickelraum", Answer.YES,
                            "behindertenparkplatz", Answer.YES));
            assertThat(requireNonNull(place.area()).quarter()).isEqualTo("037");
        });
    }

    @Test
    void keepsHousesOfRefugeSecretAndCounsellingFindable() {
        for (var house : List.of(service("pb-11"), service("pb-21"))) {
            assertThat(house.protectedPlace()).isTrue();
            assertThat(house.at()).isEmpty();
            assertThat(house.description()).isNull();
            assertThat(phones(house)).hasSize(1);
        }
        assertThat(service("pb-12").at()).isNotEmpty();
        assertThat(service("hilfetelefon-gewalt").status()).isEqualTo(Service.Status.ACTIVE);
        assertThat(WRITTEN)
                .doesNotContainIgnoringCase("Verschwiegene")
                .doesNotContainIgnoringCase("Geheimer Winkel")
                .doesNotContain("40235", "40239", "51.2273", "6.8246", "51.2471", "6.8093", "Rosenprobe");
    }

    @Test
    void knowsServicesThatArePublicOnesOnlyWhereAnAuthorityIsNamed() {
        var publicOnes = all(Service.class).stream()
                .filter(service -> service.competentAuthority() != null)
                .toList();

        assertThat(publicOnes)
                .hasSizeGreaterThan(10)
                .allMatch(service -> service.basis().stream().anyMatch(basis -> basis.norm() != null));
    }

    @Test
    void refersOnlyToRecordsThatArePublic() {
        var ids = PUBLIC.stream().map(Entry::id).toList();
        var named = all(Service.class).stream()
                .flatMap(service -> Stream.concat(
                        Stream.of(service.organization(), service.competentAuthority())
                                .filter(Objects::nonNull),
                        service.at().stream().map(Service.AtLocation::location)));

        assertThat(ids).containsAll(named.toList());
    }

    private static List<@Nullable String> heldFor(String rule) {
        return HELD.stream()
                .filter(held -> held.rules().contains(rule))
                .map(HeldRecord::sourceId)
                .toList();
    }

    private static <T extends Entry> List<T> all(Class<T> type) {
        return PUBLIC.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static <T extends Entry> Set<String> words(Class<T> type, Function<T, Stream<String>> of) {
        var words = new TreeSet<String>();
        all(type).forEach(entry -> of.apply(entry).filter(Objects::nonNull).forEach(words::add));
        return words;
    }

    private static Service service(String sourceId) {
        return all(Service.class).stream()
                .filter(service -> service.sourceId().equals(sourceId))
                .findFirst()
                .orElseThrow(() -> new AssertionError(sourceId + " is not public"));
    }

    private static String description(String sourceId) {
        return requireNonNull(service(sourceId).description()).toString();
    }

    private static List<String> phones(Service service) {
        return service.contacts().stream()
                .map(Contact::phones)
                .flatMap(List::stream)
                .map(Phone::number)
                .toList();
    }

    private static Set<String> codes() {
        var codes = new TreeSet<String>();
        REPORTS.forEach(
                report -> report.findings().stream().map(Finding::rule).forEach(rule -> codes.add(rule.code())));
        return codes;
    }

    private static List<String> topConcepts(String scheme) {
        return VOCABULARY.getScheme(scheme).topConcepts().stream()
                .map(Concept::notation)
                .toList();
    }
}
