package de.hilfenetz.serve;

import de.hilfenetz.record.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The queries behind the figures of the start page, and those that show how to ask. */
final class Queries {

    static final String SERVICES = """
            PREFIX schema: <https://schema.org/>

            SELECT (COUNT(DISTINCT ?angebot) AS ?anzahl) WHERE {
              ?angebot a schema:Service .
            }
            """;

    static final String ORGANIZATIONS = """
            PREFIX org: <http://www.w3.org/ns/org#>

            SELECT (COUNT(DISTINCT ?traeger) AS ?anzahl) WHERE {
              ?traeger a org:Organization .
            }
            """;

    static final String LOCATIONS = """
            PREFIX org: <http://www.w3.org/ns/org#>

            SELECT (COUNT(DISTINCT ?ort) AS ?anzahl) WHERE {
              ?ort a org:Site .
            }
            """;

    static final String STATE = """
            PREFIX dcat: <http://www.w3.org/ns/dcat#>

            SELECT ?datenstand WHERE {
              GRAPH ?graph { ?datensatz dcat:version ?datenstand }
            }
            """;

    private static final String QUARTERS = """
            PREFIX schema: <https://schema.org/>
            PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

            SELECT ?stadtteil (COUNT(DISTINCT ?angebot) AS ?angebote) WHERE {
              ?angebot a schema:Service ;
                schema:availableChannel / schema:serviceLocation / schema:containedInPlace ?gebiet .
              ?gebiet skos:prefLabel ?stadtteil .
              FILTER (lang(?stadtteil) = "de" && !strstarts(?stadtteil, "Stadtbezirk"))
            }
            GROUP BY ?stadtteil
            ORDER BY DESC(?angebote) ?stadtteil
            """;

    private static final String LIFTS = """
            PREFIX schema: <https://schema.org/>
            PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

            SELECT ?ort ?name ?anschrift WHERE {
              ?ort schema:name ?name ;
                schema:amenityFeature [ schema:propertyID / skos:notation "aufzug" ; schema:value true ] .
              OPTIONAL { ?ort schema:address / schema:streetAddress ?anschrift }
            }
            ORDER BY ?name
            """;

    private static final String PROVIDERS = """
            PREFIX schema: <https://schema.org/>

            SELECT ?traeger ?name (COUNT(DISTINCT ?angebot) AS ?angebote) WHERE {
              ?angebot a schema:Service ; schema:provider ?traeger .
              ?traeger schema:name ?name .
              FILTER (lang(?name) = "de")
            }
            GROUP BY ?traeger ?name
            ORDER BY DESC(?angebote) ?name
            """;

    private static final String TOPICS = """
            PREFIX schema: <https://schema.org/>
            PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

            SELECT ?thema (COUNT(DISTINCT ?angebot) AS ?angebote) WHERE {
              ?angebot a schema:Service ; schema:category / skos:prefLabel ?thema .
              FILTER (lang(?thema) = "de")
            }
            GROUP BY ?thema
            ORDER BY DESC(?angebote) ?thema
            """;

    /** By the key of their question. */
    static final Map<String, String> EXAMPLES = examples();

    private Queries() {}

    private static Map<String, String> examples() {
        var examples = new LinkedHashMap<String, String>();
        examples.put("abfrage.beispiel.bezirk", QUARTERS);
        examples.put("abfrage.beispiel.themen", TOPICS);
        examples.put("abfrage.beispiel.aufzug", LIFTS);
        examples.put("abfrage.beispiel.traeger", PROVIDERS);
        examples.put("abfrage.beispiel.angebote", SERVICES);
        return Collections.unmodifiableMap(examples);
    }

    /** All services that share a topic with a service; all services of an organization, or at a place. */
    static String about(Kind kind, String iri) {
        return services(
                switch (kind) {
                    case SERVICE, EDITORIAL -> "schema:category ?thema . <%s> schema:category ?thema . ?angebot";
                    case ORGANIZATION -> "schema:provider <%s> ;";
                    case LOCATION -> "schema:availableChannel / schema:serviceLocation <%s> ;";
                },
                iri);
    }

    private static String services(String condition, String iri) {
        return """
                PREFIX schema: <https://schema.org/>

                SELECT DISTINCT ?angebot ?name WHERE {
                  ?angebot a schema:Service ;
                    %s
                    schema:name ?name .
                }
                ORDER BY ?name
                """.formatted(condition.formatted(iri));
    }

    /** The workbench with {@code query} in it, which is run. */
    static String workbench(String query) {
        return "/abfrage?q=" + Query.encode(query);
    }

    /** The page that shows and runs {@code query}. */
    static String link(String query) {
        return "/sparql?query=" + Query.encode(query);
    }
}
