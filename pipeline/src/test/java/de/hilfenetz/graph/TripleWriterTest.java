package de.hilfenetz.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.jsonldjava.core.JsonLdOptions;
import com.github.jsonldjava.core.JsonLdProcessor;
import com.github.jsonldjava.utils.JsonUtils;
import de.hilfenetz.record.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Triple;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.sparql.graph.GraphFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TripleWriterTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Entry> entries() throws IOException {
        var hostile = JSON.writeValueAsString(
                "\"Ü\" \\ 'x' <b>&amp;</b> \t tab\nLine\r\n \u0007\u0000 🙂 \ud83d ﬀ \u2028 � \u007f^^<x>@de .");
        var address = JSON.writeValueAsString("https://example.org/a b\"<>{}|\\^`ü?q=1#x");
        return Stream.of(
                Examples.service(),
                Examples.organization(),
                Examples.location(),
                Examples.service(json -> json.replace("\"Schuldnerberatung Bilk\"", hostile)
                        .replace("\"kostenfrei\"}", hostile + "}")
                        .replace("\"Rahmenvertrag\"", hostile)
                        .replace("\"https://beispielverband.example.org/schulden\"", address)
                        .replace("\"P-Konto\"", hostile)),
                Examples.location(json -> json.replace("\"1-5\"", hostile)
                        .replace("51.2065", "51")
                        .replace("6.7735", "0.00001")));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyFormHoldsTheSameGraph(Entry entry) throws IOException {
        var triples = Examples.describe(entry);
        var expected = Examples.graph(triples);

        assertThat(expected.size()).as("triples, each once").isEqualTo(triples.size());
        for (var format : List.of(GraphFormat.NTRIPLES, GraphFormat.TURTLE, GraphFormat.RDFXML)) {
            var text = Examples.write(format, triples);
            assertThat(parse(text, lang(format)).isIsomorphicWith(expected))
                    .as(text)
                    .isTrue();
        }
        var jsonLd = Examples.write(GraphFormat.JSONLD, triples);
        assertThat(parse(expand(jsonLd), Lang.NQUADS).isIsomorphicWith(expected))
                .as(jsonLd)
                .isTrue();
    }

    @Test
    void everyFormHoldsTheSameVocabulary() throws IOException {
        var triples = new ArrayList<Triple>();
        Examples.CROSSWALK.describeVocabulary(triples::add);
        var expected = Examples.graph(triples);

        assertThat(expected.size()).isEqualTo(triples.size()).isGreaterThan(500);
        for (var format : List.of(GraphFormat.NTRIPLES, GraphFormat.TURTLE)) {
            assertThat(parse(Examples.write(format, triples), lang(format)).isIsomorphicWith(expected))
                    .isTrue();
        }
        assertThat(parse(expand(Examples.write(GraphFormat.JSONLD, triples)), Lang.NQUADS)
                        .isIsomorphicWith(expected))
                .isTrue();
    }

    @Test
    void writesOneTripleALine() {
        var triples = Examples.describe(Examples.service());

        assertThat(Examples.write(GraphFormat.NTRIPLES, triples).lines()).hasSameSizeAs(triples);
    }

    @Test
    void writesOneNodeALineInJsonLd() {
        var triples = Examples.describe(Examples.service());

        assertThat(Examples.write(GraphFormat.JSONLD, triples).lines().filter(line -> line.startsWith("{\"@id\":")))
                .hasSize((int)
                        triples.stream().map(Triple::getSubject).distinct().count());
    }

    @Test
    void writesTheContextItWasGiven() throws IOException {
        var document = JSON.readTree(Examples.write(GraphFormat.JSONLD, List.of()));
        var file = JSON.readTree(
                Files.readString(Path.of("../vocab/context.jsonld")).replace("{base}", Examples.BASE.toString()));

        assertThat(document.get("@context")).isEqualTo(file.get("@context"));
        assertThat(document.get("@graph")).isEmpty();
    }

    /** jsonld-java is not the library that Jena writes and reads JSON-LD with. */
    private static String expand(String jsonLd) throws IOException {
        var options = new JsonLdOptions();
        options.setProcessingMode(JsonLdOptions.JSON_LD_1_0);
        options.format = "application/n-quads";
        return (String) Objects.requireNonNull(JsonLdProcessor.toRDF(JsonUtils.fromString(jsonLd), options));
    }

    private static Lang lang(GraphFormat format) {
        return switch (format) {
            case NTRIPLES -> Lang.NTRIPLES;
            case TURTLE -> Lang.TURTLE;
            case JSONLD -> Lang.JSONLD;
            case RDFXML -> Lang.RDFXML;
        };
    }

    private static Graph parse(String text, Lang lang) {
        var graph = GraphFactory.createDefaultGraph();
        RDFParser.fromString(text, lang)
                .checking(true)
                .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging)
                .parse(graph);
        return graph;
    }
}
