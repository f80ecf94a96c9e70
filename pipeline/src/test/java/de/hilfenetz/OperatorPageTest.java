package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.journal.PushKey;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.protect.Rulings;
import de.hilfenetz.record.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An operator decides in a browser, against everything as it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorPageTest {

    private static final Pattern MARK = Pattern.compile("name=\"marke\" value=\"([0-9a-f]{64})\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> keys = new ArrayList<>();
    private RunningService service;
    private Serving serving;

    @BeforeAll
    void serve(@TempDir Path home) throws IOException {
        var mapping = "{\"kind\": \"service\", \"id\": .id, \"name\": .name, \"phone\": .tel,"
                + " \"ages\": {\"min\": .von, \"max\": .bis}}";
        service = new RunningService(
                home, mapping, Map.of("a", "title: Beispielverein", "b", "title: Beispielverein\ndeliveries: delta"));
        serving = service.start();
        keys.add(service.addKey(PushKey.OPERATOR));
        keys.add(service.addKey("a"));
    }

    @AfterAll
    void stop() throws IOException {
        client.close();
        service.close();
    }

    @Test
    void opensOnlyByTheOperatorsKey() throws Exception {
        var stranger = client.send(
                HttpRequest.newBuilder(serving.address().resolve("betrieb"))
                        .header("Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(asked -> assertThat(asked).startsWith("Basic "));
        assertThat(stranger.body()).doesNotContain("Angehaltene Löschungen");
        assertThat(get(keys.get(1)).statusCode()).as("a feed's key").isEqualTo(403);
        var page = get(keys.get(0));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.body())
                .contains("Angehaltene Löschungen", "Zurückgestellt", "Wahrscheinlich doppelt", "Schlüssel")
                .doesNotContain(keys.get(0), keys.get(1));
    }

    @Test
    void takesNoFormThatWasNotOnItsOwnPage() throws Exception {
        assertThat(post(keys.getFirst(), "was=confirm&nummer=1").statusCode()).isEqualTo(403);
        assertThat(post(keys.getFirst(), "was=confirm&nummer=1&marke=" + "0".repeat(64))
                        .statusCode())
                .isEqualTo(403);
        assertThat(decide("was=alles").statusCode()).isEqualTo(400);
        assertThat(decide("was=confirm&nummer=--help").statusCode()).isEqualTo(400);
    }

    @Test
    void confirmsRemovalsReleasesRecordsAndRevokesKeys() throws Exception {
        deliver(offers(40, ""));
        deliver(offers(15, "27,12"));
        var page = get(keys.get(0)).body();
        assertThat(page).contains("Wir haben 25 Löschungen angehalten", "liste.csv, Zeile 2: alter-verkehrt");
        assertThat(live()).isEqualTo(40);

        var run = serving.installation().journal().runs("a").getFirst().id();
        assertThat(decide("was=confirm&nummer=" + run).body()).contains("Bestätigt: 25");
        assertThat(live()).isEqualTo(15);
        var again = decide("was=confirm&nummer=" + run);
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("note bad");

        var held = serving.installation().journal().quarantine("a").getFirst().id();
        assertThat(decide("was=release&nummer=" + held + "&grund=").statusCode())
                .isEqualTo(400);
        assertThat(decide("was=release&nummer=" + held + "&grund=" + encode("Träger hat angerufen"))
                        .body())
                .contains("Freigegeben");

        serving.installation().journal().addKey("a", new SecureRandom(), keys::add);
        assertThat(decide("was=revoke&nummer=3").statusCode()).isEqualTo(200);
        assertThat(serving.installation().journal().useKey(keys.get(2))).isEmpty();
    }

    @Test
    void showsWhatWaitsWhateverCameAfterIt() throws Exception {
        service.deliver("b", "id,name,von,bis\n" + offers(40, "") + "\n");
        service.deliver("b", "id,name,von,bis\n" + offers(40, "").replace("Angebot", "Umbenannt") + "\n");
        service.deliver("b", "<html>Anmelden");
        service.deliver("b", "id,name,von,bis\n1,Jugendtreff,,\n");
        var journal = serving.installation().journal();
        var held =
                "d" + journal.undecided("b", RunSummary.State.HELD).getFirst().delivery();
        var failed =
                "d" + journal.undecided("b", RunSummary.State.BROKEN).getFirst().delivery();

        assertThat(get(keys.get(0)).body())
                .contains("name=\"nummer\" value=\"" + held + "\"", "name=\"nummer\" value=\"" + failed + "\"");
        assertThat(decide("was=retry&nummer=" + failed).statusCode())
                .as("it is as it was")
                .isEqualTo(422);
        assertThat(decide("was=release&nummer=" + held + "&grund=gewollt").body())
                .contains("Freigegeben")
                .doesNotContain("value=\"" + held + "\"");
    }

    @Test
    void needsTwoPersonsForAProtectedAddress() throws Exception {
        deliver(offers(40, ""));
        var ids = new ArrayList<String>();
        try (var snapshot = serving.installation().journal().snapshot()) {
            snapshot.forEach(Kind.SERVICE, version -> ids.add(version.id().toString()));
        }
        var form = "was=address&datensatz=" + ids.getFirst() + "&grund=umgezogen&bis=2126-01-31";

        assertThat(decide(form + "&rolle=alle&person=X").statusCode()).isEqualTo(400);
        assertThat(decide(form + "&rolle=provider&person=Leitung").body()).contains("Festgehalten", "bleibt geschützt");
        assertThat(get(keys.getFirst()).body())
                .contains("Warten auf eine zweite Person", ">Angebot ", "Leitung hat für den Träger am ")
                .contains("bis 2126-01-31.", "Es fehlt eine Stimme für die Redaktion")
                .contains("name=\"rolle\" value=\"editor\"");
        assertThat(decide(form + "&rolle=editor&person=Redaktion").body())
                .as("two names, one key")
                .contains("Festgehalten", "bleibt geschützt");
        assertThat(isReleased(ids.getFirst())).isFalse();

        var other = service.addKey(PushKey.OPERATOR);
        assertThat(decide(other, form + "&rolle=editor&person=Redaktion").body())
                .contains("Festgehalten")
                .doesNotContain("bleibt geschützt", "Warten auf eine zweite Person");
        assertThat(isReleased(ids.getFirst())).isTrue();
    }

    @Test
    void withdrawsOnlyWhatSomebodyConfirmed() throws Exception {
        deliver(offers(40, ""));
        var id = service("Angebot 7");
        var asked = decide("was=ask-withdraw&grund=Gefahr&datensatz="
                + encode(serving.address().resolve("angebote/" + id).toString()));
        assertThat(asked.body())
                .contains("Wirklich zurückziehen?", "Betroffen ist ein Angebot: Angebot 7 (Datenquelle a).")
                .contains("name=\"datensatz\" value=\"" + id + "\"", "name=\"grund\" value=\"Gefahr\"")
                .contains("<option value=\"\" selected>der ganze Eintrag</option>", "<option value=\"status\">");
        assertThat(isPublic(id)).isTrue();

        assertThat(decide("was=withdraw&grund=Gefahr&datensatz=" + id + "&angabe=" + encode("--lift"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(decide("was=withdraw&grund=Gefahr&angabe=&datensatz=" + id).body())
                .contains("Zurückgezogen: " + id);
        assertThat(isPublic(id)).isFalse();
        assertThat(decide("was=ask-withdraw&grund=Gefahr&datensatz=" + UUID.randomUUID())
                        .body())
                .contains("Öffentlich ist zurzeit kein Eintrag");
    }

    /** What editors keep has no page of its own to lead to. */
    @Test
    void standsWhereEntriesOfEditorsWait(@TempDir Path other) throws Exception {
        try (var editors = new RunningService(other, "{}", Map.of("redaktion", "title: Redaktion\nformat: folder"))) {
            var running = editors.start();
            var key = editors.addKey(PushKey.OPERATOR);
            editors.deliver("redaktion", "inhalt.zip", announcements(40));
            editors.deliver("redaktion", "inhalt.zip", announcements(1));
            var address = running.address().resolve("betrieb");
            var page = client.send(request(address, key).build(), BodyHandlers.ofString());
            var mark = MARK.matcher(page.body());

            assertThat(page.body()).contains("Wir haben 39 Löschungen angehalten", "Hinweis 7");
            assertThat(mark.find()).isTrue();
            var id = running.installation()
                    .journal()
                    .listParkedRemovals(running.installation()
                            .journal()
                            .parked("redaktion")
                            .getFirst()
                            .id())
                    .getFirst();
            var asked = client.send(
                    request(address, key)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(
                                    "was=ask-withdraw&grund=x&datensatz=" + id + "&marke=" + mark.group(1)))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(asked.body()).contains("Betroffen ist ein Eintrag der Redaktion: Hinweis ");
        }
    }

    private static byte[] announcements(int count) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var i = 0; i < count; i++) {
                zip.putNextEntry(new ZipEntry("announcement/a-" + i + ".yaml"));
                zip.write("title: Hinweis %d\nfrom: 2026-11-23\nuntil: 2026-11-24\n"
                        .formatted(i)
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void forgetsOnlyTheDeliverySomebodyConfirmed() throws Exception {
        deliver(offers(40, ""));
        deliver(offers(40, "").replace("Angebot 8", "Frau Muster"));
        var mistaken = serving.installation().journal().runs("a").getFirst().delivery();
        var id = service("Frau Muster");
        assertThat(decide("was=ask-forget&grund=Klientendaten&nummer=" + mistaken)
                        .body())
                .contains("Lieferung wirklich löschen?", "Lieferung " + mistaken + " der Datenquelle a, empfangen am ")
                .contains("name=\"nummer\" value=\"" + mistaken + "\"");
        assertThat(isPublic(id)).isTrue();

        assertThat(decide("was=forget&grund=Klientendaten&nummer=" + mistaken).body())
                .contains("Gelöscht: Lieferung " + mistaken);
        assertThat(service("Angebot 8")).as("what it said before").isEqualTo(id);
        assertThat(decide("was=ask-forget&grund=x&nummer=4711").statusCode()).isEqualTo(422);
    }

    @Test
    void saysInWordsHowItIsDoing() throws Exception {
        deliver(offers(40, ""));
        assertThat(get(keys.getFirst()).body())
                .contains("Wie es läuft", "Er antwortet (/gesund).", "Keine Lieferung wartet auf Verarbeitung.")
                .containsPattern("<dt>Speicherplatz</dt><dd>.*[KMG]B frei")
                .containsPattern("<dt>Abfragen</dt><dd>.*Prozess");
        var english = client.send(
                request(keys.getFirst())
                        .uri(serving.address().resolve("en/betrieb"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(english.body()).contains("How it is doing", "It answers (/gesund).", "action=\"/en/betrieb\"");
    }

    @Test
    void saysWhoCanDoSomethingAboutWhatIsHeld() throws Exception {
        deliver(offers(40, "") + "\n95,Beratung bei häuslicher Gewalt,,\n96,,,");
        assertThat(get(keys.getFirst()).body())
                .contains("Beratungsstelle oder Schutzunterkunft?", "Der Träger muss es berichtigen.");
    }

    @Test
    void showsWhatLooksLikeOneThingSideBySide() throws Exception {
        service.deliver("a", "id,name,tel\n90,Kleiderkammer Eller,0221 4710120\n");
        service.deliver("b", "id,name,tel\n91,Kleiderkammer Eller,0221 4710120\n");
        assertThat(decide("was=search").body())
                .contains("Gleich oder ähnlich: Name, Telefon (")
                .containsPattern(
                        "<th scope=\"row\">Telefon</th><td[^>]*><p>0221 4710120</p></td><td[^>]*><p>0221 4710120</p>")
                .containsPattern(
                        "<th scope=\"row\">Datenquelle</th><td[^>]*><p>[ab]</p></td><td[^>]*><p>[ab]</p></td>");
    }

    /** The public service of that name. */
    private UUID service(String name) {
        try (var snapshot = serving.installation().journal().snapshot()) {
            var ids = new ArrayList<UUID>();
            snapshot.forEach(Kind.SERVICE, version -> {
                if (version.entry().name().best().equals(name)) {
                    ids.add(version.id());
                }
            });
            return ids.getFirst();
        }
    }

    private boolean isPublic(UUID service) {
        try (var snapshot = serving.installation().journal().snapshot()) {
            return snapshot.find(service).isPresent();
        }
    }

    private boolean isReleased(String service) {
        var journal = serving.installation().journal();
        return new Rulings(journal.rulings()).isReleased(UUID.fromString(service), LocalDate.of(2026, 12, 1));
    }

    /** So many; the first with these ages. */
    private static String offers(int number, String ages) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(i -> i + ",Angebot " + i + "," + (i == 1 && !ages.isEmpty() ? ages : ","))
                .collect(Collectors.joining("\n"));
    }

    private long live() {
        return serving.installation().journal().feedStates().stream()
                .mapToLong(state -> state.live())
                .sum();
    }

    private void deliver(String rows) throws IOException {
        service.deliver("a", "id,name,von,bis\n" + rows + "\n");
    }

    private HttpResponse<String> decide(String form) throws Exception {
        return decide(keys.getFirst(), form);
    }

    private HttpResponse<String> decide(String key, String form) throws Exception {
        var mark = MARK.matcher(get(key).body());
        assertThat(mark.find()).isTrue();
        return post(key, form + "&marke=" + mark.group(1));
    }

    private HttpResponse<String> get(String key) throws Exception {
        return client.send(request(key).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String key, String form) throws Exception {
        return client.send(
                request(key)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String key) {
        return request(serving.address().resolve("betrieb"), key);
    }

    private static HttpRequest.Builder request(URI address, String key) {
        var pair = Base64.getEncoder().encodeToString(("betrieb:" + key).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(address).header("Accept", "text/html").header("Authorization", "Basic " + pair);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
