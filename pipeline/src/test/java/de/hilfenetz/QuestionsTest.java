package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.graph.ReleaseGraph;
import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.query.Evaluation;
import de.hilfenetz.query.QueryDesk;
import de.hilfenetz.query.Question;
import de.hilfenetz.query.QuestionCheck;
import de.hilfenetz.query.Questions;
import de.hilfenetz.query.Table;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Texts;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every question of the site, asked of what the demo publishes (P6.1, P6.3, P6.5). */
class QuestionsTest {

    private static final String RELEASE = "2026-11-27.1";
    private static final LocalDate DAY = LocalDate.of(2026, 11, 27);
    private static final Questions QUESTIONS = Questions.load();

    private static final Set<String> IN_THE_DATA = new HashSet<>();

    private static QueryDesk desk;

    @BeforeAll
    static void publishTheDemo(@TempDir Path folder) throws IOException {
        DemoCommand.copyTo(folder.resolve("demo"));
        var settings = Settings.from(name -> null)
                .at(0, folder.resolve("data"), folder.resolve("demo/feeds"), folder.resolve("key"));
        var entries = new ArrayList<Entry>();
        try (var installation = Installation.open(settings, Clock.systemUTC())) {
            try (var pulls = new Pulls(installation, Clock.systemUTC(), () -> {})) {
                installation.sources().values().forEach(source -> pulls.once(source.feed()));
            }
            installation.process();
            try (var snapshot = installation.journal().snapshot()) {
                for (var kind : Kind.PUBLISHED) {
                    snapshot.forEach(kind, version -> entries.add(version.entry()));
                }
            }
            entries.forEach(entry -> collect(CanonicalJson.mapper().valueToTree(entry)));
            var names = ShortNames.load(settings.base());
            var evaluation = new Evaluation(ReleaseGraph.of(installation.crosswalk(), RELEASE, entries), names);
            desk = new QueryDesk(evaluation, names, evaluation::contents, Duration.ofSeconds(10), System::nanoTime);
        }
    }

    /** Whatever stands in a record. */
    private static void collect(JsonNode node) {
        if (node.isTextual()) {
            IN_THE_DATA.add(node.asText());
        }
        node.forEach(QuestionsTest::collect);
    }

    private static Table ask(String sparql) throws Exception {
        return desk.table(desk.read(sparql), 10_000, null, RELEASE, null);
    }

