package de.hilfenetz.query;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.graph.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixesTest {

    private static String complete(String query) {
        return Prefixes.complete(query, Examples.NAMES);
    }

    @Test
    void putsInWhatIsUsedAndNotDeclared() {
        assertThat(complete("SELECT * { ?s a schema:Service ; skos:broader/schema:name ?n }"))
                .isEqualTo("""
                        PREFIX schema: <https://schema.org/>
                        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

                        SELECT * { ?s a schema:Service ; skos:broader/schema:name ?n }""");
        assertThat(complete("PREFIX schema: <https://schema.org/>\nASK { ?s schema:name ?n ; dct:title ?t }"))
                .startsWith("PREFIX dct: <http://purl.org/dc/terms/>\nPREFIX schema:")
                .containsOnlyOnce("PREFIX schema:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prefix schema: <https://schema.org/> ASK { ?s schema:name ?n }",
                "ASK { ?s <https://schema.org/name> \"schema:name\" } # dct:title",
                "ASK { ?s unbekannt:name ?n }",
                "ASK { ?s ?p _:org }"
            })
    void leavesTheRestAlone(String query) {
        assertThat(complete(query)).isEqualTo(query);
    }
}
