package de.hilfenetz.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.graph.Examples;
import de.hilfenetz.graph.ReleaseGraph;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextSearchTest {

    private static final String SERVICE =
            Examples.CROSSWALK.iri(Examples.service().kind(), Examples.service().id());

    private final Evaluation evaluation = new Evaluation(
            ReleaseGraph.of(
                    Examples.CROSSWALK,
                    "2026-11-22.3",
                    List.of(Examples.service(), Examples.organization(), Examples.location())),
            Examples.NAMES);

    private static String ask(Evaluation evaluation, String query) throws SparqlProblem, IOException {
        var text = Prefixes.complete(query, Examples.NAMES);
        AskedQuery.read(text, Examples.NAMES, evaluation.contents());
        var out = new ByteArrayOutputStream();
        evaluation.answer(new Request(text, "text/csv", null, 0, false, Duration.ofSeconds(10), false), head -> out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** "Schuldnerberatung Bilk" is found by other forms of its words, and by parts of them. */
    @ParameterizedTest
    @CsvSource({
        "Schuldnerberatung, true",
        "Schuldnerberatungen, true",
        "schuldnerBERATUNG bilk, true",
        "Beratungen, true",
        "Schuldner, true",
        "bilk schuldnerberatung, true",
        "Schuldnerberatung Garath, false",
        "Schwimmbad, false",
        "*, false",
        "'', false"
    })
    void findsWordsInTheirForms(String words, boolean found) throws Exception {
        assertThat(ask(evaluation, "SELECT ?s { ?s text:query \"" + words + "\" ; a schema:Service }"))
                .isEqualTo("s\r\n" + (found ? SERVICE + "\r\n" : ""));
    }

    @Test
    void takesUmlautsHoweverTheyAreWritten() throws Exception {
        var written = ask(evaluation, "SELECT ?s { ?s text:query \"Träger\" } ORDER BY ?s");

        assertThat(written.lines().count()).isGreaterThan(1);
        assertThat(ask(evaluation, "SELECT ?s { ?s text:query \"Traeger\" } ORDER BY ?s"))
                .isEqualTo(written);
        assertThat(ask(evaluation, "SELECT ?s { ?s text:query \"träger\" } ORDER BY ?s"))
                .isEqualTo(written);
    }

    @Test
    void ranksAndLimits() throws Exception {
        var ranked = ask(
                evaluation,
                "SELECT ?s ?score { (?s ?score) text:query (schema:name \"beratung\" 2) } ORDER BY DESC(?score)");

        assertThat(ranked.lines().skip(1)).hasSizeBetween(1, 2).allMatch(line -> line.matches("https.*,\\d.*"));
        assertThat(ask(evaluation, "SELECT ?s { ?s a schema:Service . ?s text:query (schema:description \"xyz\") }"))
                .isEqualTo("s\r\n");
        assertThat(ask(evaluation, "ASK { <" + SERVICE + "> text:query \"schuldner\" }"))
                .contains("true");
    }

    /** It is made with the release: what is gone is not found. */
    @Test
    void findsNothingThatIsGone() throws Exception {
        var without = new Evaluation(
                ReleaseGraph.of(Examples.CROSSWALK, "2026-11-23.1", List.of(Examples.organization())), Examples.NAMES);

        assertThat(ask(without, "SELECT ?s { ?s text:query \"Schuldnerberatung Bilk\" }"))
                .doesNotContain(SERVICE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * { ?s text:query ?words }",
                "SELECT * { ?s text:query (\"a\" -1) }",
                "SELECT * { ?s text:query (\"a\" 1 2 3) }",
                "SELECT * { ?s text:query (schema:url \"a\") }",
                "SELECT * { ?s text:search \"a\" }"
            })
    void saysWhatItDoesNotTake(String query) {
        assertThatThrownBy(() -> ask(evaluation, query)).isInstanceOf(SparqlProblem.Refused.class);
    }
}
