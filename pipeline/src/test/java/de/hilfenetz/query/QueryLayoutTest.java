package de.hilfenetz.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.jena.query.QueryFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QueryLayoutTest {

    @Test
    void putsEachPatternOnALineOfItsOwn() {
        assertThat(QueryLayout.of("""
                PREFIX s: <https://schema.org/> SELECT ?name (COUNT(?x) AS ?n) WHERE { ?x a s:Service ; s:name ?name . # who
                OPTIONAL{?x s:url ?u} FILTER(?n < 3 && LANG(?name) = "de;{") { ?x s:a "}" } UNION { ?x s:b [ s:c 1 ; s:d 2 ] } } GROUP BY ?name LIMIT 5""")).isEqualTo("""
                PREFIX s: <https://schema.org/>
                SELECT ?name (COUNT(?x) AS ?n) WHERE {
                  ?x a s:Service ;
                    s:name ?name . # who
                  OPTIONAL {
                    ?x s:url ?u
                  }
                  FILTER(?n < 3 && LANG(?name) = "de;{") {
                    ?x s:a "}"
                  } UNION {
                    ?x s:b [ s:c 1 ; s:d 2 ]
                  }
                }
                GROUP BY ?name
                LIMIT 5
                """);
    }

    static Iterable<Question> questions() {
        return Questions.load().list();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void changesNothingButTheLayout(Question question) {
        var laidOut = QueryLayout.of(question.sparql());

        assertThat(laidOut.replaceAll("\\s", "")).isEqualTo(question.sparql().replaceAll("\\s", ""));
        assertThat(QueryLayout.of(laidOut)).isEqualTo(laidOut);
    }

    /** The same query, also where brackets stand in strings and addresses, or are never closed. */
    @Test
    void changesNothingOfWhatMeansHarm() throws Exception {
        try (var lines = Files.lines(Path.of("src/test/resources/query/hostile.txt"))) {
            lines.filter(line -> line.contains(" | ")).forEach(line -> {
                var query = line.substring(line.indexOf('|') + 2);
                var laidOut = QueryLayout.of(query);
                assertThat(laidOut.replaceAll("\\s", "")).isEqualTo(query.replaceAll("\\s", ""));
                if (parsed(query) != null) {
                    assertThat(Objects.requireNonNull(parsed(laidOut), laidOut).toString())
                            .isEqualTo(Objects.requireNonNull(parsed(query)).toString());
                }
            });
        }
    }

    private static org.apache.jena.query.@org.jspecify.annotations.Nullable Query parsed(String query) {
        try {
            return QueryFactory.create(query);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
