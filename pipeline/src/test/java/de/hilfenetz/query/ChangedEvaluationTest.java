package de.hilfenetz.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.graph.Examples;
import de.hilfenetz.graph.GraphFormat;
import de.hilfenetz.graph.ReleaseGraph;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.jena.graph.Triple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was brought to another release by what changed answers as what has read it: the same rows in the same order. */
class ChangedEvaluationTest {

    private static final List<Entry> BEFORE = named(0, 30, "Beratung");

    /** Ten are gone, ten are called otherwise, ten are new. */
    private static final List<Entry> AFTER = Stream.of(
                    named(10, 20, "Beratung"), named(20, 30, "Hilfe"), named(30, 40, "Beratung bei Schulden"))
            .flatMap(List::stream)
            .toList();

    private static final Evaluation ANEW = new Evaluation(graph("2026-11-23.1", AFTER), Examples.NAMES);

    private static List<Entry> named(int from, int to, String name) {
        return IntStream.range(from, to)
                .<Entry>mapToObj(number -> {
                    var json = new String(CanonicalJson.write(Examples.service()), UTF_8)
                            .replace(Examples.service().id().toString(), new UUID(0, number).toString())
                            .replace("Schuldnerberatung Bilk", name + " " + number);
                    return CanonicalJson.read(json.getBytes(UTF_8));
                })
                .toList();
    }

    private static ReleaseGraph graph(String release, List<Entry> entries) {
        return ReleaseGraph.of(Examples.CROSSWALK, release, entries);
    }

    private static String triples(List<Entry> entries) throws IOException {
        var triples = new ArrayList<Triple>();
        entries.forEach(entry -> Examples.CROSSWALK.describe(entry, triples::add));
        var out = new ByteArrayOutputStream();
        GraphFormat.NTRIPLES.write(triples, Examples.NAMES, out);
        return out.toString(UTF_8);
    }

    private static String ask(Evaluation evaluation, String query) throws SparqlProblem, IOException {
        var out = new ByteArrayOutputStream();
        var text = Prefixes.complete(query, Examples.NAMES);
        evaluation.answer(new Request(text, "text/csv", null, 0, false, Duration.ofMinutes(1), false), head -> out);
        return out.toString(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * { ?s ?p ?o }",
                "SELECT ?s ?name { ?s a schema:Service ; schema:name ?name } LIMIT 7",
                "SELECT ?s { ?s text:query \"Beratung\" ; a schema:Service }",
                "SELECT ?s { ?s text:query \"Schulden\" ; a schema:Service }",
                "SELECT ?s { ?s text:query \"Hilfe\" ; a schema:Service }",
                "SELECT * { GRAPH <https://hilfenetz.example/graph/herkunft> { ?s ?p ?o } }"
            })
    void answersAsIfItHadReadIt(String query) throws Exception {
        var before = new Evaluation(graph("2026-11-22.1", BEFORE), Examples.NAMES);

        var after =
                before.with(new ReleaseFiles.Change("2026-11-22.1", triples(BEFORE), triples(AFTER)), "2026-11-23.1");

        assertThat(after.contents()).isEqualTo(ANEW.contents());
        assertThat(ask(after, query)).isEqualTo(ask(ANEW, query)).contains("hilfenetz.example");
    }
}
