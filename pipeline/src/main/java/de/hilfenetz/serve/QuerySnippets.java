package de.hilfenetz.serve;

import de.hilfenetz.serve.Views.Snippet;
import java.net.URI;
import java.util.List;

/** How the same query is asked from other programs; each runs as it stands. */
final class QuerySnippets {

    private QuerySnippets() {}

    static List<Snippet> of(URI base, String query, Words t) {
        var endpoint = base + "sparql";
        var csv = endpoint + "?format=csv&query=" + Query.encode(query);
        return List.of(
                new Snippet(t.of("abfrage.so.curl"), """
                        curl --silent --show-error --fail -H "Accept: text/csv" --data-urlencode query@- %s <<'ABFRAGE'
                        %s
                        ABFRAGE
                        """.formatted(endpoint, query.strip())),
                new Snippet(t.of("abfrage.so.r"), """
                        abfrage <- r"---(
                        %s
                        )---"
                        daten <- read.csv(paste0("%s?format=csv&query=", URLencode(abfrage, reserved = TRUE)), encoding = "UTF-8")
                        """.formatted(query.strip(), endpoint)),
                new Snippet(t.of("abfrage.so.python"), """
                        import csv, io, urllib.parse, urllib.request

                        abfrage = \"\"\"
                        %s
                        \"\"\"
                        daten = urllib.parse.urlencode({"query": abfrage, "format": "csv"}).encode()
                        antwort = urllib.request.urlopen("%s", daten).read().decode("utf-8")
                        zeilen = list(csv.DictReader(io.StringIO(antwort)))
                        """.formatted(
                                query.strip().replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\""), endpoint)),
                new Snippet(t.of("abfrage.so.excel"), """
                        let
                            Abfrage = "%s",
                            Adresse = "%s?format=csv&query=" & Uri.EscapeDataString(Abfrage),
                            Tabelle = Csv.Document(Web.Contents(Adresse), [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
                            Ergebnis = Table.PromoteHeaders(Tabelle)
                        in
                            Ergebnis
                        """.formatted(
                                query.strip().replace("\"", "\"\"").replace("\n", "#(lf)"), endpoint)),
                new Snippet(t.of("abfrage.so.datawrapper"), csv + "\n"));
    }
}
