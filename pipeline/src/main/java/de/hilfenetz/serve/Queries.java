package de.hilfenetz.serve;

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
            PREFIX dct: <http://purl.org/dc/terms/>
            SELECT ?datensatz ?stand WHERE {
              ?datensatz a dcat:Dataset ; dct:modified ?stand .
            }
            """;

    private Queries() {}

    /** The page that shows and runs {@code query}. */
    static String link(String query) {
        return "/sparql?query=" + Query.encode(query);
    }
}
