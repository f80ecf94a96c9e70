package de.hilfenetz;

import static de.hilfenetz.Patience.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.journal.Waiver;
import de.hilfenetz.journal.Way;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Service;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A volunteer without a system: a mail with an address, a workbook, two clicks (users.md J6). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryLinkTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private RunningService service;
    private Serving serving;
    private String verein = "";
    private String link = "";

    @BeforeAll
    void serve(@TempDir Path home) throws IOException {
        Files.createDirectories(home.resolve("feeds"));
        for (var feed : Map.of(
                        "verein", "Frühstücksverein Eller",
                        "gemeinde", "Gemeinde Garath",
                        "jugend", "Jugendverein Hassels",
                        "luecke", "Verein mit einer Lücke",
                        "bedaechtig", "Bedächtig\nrelease: confirmed")
                .entrySet()) {
            Files.writeString(
                    home.resolve("feeds/" + feed.getKey() + ".yaml"), """
                    id: %s
                    title: %s
                    organizations: {one: verein}
                    format: xlsx
                    licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                    """.formatted(feed.getKey(), feed.getValue()));
        }
        service = new RunningService(
                home,
                ".",
                Map.of(
                        "verband", "title: Beispielverband\nrelease: confirmed",
                        "unruhig", "title: Unruhig\nrelease: confirmed",
                        "stueckweise", "title: Stückweise\nrelease: confirmed\ndeliveries: delta",
                        "erprobt", "title: Erprobt"));
        serving = service.start();
        verein = address("verein");
    }

    @BeforeEach
    void visit() {
        link = verein;
    }

    @AfterAll
    void stop() throws IOException {
        client.close();
        service.close();
    }

    @Test
    void fillsInAWorkbookAndSeesItPublicAfterAYes() throws Exception {
        assertThat(get(link).body()).contains("Excel-Datei mit Ihren Einträgen", "noch nichts öffentlich");
        var empty = rows();
        assertThat(empty).as("headings only").hasSize(1);

        var filled = new ArrayList<>(empty);
        filled.add(row(
                empty,
                Map.of(
                        "Angebot", "Frühstück für alle",
                        "Themen", "Mittagstisch",
                        "Telefon", "0221 4710123",
                        "Öffnungszeiten", "Mo-Fr 9-12 Uhr, Do auch 14-17 Uhr",
                        "Straße und Hausnummer", "Beispielstraße 1-5",
                        "Postleitzahl", "40227",
                        "Sprachen", "Deutsch, Türkisch",
                        "Ohne Termin", "ja",
                        "Aufzug", "eingeschränkt",
                        "Geprüft am", "1.11.2026")));
        filled.add(row(empty, Map.of("Angebot", "Spielenachmittag", "Telefon", "0221 4710124")));
        var asked = upload(filled);
        assertThat(asked).contains("Neu gemeldet: Frühstück für alle", "Neu gemeldet: Spielenachmittag");
        assertThat(own()).as("nothing is kept before the yes").isEmpty();
        yes(asked);
        until(() -> own().size() == 2);

        var first = only("Frühstück für alle");
        assertThat(first.topics()).containsExactly("mittagstisch");
        assertThat(hours(first)).isEqualTo("Mo-Fr 09:00-12:00, Th 14:00-17:00");
        assertThat(first.access()).containsOnlyKeys("ohne-termin");

        var kept = rows();
        assertThat(upload(kept)).contains("ändert diese Datei nichts").doesNotContain("name=\"inhalt\"");

        var hours = headings(kept).indexOf("Öffnungszeiten");
        assertThat(kept.get(1)).contains("Mittagstisch", "Beispielstraße 1-5", "eingeschränkt", "01.11.2026");
        assertThat(kept.get(1).get(hours)).isEqualTo("Mo-Fr 9-12 Uhr, Do auch 14-17 Uhr");
        kept.get(1).set(hours, "Mo-Fr 9-13 Uhr");
        var changed = upload(kept);
        assertThat(changed).contains("Geändert: Frühstück für alle (Öffnungszeiten)");
        yes(changed);
        until(() -> hours(only("Frühstück für alle")).equals("Mo-Fr 09:00-13:00"));
        assertThat(only("Frühstück für alle").id()).isEqualTo(first.id());

        kept.remove(2);
        var shorter = upload(kept);
        assertThat(shorter).contains("Nicht mehr gemeldet: Spielenachmittag");
        yes(shorter);
        until(() -> own().size() == 1);
    }

    @Test
    void tellsWhatIsWrongBeforeAnythingIsKept() throws Exception {
        var rows = new ArrayList<>(rows());
        rows.add(row(rows, Map.of("Angebot", "Beratung", "Telefon", "keine Ahnung")));

        assertThat(upload(rows)).contains("telefon-unlesbar", "keine Ahnung", "Neu gemeldet: Beratung");
        assertThat(get(link.replaceFirst("..$", "xx") + "/angebote.xlsx").statusCode())
                .isEqualTo(404);
    }

    @Test
    void releasesADeliveryThatWaitsForItsProvidersYes() throws Exception {
        var sheet = "kind,id,name,phone\nservice,1,Beratung Itter,0221 4710123\n";
        var address = serving.installation()
                .address(serving.installation().journal().addLink("verband"))
                .replaceFirst("^http://[^/]+", "");
        service.deliver("verband", sheet);
        assertThat(get(address).body()).contains("wartet auf Ihre Freigabe", "Ja, diese Lieferung ist gewollt");

        assertThat(post(address + "/freigeben").statusCode())
                .as("nobody knows what was meant")
                .isEqualTo(422);
        assertThat(yesToDelivery(address)).isEqualTo(303);
        assertThat(only("Beratung Itter").feed()).isEqualTo("verband");

        service.deliver("verband", sheet.replace("Itter", "Himmelgeist"));
        var key = service.addKey("verband");
        assertThat(release("verband", 2, service.addKey("erprobt"))).isEqualTo(403);
        assertThat(release("verband", 7, key)).isEqualTo(422);
        var last = serving.installation()
                .journal()
                .recentRuns("verband", 1)
                .getFirst()
                .delivery();
        assertThat(release("verband", last, key)).isEqualTo(202);
        assertThat(only("Beratung Himmelgeist").feed()).isEqualTo("verband");
        assertThat(release("verband", last, key)).as("it waits no more").isEqualTo(422);
    }

    @Test
    void canStillReleaseADeliveryAfterOthersWereLookedAt() throws Exception {
        service.deliver("unruhig", "kind,id,name,phone\nservice,1,Beratung Rath,0221 4710123\n");
        var address = address("unruhig");
        assertThat(yesToDelivery(address)).isEqualTo(303);
        service.deliver("unruhig", "kind,id,name,phone\nservice,1,Beratung Lierenfeld,0221 4710123\n");
        var waiting = get(address).body();
        processAgain(only("Beratung Rath"));
        service.deliver("unruhig", "<html>Wartung</html>");

        assertThat(get(address).body())
                .contains("Ja, diese Lieferung ist gewollt", "ließ sich nicht lesen")
                .contains(lieferung(waiting));
        assertThat(yesToDelivery(address)).isEqualTo(303);
        assertThat(only("Beratung Lierenfeld").feed()).isEqualTo("unruhig");
        assertThat(get(address).body()).doesNotContain("/freigeben");
    }

    @Test
    void releasesAllThatWaitsOfAFeedThatTellsOnlyWhatChanged() throws Exception {
        var head = "kind,id,name,phone\n";
        var phone = ",0221 4710123\n";
        service.deliver("stueckweise", head + "service,a,Alt A" + phone + "service,b,Alt B" + phone);
        var address = address("stueckweise");
        yesToDelivery(address);
        service.deliver("stueckweise", head + "service,a,Neu A" + phone + "service,b,Neu B" + phone);
        service.deliver("stueckweise", head + "service,a,Neuer A" + phone);

        assertThat(get(address).body()).contains("alle freigeben");
        assertThat(yesToDelivery(address)).isEqualTo(303);

        assertThat(names("stueckweise")).containsExactly("Neu B", "Neuer A");

        service.deliver("stueckweise", head + "service,a,Zurück A" + phone + "service,b,Drei B" + phone);
        service.deliver("stueckweise", head + "service,a,Vier A" + phone);
        var last = lieferung(get(address).body());
        var number = Integer.parseInt(last.replaceAll("\\D", ""));
        operate("d" + number);
        assertThat(names("stueckweise")).containsExactly("Neu B", "Vier A");
        operate("d" + (number - 1));
        assertThat(names("stueckweise"))
                .as("what came later stays, what else was said is there")
                .containsExactly("Drei B", "Vier A");
    }

    @Test
    void handsOutNoWorkbookThatWouldLoseTheWordsThatProtect() throws Exception {
        link = address("gemeinde");
        var rows = new ArrayList<>(rows());
        var address = Map.of("Straße und Hausnummer", "Beispielstraße 8", "Postleitzahl", "40227");
        rows.add(row(rows, with(address, "Angebot", "Gemeindetreff", "Themen", "Beratung; Jüdische Sozialarbeit")));
        yes(upload(rows));
        until(() -> names("gemeinde").equals(List.of("Gemeindetreff")));
        assertThat(only("Gemeindetreff").at()).as("no address without a yes").isEmpty();

        assertThat(get(link).body()).contains("ohne Anschrift").doesNotContain("angebote.xlsx", "name=\"datei\"");
        assertThat(get("/en" + link).body()).contains("without an address");
        assertThat(get(link + "/angebote.xlsx").statusCode()).isEqualTo(404);
        assertThat(send(rows).statusCode()).isEqualTo(404);
    }

    @Test
    void handsOutNoWorkbookThatSaysLessThanIsPublic() throws Exception {
        link = address("jugend");
        var source = requireNonNull(serving.installation().sources().get("jugend"));
        var sheet = JsonNodeFactory.instance.arrayNode();
        sheet.addArray().add("kind").add("id").add("name").add("minAge").add("maxAge");
        sheet.addArray()
                .add("service")
                .add("1")
                .add("Jugendtreff Hassels")
                .add("12")
                .add("27");
        deliver(source, Sheets.workbook(new TreeMap<>(Map.of("Angebote", sheet))));
        assertThat(requireNonNull(only("Jugendtreff Hassels").ages()).min()).isEqualTo(12);

        assertThat(get(link).body())
                .contains("mehr, als darin Platz hat", "Geändert: Jugendtreff Hassels (Alter)")
                .doesNotContain("angebote.xlsx");
        assertThat(get(link + "/angebote.xlsx").statusCode()).isEqualTo(404);
    }

    @Test
    void forgetsNoRowThatIsHeldWithoutAWord() throws Exception {
        link = address("luecke");
        var rows = new ArrayList<>(rows());
        rows.add(row(rows, Map.of("Angebot", "Nähcafé", "Themen", "Nähen für alle; Mittagstisch")));
        rows.add(row(rows, Map.of("Kennung", "2", "Telefon", "0221 4710123")));
        yes(upload(rows));
        until(() -> !serving.installation().journal().quarantine("luecke").isEmpty());

        assertThat(get(link).body())
                .contains("zurückgestellt, also nicht öffentlich", "Zeile 3", "name=\"datei\"")
                .doesNotContain("angebote.xlsx");
        rows.remove(2);
        rows.add(row(rows, Map.of("Angebot", "Chor")));
        var asked = upload(rows);
        assertThat(asked).contains("entfällt mit Ihrem Ja", "Zeile 3");
        yes(asked);
        until(() -> names("luecke").size() == 2);
        assertThat(rows().get(2)).as("own words stay").contains("Mittagstisch; Nähen für alle");
    }

    @Test
    void handsOutNoWorkbookWithoutWhatIsWaiting() throws Exception {
        link = address("bedaechtig");
        var rows = new ArrayList<>(rows());
        rows.add(row(rows, Map.of("Angebot", "Lesekreis")));
        yes(upload(rows));
        until(() -> get(link).body().contains("name=\"lieferung\""));

        assertThat(get(link).body())
                .contains("noch nicht öffentlich", "name=\"datei\"")
                .doesNotContain("angebote.xlsx");
        assertThat(yesToDelivery(link)).isEqualTo(303);
        assertThat(rows()).hasSize(2);
    }

    private static Map<String, String> with(Map<String, String> some, String... more) {
        var all = new TreeMap<>(some);
        for (var i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private void deliver(Intake.Source source, byte[] workbook) throws IOException {
        serving.installation().receive(source.feed(), "liste.xlsx", null, Way.PUSH, new ByteArrayInputStream(workbook));
        serving.whileIdle(serving.installation()::process);
    }

    private void operate(String delivery) throws Exception {
        var id = Integer.parseInt(delivery.substring(1));
        var installation = serving.installation();
        var held = installation.journal().getDelivery(id);
        new Decisions(installation)
                .release(held, new Waiver(held.feed(), id, null, null, List.of(), "Betrieb", "gewollt", Instant.EPOCH));
    }

    private void processAgain(Service entry) {
        var installation = serving.installation();
        var journal = installation.journal();
        var settled = journal.runs(entry.feed()).stream()
                .filter(run -> run.number() != null)
                .findFirst()
                .orElseThrow();
        installation.process(
                journal.getDelivery(settled.delivery()),
                requireNonNull(installation.sources().get(entry.feed())));
    }

    private String address(String feed) {
        return serving.installation()
                .address(serving.installation().journal().addLink(feed))
                .replaceFirst("^http://[^/]+", "");
    }

    private static String lieferung(String page) {
        var field = Pattern.compile("name=\"lieferung\" value=\"\\d+\"").matcher(page);
        assertThat(field.find()).as(page).isTrue();
        return field.group();
    }

    private int yesToDelivery(String address) throws Exception {
        var number = lieferung(get(address).body()).replaceAll("\\D", "");
        return client.send(
                        request(address + "/freigeben")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("lieferung=" + number))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private List<String> names(String feed) {
        return services().stream()
                .filter(service -> service.feed().equals(feed))
                .map(service -> service.name().best())
                .sorted()
                .toList();
    }

    private int release(String feed, int delivery, String key) throws Exception {
        return client.send(
                        request("/api/v1/feeds/" + feed + "/runs/d" + delivery + "/release")
                                .header("Authorization", "Bearer " + key)
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private List<String> headings(List<List<String>> rows) {
        return rows.getFirst();
    }

    private static List<String> row(List<List<String>> rows, Map<String, String> values) {
        return new ArrayList<>(rows.getFirst().stream()
                .map(heading -> values.getOrDefault(heading, ""))
                .toList());
    }

    /** The cells of the workbook as it is handed out. */
    private List<List<String>> rows() throws Exception {
        var bytes = client.send(request(link + "/angebote.xlsx").build(), BodyHandlers.ofByteArray())
                .body();
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
            var sheet = workbook.getFirstSheet();
            assertThat(workbook.getSheets().skip(2)).allMatch(other -> other.getVisibility() == SheetVisibility.HIDDEN);
            var rows = new ArrayList<List<String>>();
            for (var row : sheet.read()) {
                rows.add(new ArrayList<>(row.stream()
                        .map(cell -> cell == null ? "" : cell.getText())
                        .toList()));
            }
            return rows;
        }
    }

    private String upload(List<List<String>> rows) throws Exception {
        var answer = send(rows);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> send(List<List<String>> rows) throws Exception {
        var sheet = JsonNodeFactory.instance.arrayNode();
        rows.forEach(row -> {
            ArrayNode cells = sheet.addArray();
            row.forEach(cells::add);
        });
        var workbook = Sheets.workbook(new TreeMap<String, JsonNode>(Map.of("Angebote", sheet)));
        return post(link + "/datei", "datei\"; filename=\"meine.xlsx", workbook);
    }

    private void yes(String page) throws Exception {
        var fields = new ArrayList<Object>();
        for (var name : List.of("name", "liste", "inhalt")) {
            var field =
                    Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
            assertThat(field.find()).as(name).isTrue();
            fields.add(name);
            fields.add(field.group(1).getBytes(UTF_8));
        }
        assertThat(post(link + "/abgeben", fields.toArray()).statusCode()).isEqualTo(303);
    }

    private HttpResponse<String> post(String path, Object... fields) throws Exception {
        var body = new ByteArrayOutputStream();
        for (var i = 0; i < fields.length; i += 2) {
            body.writeBytes("--grenze\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n"
                    .formatted(fields[i])
                    .getBytes(UTF_8));
            body.writeBytes((byte[]) fields[i + 1]);
            body.writeBytes("\r\n".getBytes(UTF_8));
        }
        body.writeBytes("--grenze--\r\n".getBytes(UTF_8));
        return client.send(
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=grenze")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
    }

    private List<Service> services() {
        var services = new ArrayList<Service>();
        try (var snapshot = serving.installation().journal().snapshot()) {
            snapshot.forEach(Kind.SERVICE, version -> services.add((Service) version.entry()));
        }
        return services;
    }

    private static String hours(Service service) {
        return String.valueOf(requireNonNull(service.hours()).osm());
    }

    private List<Service> own() {
        return services().stream().filter(it -> it.feed().equals("verein")).toList();
    }

    private Service only(String name) {
        return services().stream()
                .filter(service -> service.name().best().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).header("Accept", "text/html").build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(serving.address().resolve(path));
    }
}
