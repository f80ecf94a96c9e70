package de.hilfenetz.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditorialFeedTest {

    private static final String GOOD = """
            {"title": "Beispielverein", "format": "csv", "mapping": "{\\"kind\\": \\"service\\", \\"id\\": .nr}",
             "licence": "http://dcat-ap.de/def/licenses/dl-zero-de/2.0",
             "fetch": {"url": "https://verein.example.org/angebote.csv", "every": "PT6H"}}""";

    @Test
    void isAFeedNamedByItsKeyWithItsMappingInside() throws IOException {
        var read = read("{}", Set.of("verein.example.org"));

        assertThat(read.problems()).isEmpty();
        var feed = Objects.requireNonNull(read.feed());
        assertThat(feed.id()).isEqualTo("beispielverein");
        assertThat(feed.mapping()).isEqualTo("{\"kind\": \"service\", \"id\": .nr}");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        {"fetch": {"url": "https://verein.example.org/a.csv", "every": "6 Stunden"}}                   | every:
        {"format": "pdf"}                                                                              | format:
        {"licence": ""}                                                                                | licence:
        {"fetch": {"url": "file:/etc/passwd", "every": "PT6H"}}                                        | fetch.url: die Redaktion darf nur https: und sftp:
        {"fetch": {"url": "http://verein.example.org/a.csv", "every": "PT6H"}}                         | fetch.url: die Redaktion darf nur https: und sftp:
        {"fetch": {"url": "https://anderswo.example.org/a.csv", "every": "PT6H"}}                      | fetch.url: der Server „anderswo.example.org“ steht nicht in HILFENETZ_FEED_HOSTS
        {"fetch": {"url": "https://verein.example.org/a.csv", "every": "PT6H", "internal": true}}      | fetch.internal:
        {"secret": "caritas-token"}                                                                    | secret: erwartet wird ein Name, der mit „beispielverein“ beginnt
        {"words": "../geheim.csv"}                                                                     | words: das sagt nur eine Datei des Betreibers
        {"takes_over": {"feed": "caritas"}}                                                            | takes_over: das sagt nur eine Datei des Betreibers
        {"persons": [{"contact": "anna.muster@example.org", "basis": "x", "until": "2027-02-03"}]}     | persons: das sagt nur eine Datei des Betreibers
        {"format": "strapi5"}                                                                          | format: was die Redaktion pflegt
        """)
    void isRefusedWithTheMemberThatIsWrong(String change, String problem) throws IOException {
        var read = read(change, Set.of("verein.example.org"));

        assertThat(read.feed()).isNull();
        assertThat(read.problems())
                .extracting(FeedProblem::german)
                .anySatisfy(said -> assertThat(said).startsWith(problem));
    }

    @Test
    void mayFetchBelowADomainThatTheOperatorOpened() throws IOException {
        assertThat(read("{}", Set.of(".example.org")).problems()).isEmpty();
        assertThat(read("{}", Set.of(".beispiel.example")).problems()).hasSize(1);
        assertThat(read("{}", Set.of()).problems()).hasSize(1);
    }

    private static EditorialFeed read(String change, Set<String> hosts) throws IOException {
        var json = (ObjectNode) new ObjectMapper().readTree(GOOD);
        json.setAll((ObjectNode) new ObjectMapper().readTree(change));
        return EditorialFeed.read("beispielverein", json, hosts);
    }
}
