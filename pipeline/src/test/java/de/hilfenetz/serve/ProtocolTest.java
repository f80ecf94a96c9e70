package de.hilfenetz.serve;

import static de.hilfenetz.serve.Browser.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The W3C's tests of the SPARQL 1.1 Protocol and of the Service Description, under their names, with our graphs in place of
 * theirs. Updates are refused here, all alike.
 */
class ProtocolTest {

    private static final Town TOWN = Town.withExamples();
    private static final Browser BROWSER = new Browser(TOWN.server());
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String DIRECT = "application/sparql-query";
    private static final String UPDATE = "application/sparql-update";

    private static final String ORIGINS = "https%3A%2F%2Fhilfenetz.example.org%2Fgraph%2Fherkunft";
    private static final String WORDS = "https%3A%2F%2Fhilfenetz.example.org%2Fgraph%2Fvokabular";
    private static final String IN_GRAPHS = "ASK { GRAPH ?g { ?s ?p ?o } }";
    private static final String IN_DEFAULT = "ASK { ?s ?p ?o }";

    @AfterAll
    static void stop() {
        BROWSER.close();
        TOWN.close();
    }

    private static HttpResponse<String> post(String address, String type, String body, Charset charset) {
        return BROWSER.send(address, request -> {
            if (!type.isEmpty()) {
                request.header("Content-Type", type);
            }
            return request.POST(BodyPublishers.ofByteArray(body.getBytes(charset)));
        });
    }

