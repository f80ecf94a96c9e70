package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Ruling;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SP-3 against one editor who means ill: whatever entry he publishes, no protected place gets out, not after a restart either. */
class OneEditorTest extends EditedInstallation {

    private static final String MAPPING = """
            [
              {"kind": "service", "id": .id, "name": .name, "categories": [.art], "at": .ort,
               "contacts": [{"role": "office", "phones": .telefon}]},
              if (.strasse) {"kind": "location", "id": .ort, "name": .haus,
               "address": {"street": .strasse, "postalCode": "40227", "city": "Düsseldorf"}}
            ]
            """;

    /** The same without a word of what it is. */
    private static final String SILENT =
            MAPPING.replace("\"name\": .name, \"categories\": [.art]", "\"name\": \"Beratung Ost\"");

    private static final String ROWS = """
            id,name,art,ort,haus,strasse,telefon
            s1,Schuldnerberatung Mitte,Schulden,o1,Beratungshaus,Beispielweg 3,0211 4710 100
            s2,Frauenhaus Lilith,Frauenhaus,o2,Haus,Stiller Winkel 7,0211 4710 177
            """;

    @Override
    String mapping() {
        return MAPPING;
    }

    @BeforeEach
    void fill() throws IOException {
        content.put("page/wir.md", "---\ntitle: Wir\n---\nText.\n");
        content.put("feed/haus.yaml", entry(MAPPING));
        edit();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "field: kindsOfHelp\nvalue: beratung",
                "field: categories\nvalue: Schulden",
                "field: name\nvalue: Beratung Ost",
                "field: /at\nvalue: [{location: o1}]",
                "field: at\ndecision: remove",
                "field: /contacts/0/role\nvalue: hotline",
                "field: description\nvalue: Stiller Winkel 7"
            })
    void correctsNoProtectedPlaceOpen(String said) throws IOException {
        deliver("verein", ROWS);
        for (var id : new UUID[] {service("Frauenhaus Lilith"), place("verein", "o2")}) {
            content.put(
                    "correction/eine-" + id + ".yaml",
                    "record: " + id + "\nreason: Es ist anders.\n" + "expires: 2027-03-31\n" + said + "\n");
        }
        edit();
        assertSecret();

        restart();
        deliver("verein", ROWS + "\n");
        assertSecret();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mapping", "id", "ids", "format", "other", "withdrawn"})
    void opensNoProtectedPlaceByItsFeed(String how) throws IOException {
        deliver("haus", ROWS);
        assertThat(everything()).contains("Frauenhaus Lilith", "Beispielweg");
        assertSecret();

        switch (how) {
            case "mapping" -> content.put("feed/haus.yaml", entry(SILENT));
            case "id" -> content.put("feed/haus.yaml", entry(SILENT.replace("\"id\": .", "\"id\": \"neu-\" + .")));
            case "ids" -> content.put("feed/haus.yaml", entry(SILENT) + "ids: andere\n");
            case "format" -> content.put("feed/haus.yaml", entry(SILENT).replace("format: csv", "format: ndjson"));
            case "other" -> content.put("feed/zweites.yaml", entry(SILENT));
            default -> content.remove("feed/haus.yaml");
        }
        edit();
        restart();
        if (how.equals("withdrawn")) {
            content.put("feed/zweites.yaml", entry(SILENT));
            edit();
        }
        deliver(installation.sources().containsKey("zweites") ? "zweites" : "haus", ROWS + "\n");
        assertSecret();

        restart();
        assertSecret();
    }

    @Test
    void tellsOfNoProtectedPlaceOfAFeedThatEnded() throws IOException {
        deliver("haus", ROWS);
        content.remove("feed/haus.yaml");
        edit();
        restart();

        content.put("page/wir.md", "---\ntitle: Wir\n---\nStiller Winkel 7.\n");
        content.put("organization/wir.yaml", "name: Wir\ndescription: Stiller Winkel 7\n");
        edit();

        assertThat(everything()).contains("Frauenhaus Lilith");
        assertSecret();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void joinsNoProtectedPlaceWithAnOpenOne(boolean stays) throws IOException {
        deliver("verein", ROWS);
        content.put("feed/haus.yaml", entry(MAPPING.replace(".telefon", "\"0211 4710 199\"")));
        edit();
        deliver(
                "haus",
                ROWS.replace(
                        "Frauenhaus Lilith,Frauenhaus,o2,Haus,Stiller Winkel 7",
                        "Beratung Lilith,Schulden,o3,Haus,Beispielallee 9"));
        var shelter = service("Frauenhaus Lilith");
        var open = service("Beratung Lilith");
        content.put(
                "correction/eins.yaml",
                "decision: same\nreason: Ein Haus.\nrecord: %s\nother: %s\n"
                        .formatted(stays ? shelter : open, stays ? open : shelter));
        edit();
        deliver("verein", ROWS + "\n");
        assertSecret();
        assertThat(everything()).containsOnlyOnce("Lilith\"");

        restart();
        assertSecret();
    }

    @Test
    void opensTheHouseThatTwoPersonsReleasedWhateverFormsItsFeedHad() throws IOException {
        deliver("haus", ROWS);
        var house = new UUID[] {
            service("Frauenhaus Lilith"),
            installation.journal().quarantine("haus").getFirst().record()
        };
        content.put("feed/haus.yaml", entry(MAPPING.replace("\"at\"", "\"description\": \"Wir zeigen uns.\", \"at\"")));
        edit();
        for (var id : house) {
            rule(id, Ruling.Role.EDITOR, "B. Muster");
        }
        restart();
        assertSecret();

        for (var id : house) {
            rule(id, Ruling.Role.PROVIDER, "A. Beispiel");
        }
        restart();
        assertThat(everything()).contains("Stiller Winkel", "Wir zeigen uns.");
    }

    private void rule(UUID id, Ruling.Role role, String person) {
        installation
                .journal()
                .rule(new Ruling(
                        id,
                        null,
                        Ruling.Question.RELEASE_PLACE,
                        true,
                        role,
                        person,
                        "offenes Konzept",
                        LocalDate.parse("2026-12-31"),
                        null,
                        NOW.instant()));
    }

    /** The yes to an address is its provider's: it stands in what he delivers, or the operator keeps it. */
    @ParameterizedTest
    @ValueSource(strings = {"Jüdische Gemeinde", "Verein am Ort"})
    void saysYesForNoProvider(String title) throws IOException {
        var rows = ROWS.replace("Frauenhaus Lilith,Frauenhaus", "Drogenkonsumraum,Drogenkonsumraum");
        content.put("feed/haus.yaml", entry(MAPPING).replace("Verein am Ort", title));
        edit();
        deliver("haus", rows);
        assertThat(everything()).contains("Drogenkonsumraum").doesNotContain("Stiller Winkel");

        content.put("feed/haus.yaml", entry(MAPPING.replace("\"at\"", "\"addressConsent\": \"ja\", \"at\"")));
        edit();
        assertThat(everything()).contains("Drogenkonsumraum").doesNotContain("Stiller Winkel");
        content.put(
                "feed/haus.yaml",
                entry(MAPPING.replace("\"at\"", "\"addressConsent\": .ja, \"at\""))
                        .replace("Verein am Ort", title));
        edit();
        assertThat(everything()).contains("Drogenkonsumraum").doesNotContain("Stiller Winkel");

        deliver("haus", rows.replace("telefon\n", "telefon,ja\n").replace("77\n", "77,ja\n"));
        assertThat(everything()).contains("Stiller Winkel");
    }

    /** By its name every address of this provider needs a yes. */
    @Test
    void takesNoNameAwayThatMakesAddressesSensitive() throws IOException {
        content.put("feed/haus.yaml", entry(MAPPING).replace("Verein am Ort", "Jüdische Gemeinde"));
        edit();
        deliver("haus", ROWS);
        assertThat(everything()).contains("Schuldnerberatung").doesNotContain("Beispielweg");

        content.put("feed/haus.yaml", entry(MAPPING).replace("Verein am Ort", "Gemeinde"));
        edit();
        restart();

        assertThat(installation.edited().refused()).containsEntry("haus", "title");
        deliver("haus", ROWS + "\n");
        assertThat(everything()).contains("Schuldnerberatung").doesNotContain("Beispielweg");
        assertSecret();
    }

    @Test
    void goesOnAfterARestartWithTheLastFormOfAFeedThatIsRefused() throws IOException {
        content.put(
                "feed/haus.yaml",
                entry(MAPPING) + "fetch: {url: \"https://woanders.example.org/a.csv\", every: PT6H}\n");
        edit();
        restart();

        assertThat(installation.edited().refused()).containsEntry("haus", "fetch.url");
        deliver("haus", ROWS);
        assertThat(everything()).contains("Beispielweg");
    }

    private void assertSecret() {
        assertThat(everything()).doesNotContain("Stiller Winkel", "4710177");
    }

    private void restart() throws IOException {
        installation.close();
        installation = start();
        installation.process();
    }

    private static String entry(String mapping) {
        return """
                title: Verein am Ort
                format: csv
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                mapping: |
                %s""".formatted(mapping.indent(2));
    }

    private UUID service(String name) {
        try (var snapshot = installation.journal().snapshot()) {
            var found = new UUID[1];
            snapshot.forEach(Kind.SERVICE, version -> {
                if (version.entry().name().best().equals(name)) {
                    found[0] = version.id();
                }
            });
            return Objects.requireNonNull(found[0]);
        }
    }

    private UUID place(String ids, String sourceId) {
        return installation.journal().foretell(ids, Kind.LOCATION, sourceId);
    }

    /** All records that are public. */
    private String everything() {
        var text = new StringBuilder();
        try (var snapshot = installation.journal().snapshot()) {
            for (var kind : Kind.values()) {
                if (kind != Kind.EDITORIAL) {
                    snapshot.forEach(
                            kind,
                            version -> text.append(new String(version.json(), UTF_8))
                                    .append('\n'));
                }
            }
        }
        return text.toString();
    }

    private void deliver(String feed, String rows) throws IOException {
        deliver(feed, "liste.csv", rows.getBytes(UTF_8));
    }
}