    @Test
    void areThirtyAtLeastOverAllDesks() {
        assertThat(QUESTIONS.list()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(QUESTIONS.byDesk(Texts.GERMAN).keySet())
                .contains(
                        "Stadtteil",
                        "Lebenslage",
                        "Barrierefreiheit",
                        "Öffnungszeiten",
                        "Träger",
                        "Datenqualität",
                        "Veränderung");
        assertThat(QUESTIONS.byDesk(Texts.GERMAN).values())
                .allSatisfy(questions -> assertThat(questions).hasSizeGreaterThan(2));
    }

    @Test
    void everyFileIsListed() throws IOException {
        try (var files = Files.list(Path.of("../site/fragen"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".rq"))
                            .map(name -> name.replace(".rq", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            QUESTIONS.list().stream().map(Question::slug).toList());
        }
    }

    @Test
    void haveTheSameDesksInEnglish() {
        assertThat(QUESTIONS.byDesk("en").values())
                .containsExactlyElementsOf(QUESTIONS.byDesk(Texts.GERMAN).values());
    }

    @TestFactory
    Stream<DynamicTest> haveAnAnswer() {
        return QUESTIONS.list().stream()
                .map(question -> dynamicTest(question.slug(), () -> {
                    var said = question.in(Texts.GERMAN);
                    var answer = ask(question.sparql(Map.of(), DAY, Texts.GERMAN, desk.names()));
                    if (said.none() == null) {
                        assertThat(answer.rows()).isNotEmpty();
                    }
                    assertThat(answer.complete()).isTrue();
                    assertThat(answer.rows()).as("a label in the first column").allSatisfy(row -> {
                        assertThat(row.getFirst().iri()).isFalse();
                        assertThat(row.getFirst().text()).isNotBlank();
                    });
                    assertThat(answer.columns()).containsAll(said.columns().keySet());
                    if (question.chart() != null) {
                        var value = answer.column(question.chart().value());
                        assertThat(answer.rows())
                                .allSatisfy(row ->
                                        assertThat(row.get(value).number()).isPresent());
                    }
                    var unknown = question.unknownSparql(desk.names());
                    if (unknown != null) {
                        var row = ask(unknown).rows().getFirst();
                        assertThat(row.get(0).number().orElseThrow())
                                .isLessThanOrEqualTo(row.get(1).number().orElseThrow());
                    }
                }));
    }

    /** The same figures as in German, and no German word that is not in the data. */
    @TestFactory
    Stream<DynamicTest> haveTheSameAnswerInEnglish() {
        return QUESTIONS.list().stream()
                .map(question -> dynamicTest(question.slug(), () -> {
                    var german = ask(question.sparql(Map.of(), DAY, Texts.GERMAN, desk.names()));
                    var english = ask(question.sparql(Map.of(), DAY, "en", desk.names()));

                    assertThat(figures(english)).containsExactlyInAnyOrderElementsOf(figures(german));
                    assertThat(english.rows().stream()
                                    .flatMap(List::stream)
                                    .filter(cell -> Texts.GERMAN.equals(cell.language()))
                                    .map(Table.Cell::text))
                            .isSubsetOf(IN_THE_DATA);
                }));
    }

    private static List<List<String>> figures(Table table) {
        return table.rows().stream()
                .map(row -> row.stream()
                        .filter(cell -> cell.iri() || cell.datatype() != null)
                        .map(Table.Cell::text)
                        .toList())
                .toList();
    }

    @Test
    void showConceptsByTheirEnglishNames() throws Exception {
        var languages = QUESTIONS.find("sprachen").orElseThrow().sparql(Map.of(), DAY, "en", desk.names());
        var days = QUESTIONS.find("offen-je-wochentag").orElseThrow().sparql(Map.of(), DAY, "en", desk.names());

        assertThat(ask(languages).rows().stream().map(row -> row.getFirst().text()))
                .contains("German", "Turkish");
        assertThat(ask(days).rows().stream().map(row -> row.getFirst().text())).contains("Monday", "Sunday");
    }

    /** P6.3: nothing that is offered leads to an empty answer. */
    @TestFactory
    Stream<DynamicTest> offerOnlyWhatHasAnAnswer() {
        return QUESTIONS.list().stream()
                .filter(question -> !question.slots().isEmpty())
                .map(question -> dynamicTest(question.slug(), () -> {
                    var slot = question.slots().getFirst();
                    var choices = ask(question.choices(slot, Map.of(), DAY, Texts.GERMAN, desk.names()));
                    assertThat(choices.rows()).hasSizeGreaterThan(1);
                    for (var choice : choices.rows()) {
                        assertThat(choice.get(1).text()).isNotBlank();
                        var term = "<" + choice.get(0).text() + ">";
                        assertThat(ask(question.sparql(Map.of(slot, term), DAY, Texts.GERMAN, desk.names()))
                                        .rows())
                                .as("%s = %s", slot, term)
                                .isNotEmpty();
                    }
                }));
    }

    @Test
    void areCheckedWithEveryRelease() {
        assertThat(new QuestionCheck(desk, QUESTIONS).check(RELEASE)).isEmpty();
    }

    /** A release of one service without anything else: nearly every question must be told of. */
    @Test
    void areToldOfWhenTheyFallToNothing() throws IOException {
        var base = java.net.URI.create("https://hilfenetz.example/");
        var names = ShortNames.load(base);
        var crosswalk = new Crosswalk(base, Vocabulary.load());
        var service = CanonicalJson.read(Files.readAllBytes(Path.of("../schemas/examples/service.json")));
        var evaluation = new Evaluation(ReleaseGraph.of(crosswalk, RELEASE, List.of(service)), names);
        var poor = new QueryDesk(evaluation, names, evaluation::contents, Duration.ofSeconds(10), System::nanoTime);

        assertThat(new QuestionCheck(poor, QUESTIONS).check(RELEASE))
                .containsEntry("angebote-je-traeger", "die Antwort ist leer")
                .containsKey("orte-je-merkmal")
                .doesNotContainKey("angebote-je-thema");
    }

    @Test
    void eachSaysSomethingElse() {
        for (var language : List.of(Texts.GERMAN, "en")) {
            var questions = QUESTIONS.list().stream()
                    .map(question -> question.in(language).question())
                    .toList();
            assertThat(questions)
                    .doesNotHaveDuplicates()
                    .allSatisfy(question -> assertThat(question).endsWith("?"));
        }
    }
}