    private static String in(String query) {
        return java.net.URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query_get                          | GET  | ?query=ASK%20%7B%7D | |",
                "query_post_form                    | POST |                     | form   | query=ASK%20%7B%7D",
                "query_post_direct                  | POST |                     | direct | ASK {}",
                "query_dataset_default_graphs_get   | GET  | ?query={default}&default-graph-uri={origins}&default-graph-uri={words} | |",
                "query_dataset_default_graphs_post  | POST | ?default-graph-uri={origins}&default-graph-uri={words} | direct | {DEFAULT}",
                "query_dataset_named_graphs_get     | GET  | ?query={graphs}&named-graph-uri={origins}&named-graph-uri={words} | |",
                "query_dataset_named_graphs_post    | POST | ?named-graph-uri={origins}&named-graph-uri={words} | direct | {GRAPHS}",
                "query_dataset_full                 | POST | ?default-graph-uri={origins}&named-graph-uri={words} | direct | {GRAPHS}",
                "query_multiple_dataset             | POST | ?default-graph-uri={words} | direct | ASK FROM <https://hilfenetz.example.org/graph/herkunft> { ?c <http://www.w3.org/2004/02/skos/core#inScheme> ?s }"
            })
    void answersYes(String name, String method, String parameters, String type, String body) {
        var answer = ask(method, parameters, type, body);

        assertThat(answer.statusCode()).as(name + answer.body()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/sparql-results+json");
        assertThat(answer.body()).contains("true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bad_query_method              | PUT  | ?query=ASK%20%7B%7D                     | |                         | 405",
                "bad_multiple_queries          | GET  | ?query=ASK%20%7B%7D&query=SELECT%20*%20%7B%7D | |                   | 400",
                "bad_query_wrong_media_type    | POST | | text/plain | ASK {}                                             | 415",
                "bad_query_missing_form_type   | POST | |            | query=ASK%20%7B%7D                                 | 415",
                "bad_query_missing_direct_type | POST | |            | ASK {}                                             | 415",
                "bad_query_syntax              | GET  | ?query=ASK%20%7B                        | |                         | 400",
                "update_post_form              | POST | | form       | update=CLEAR%20ALL                                 | 403",
                "update_post_direct            | POST | | update     | CLEAR ALL                                          | 403",
                "update_dataset_full           | POST | ?using-graph-uri={words} | update | CLEAR ALL                        | 403",
                "bad_update_get                | GET  | ?update=CLEAR%20ALL                     | |                         | 403",
                "bad_multiple_updates          | POST | | form       | update=CLEAR%20ALL&update=CLEAR%20ALL              | 403",
                "bad_update_dataset_conflict   | POST | ?using-named-graph-uri={words} | form | update=CLEAR%20ALL           | 403"
            })
    void refuses(String name, String method, String parameters, String type, String body, int status) {
        assertThat(ask(method, parameters, type, body).statusCode()).as(name).isEqualTo(status);
    }

    private static HttpResponse<String> ask(String method, String parameters, String type, String body) {
        var address = "/sparql"
                + (parameters == null ? "" : parameters)
                        .replace("{default}", in(IN_DEFAULT))
                        .replace("{graphs}", in(IN_GRAPHS))
                        .replace("{origins}", ORIGINS)
                        .replace("{words}", WORDS);
        var sent = (body == null ? "" : body).replace("{DEFAULT}", IN_DEFAULT).replace("{GRAPHS}", IN_GRAPHS);
        return switch (method) {
            case "GET" -> BROWSER.get(address);
            case "PUT" -> BROWSER.send(address, request -> request.PUT(BodyPublishers.noBody()));
            default ->
                post(
                        address,
                        switch (type == null ? "" : type) {
                            case "form" -> FORM;
                            case "direct" -> DIRECT;
                            case "update" -> UPDATE;
                            case "" -> "";
                            default -> type;
                        },
                        sent,
                        StandardCharsets.UTF_8);
        };
    }

    /** bad_query_non_utf8: a query in UTF-16, said and not said to be. */
    @Test
    void refusesOtherCharsets() {
        assertThat(post("/sparql", DIRECT + "; charset=UTF-16", "ASK {}", StandardCharsets.UTF_16)
                        .statusCode())
                .isEqualTo(415);
        assertThat(post("/sparql", DIRECT, "ASK {}", StandardCharsets.UTF_16).statusCode())
                .isEqualTo(400);
    }

    /** query_content_type_select, _ask, _describe, _construct: a type that fits the form of the query, whatever is accepted. */
    @ParameterizedTest
    @CsvSource({
        "SELECT (1 AS ?n) {}, application/sparql-results+json",
        "ASK {}, application/sparql-results+json",
        "DESCRIBE <http://example.org/>, text/turtle;charset=utf-8",
        "CONSTRUCT { <s> <p> 1 } WHERE {}, text/turtle;charset=utf-8"
    })
    void saysWhatItSends(String query, String type) {
        assertThat(header(BROWSER.get("/sparql?query=" + in(query)), "Content-Type"))
                .isEqualTo(type);
    }

    /** returns-rdf, has-endpoint-triple, conforms-to-schema of the Service Description's tests. */
    @Test
    void describesTheServiceAsItIs() {
        var answer = BROWSER.get("/sparql", "Accept", "application/rdf+xml");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/rdf+xml");
        var graph = RDFParser.fromString(answer.body(), Lang.RDFXML).toGraph();
        var service = graph.find(Node.ANY, RDF.type.asNode(), sd("Service")).toList();

        assertThat(service).hasSize(1);
        var endpoint = graph.find(service.getFirst().getSubject(), sd("endpoint"), Node.ANY)
                .toList();
        assertThat(endpoint).hasSize(1);
        assertThat(endpoint.getFirst().getObject().getURI()).isEqualTo(Town.BASE + "sparql");
        assertThat(graph.find(Node.ANY, sd("supportedLanguage"), Node.ANY).toList())
                .extracting(triple -> triple.getObject().getURI())
                .allMatch(iri -> iri.endsWith("#SPARQL11Query"));
        graph.find(Node.ANY, sd("name"), Node.ANY)
                .forEachRemaining(named -> assertThat(BROWSER.get("/sparql?query="
                                        + in("ASK { GRAPH <" + named.getObject().getURI() + "> { ?s ?p ?o } }"))
                                .body())
                        .as(named.getObject() + " is there")
                        .contains("true"));
    }

    private static Node sd(String name) {
        return NodeFactory.createURI("http://www.w3.org/ns/sparql-service-description#" + name);
    }
}
