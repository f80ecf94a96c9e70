package de.hilfenetz.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedsTest {

    private static final Path EXAMPLES = Path.of("../schemas/examples/feeds");

    private static final String LICENCE = "licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0\n";

    @TempDir
    Path folder;

    @Test
    void readsHowASourceLetsUsIn() {
        var feeds = Feeds.load(EXAMPLES.resolve("valid"));
        var pages = java.util.Objects.requireNonNull(
                feeds.find("schnittstelle").orElseThrow().fetch());
        var sftp = java.util.Objects.requireNonNull(
                feeds.find("sftp").orElseThrow().fetch());

        assertThat(pages.access()).isEqualTo(new Feed.Access(Feed.Auth.BEARER, null, null, false, 100));
        assertThat(pages.pages()).isEqualTo(new Feed.Pages(Feed.Pages.By.NUMBER, "page", 1));
        assertThat(sftp.access())
                .isEqualTo(new Feed.Access(
                        null, "hilfenetz", "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", false, 100));
        assertThat(sftp.done()).isTrue();
        assertThat(feeds.find("schnittstelle").orElseThrow().alerts()).isEqualTo(Feed.Alerts.ON_CHANGE);
    }

    @Test
    void readsEverythingAFeedFileCanSay() {
        var feed = Feeds.load(EXAMPLES.resolve("valid")).find("caritas").orElseThrow();

        assertThat(feed.title()).isEqualTo("Caritasverband Düsseldorf");
        assertThat(feed.organizations()).isEqualTo(new Feed.Organizations("caritas-duesseldorf", null, List.of()));
        assertThat(feed.format()).isEqualTo(Feed.Format.CSV);
        assertThat(feed.fetch())
                .isEqualTo(new Feed.Fetch(
                        URI.create("https://example.org/angebote.csv"),
                        Duration.ofHours(6),
                        Duration.ofMinutes(5),
                        2L << 30,
                        Map.of("Authorization", "Bearer {secret}"),
                        Feed.Access.PUBLIC,
                        null,
                        false));
        assertThat(feed.expect()).isEqualTo(Duration.ofDays(1));
        assertThat(feed.brake()).isEqualTo(new Feed.Brake(0.2, 3, 500, 0.4, 0.2, 0.3));
        assertThat(feed.trust()).isEqualTo(new Feed.Trust(50, Map.of("hours", 80)));
        assertThat(feed.table()).isEqualTo(new Feed.Table("windows-1252", ";", null));
        assertThat(feed.mapping()).endsWith("caritas.jslt");
        assertThat(feed.secret()).isEqualTo("caritas-token");
    }

    @Test
    void knowsWhenADeliveryIsDueAlsoWhenClocksChange() {
        var release = new Feed.Release(false, LocalTime.of(2, 30));

        assertThat(release.due(Instant.parse("2026-11-20T00:00:00Z"))).isEqualTo("2026-11-20T01:30:00Z");
        assertThat(release.due(Instant.parse("2026-11-20T01:31:00Z"))).isEqualTo("2026-11-21T01:30:00Z");
        assertThat(release.due(Instant.parse("2026-03-28T23:30:00Z")))
                .as("there is no half past two that night")
                .isEqualTo("2026-03-29T01:30:00Z");
        assertThat(Feed.Release.NOW.due(Instant.EPOCH)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void fillsInWhatAFeedFileLeavesOut() {
        var feed = Feeds.load(EXAMPLES.resolve("valid")).find("push").orElseThrow();

        assertThat(feed)
                .isEqualTo(new Feed(
                        "push",
                        "Liefert selbst",
                        null,
                        Feed.Format.HSDS,
                        null,
                        "push",
                        Feed.Deliveries.SNAPSHOT,
                        null,
                        null,
                        URI.create("http://dcat-ap.de/def/licenses/dl-zero-de/2.0"),
                        null,
                        null,
                        null,
                        Feed.Brake.DEFAULT,
                        Feed.Trust.DEFAULT,
                        "de",
                        Feed.Table.DETECT,
                        null,
                        Feed.Alerts.ON_ERROR,
                        null,
                        Collections.emptySortedMap(),
                        List.of(),
                        Feed.Release.NOW,
                        Collections.emptySortedSet()));
    }

    @Test
    void readsTheTablesBesideAFeedFile() {
        var feed = Feeds.load(EXAMPLES.resolve("valid")).find("awo-neu").orElseThrow();

        assertThat(feed.takesOver())
                .isEqualTo(new Feed.TakeOver("awo", new TreeMap<>(Map.of("A-17", "9c1b", "A-18", "9c1c"))));
        assertThat(feed.words())
                .containsExactly(
                        Map.entry("Kidstreff", List.of("zielgruppe/kinder", "generation/kinder")),
                        Map.entry("Schuldenhilfe", List.of("thema/schulden")),
                        Map.entry("Sonstiges", List.of()));
    }

    @Test
    void takesEveryValidExample() {
        var feeds = Feeds.load(EXAMPLES.resolve("valid"));

        assertThat(feeds.problems()).isEmpty();
        assertThat(feeds.feeds())
                .extracting(Feed::id)
                .containsExactly("caritas", "awo-neu", "push", "schnittstelle", "sftp", "verband");
    }

    @Test
    void saysOfEveryInvalidExampleWhatIsWrongAndWhere() {
        assertThat(Feeds.load(EXAMPLES.resolve("invalid")).problems())
                .extracting(FeedProblem::toString)
                .containsExactly(
                        "invalid/dauer.yaml, Zeile 4: every: erwartet wird eine Dauer wie PT6H, gefunden „6 Stunden“",
                        "invalid/ohne-zuordnung.yaml, Zeile 1: mapping fehlt: erwartet wird der Name einer JSLT-Datei"
                                + " neben dieser Datei wie caritas.jslt",
                        "invalid/tippfehler.yaml, Zeile 1: licence fehlt: erwartet wird die Adresse einer Lizenz wie"
                                + " http://dcat-ap.de/def/licenses/dl-by-de/2.0",
                        "invalid/tippfehler.yaml, Zeile 4: „licenze“ ist unbekannt; gemeint ist vielleicht „licence“",
                        "invalid/woerter-ohne-ueberschrift.yaml, Zeile 6: words: die erste Zeile von „woerter.csv“ muss"
                                + " die Überschriften „wort“ und „begriffe“ haben",
                        "invalid/woerter-ohne-ueberschrift.yaml, Zeile 7: ids: die Datei „fehlt.csv“ liegt nicht neben"
                                + " dieser Datei",
                        "invalid/zwei-organisationen.yaml, Zeile 4: organizations: erwartet wird {one: Kennung} oder"
                                + " {column: Spalte, allowed: [Kennung, …]}, gefunden"
                                + " „{\"one\":\"caritas\",\"column\":\"traeger\"}“");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            fetch: {url: "file:x.json", every: PT0S}        | 4 | every: erwartet wird eine Dauer wie PT6H, gefunden „PT0S“
            fetch: {url: "ftp://example.org", every: PT6H}  | 4 | url: erwartet wird eine Adresse mit https:, http:, sftp: oder file:, gefunden „ftp://example.org“
            fetch: {url: "https://u:p@example.org/", every: PT6H} | 4 | url: „https://u:p@example.org/“ ist keine gültige Adresse; Kennwörter gehören nicht hinein
            fetch: {url: "https://example.org"}             | 4 | every fehlt: erwartet wird eine Dauer wie PT6H
            trust: hoch                                     | 4 | trust: erwartet wird eine ganze Zahl von 0 bis 100 wie 50 oder {default: 50, hours: 80} für name, status, url, hours, cost, languages und ages, gefunden „hoch“
            trust: {stunden: 80}                            | 4 | trust: erwartet wird eine ganze Zahl von 0 bis 100 wie 50 oder {default: 50, hours: 80} für name, status, url, hours, cost, languages und ages, gefunden „{"stunden":80}“
            trust: {hours: 300}                             | 4 | hours: erwartet wird eine ganze Zahl von 0 bis 100, gefunden „300“
            brake: {deletions: 20}                          | 4 | deletions: erwartet wird ein Anteil von 0 bis 1 wie 0.2, gefunden „20“
            organizations: {column: t, allowed: [1]}        | 4 | 0: erwartet wird die Kennung einer Organisation; Zahlen in Anführungszeichen, gefunden „1“
            organizations: {one: a, allowed: [b]}           | 4 | organizations: erwartet wird {one: Kennung} oder {column: Spalte, allowed: [Kennung, …]}
            table: {encoding: latein}                       | 4 | encoding: den Zeichensatz „latein“ gibt es nicht; üblich sind UTF-8 und windows-1252
            records: data                                   | 4 | records: erwartet wird ein JSON Pointer wie /data/items, bei XML ein Weg wie /angebote/angebot, gefunden „data“
            secret: ../schluessel                           | 4 | secret: erwartet wird der Name einer Datei im Ordner HILFENETZ_SECRETS wie caritas-token, gefunden „../schluessel“
            language:                                       | 4 | language: erwartet wird ein Sprachkürzel wie de, gefunden nichts
            mapping: nirgends.jslt                          | 4 | mapping: die Datei „nirgends.jslt“ liegt nicht neben dieser Datei
            title: Noch einmal                              | 4 | „title“ steht zweimal da; bitte eines entfernen
            attribution: [offen                             | 5 | kein gültiges YAML; bitte Einrückung, Doppelpunkte und Anführungszeichen prüfen
            attribution: *quelle                            | 4 | Verweise (*quelle) sind hier nicht vorgesehen; bitte den Wert ausschreiben
            xyzzy: 1                                        | 4 | „xyzzy“ ist unbekannt; möglich sind id, title,
            """)
    void namesLineValueAndExpectation(String wrong, int line, String words) throws IOException {
        write("a.yaml", "id: a\ntitle: A\nformat: hsds\n" + wrong + "\n" + LICENCE);

        var feeds = Feeds.load(folder);

        assertThat(feeds.feeds()).isEmpty();
        assertThat(feeds.problems().getFirst().line()).isEqualTo(line);
        assertThat(feeds.problems().getFirst().german()).startsWith(words);
        assertThat(feeds.problems().getFirst().english()).isNotBlank().doesNotContain("erwartet");
    }

    @Test
    void letsTheOthersRunWhenOneFileIsWrong() throws IOException {
        write("a.yaml", "id: [");
        write("b.yml", "id: b\ntitle: B\nformat: hsds\n" + LICENCE);
        write("c.yaml", "");
        write("d.txt", "kein Feed");

        var feeds = Feeds.load(folder);

        assertThat(feeds.feeds()).extracting(Feed::id).containsExactly("b");
        assertThat(feeds.problems()).hasSize(2);
    }

    @Test
    void takesTheFirstOfTwoFilesThatClaimOneId() throws IOException {
        write("a.yaml", "id: gleich\ntitle: Erste\nformat: hsds\n" + LICENCE);
        write("b.yaml", "title: Zweite\nid: gleich\nformat: hsds\n" + LICENCE);

        var feeds = Feeds.load(folder);

        assertThat(feeds.feeds()).extracting(Feed::title).containsExactly("Erste");
        assertThat(feeds.problems().getFirst().line()).isEqualTo(2);
        assertThat(feeds.problems().getFirst().english())
                .isEqualTo("id: the feed in a.yaml is called “gleich” already");
    }

    @ParameterizedTest
    @CsvSource({
        "file:lieferungen/angebote.csv, lieferungen/angebote.csv",
        "file:./x.csv, x.csv",
        "file:../x.csv, ../x.csv",
        "file:meine%20Daten/Süd.csv, meine Daten/Süd.csv",
        "file:meine Daten/Süd.csv, meine Daten/Süd.csv",
        "file:/srv/x.csv, /srv/x.csv",
        "file:///srv/x.csv, /srv/x.csv",
    })
    void resolvesFilesFromTheFolderOfTheFeedFile(String url, String path) throws IOException {
        write("a.yaml", "id: a\ntitle: A\nformat: hsds\nfetch: {url: \"" + url + "\", every: PT20H}\n" + LICENCE);

        var feed = Feeds.load(folder).find("a").orElseThrow();

        assertThat(Path.of(
                        feed.fetch() == null
                                ? URI.create("file:/")
                                : feed.fetch().url()))
                .isEqualTo(folder.toAbsolutePath().resolve(path).normalize());
        assertThat(feed.expect()).isEqualTo(Duration.ofHours(40));
    }

    @Test
    void saysWhichFolderIsMissing() {
        assertThat(Feeds.load(folder.resolve("fehlt")).problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.toString()).contains("fehlt").contains("HILFENETZ_FEEDS"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource({
        "http://dcat-ap.de/def/licenses/dl-by-de/2.0, http://dcat-ap.de/def/licenses/dl-by-de/2.0",
        "https://www.govdata.de/dl-de/by-2-0, http://dcat-ap.de/def/licenses/dl-by-de/2.0",
        "http://dcat-ap.de/def/licenses/dl-zero-de/2_0, http://dcat-ap.de/def/licenses/dl-zero-de/2.0",
        "https://creativecommons.org/publicdomain/zero/1.0/, http://dcat-ap.de/def/licenses/cc-zero",
        "https://creativecommons.org/licenses/by/4.0/, http://dcat-ap.de/def/licenses/cc-by/4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/, ",
        "https://creativecommons.org/licenses/by-nc/4.0/, ",
        "https://opendatacommons.org/licenses/odbl/1-0/, ",
        "https://beispielverein.example.org/agb, "
    })
    void onlyLicencesThatMayBeMergedAreTaken(String address, @Nullable String licence) {
        assertThat(Licences.find(address).map(URI::toString)).isEqualTo(Optional.ofNullable(licence));
    }
}
