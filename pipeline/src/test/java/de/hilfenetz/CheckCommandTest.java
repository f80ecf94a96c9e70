package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./hilfenetz check} for whoever writes a mapping or mends a file. */
class CheckCommandTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void showsARecordAsItCameAsItWasMappedAndInCanonicalForm() throws Exception {
        Files.writeString(folder.resolve("angebote.csv"), "Nr;Angebot;Telefon\na1;Familiencafé;0221 4710123\n");
        mapping("{\"kind\": \"service\", \"id\": .Nr, \"name\": .Angebot, \"phone\": .Telefon}");

        var out = check("--records", "1");

        assertThat(out).contains("angebote.csv, Zeile 2");
        assertThat(out.lines().filter(line -> line.contains("geliefert")))
                .allSatisfy(line -> assertThat(line).containsPattern("geliefert +\\| zugeordnet +\\| vereinheitlicht"));
        assertThat(out)
                .containsPattern("\"Nr\" : \"a1\", +\\|   \"kind\" : \"service\", +\\|   \"kind\" : \"service\"");
        assertThat(out)
                .contains("\"Telefon\" : \"0221 4710123\"", "\"phone\" : \"0221 4710123\"", "\"number\" : \"+49 221");
    }

    @Test
    void saysWhereTheMappingFails() throws Exception {
        Files.writeString(folder.resolve("angebote.csv"), "Nr;Plätze\na1;viele\n");
        mapping("{\"kind\": \"service\", \"id\": .Nr, \"capacity\": number(.\"Plätze\")}");

        assertThat(check("--records", "1")).contains("(gescheitert)", "zuordnung-fehlgeschlagen");
    }

    @Test
    void writesTheFileWithEverySuggestionTaken() throws Exception {
        Files.writeString(folder.resolve("angebote.csv"), "Nr;Angebot;Telefon\na1;Familiencafé;(0221) 4710-123\n");
        mapping("{\"kind\": \"service\", \"id\": .Nr, \"name\": .Angebot, \"phone\": .Telefon}");

        check("--corrected", folder.resolve("besser.csv").toString());

        assertThat(folder.resolve("besser.csv")).hasContent("Nr;Angebot;Telefon\na1;Familiencafé;+49 221 4710123\n");
    }

    /** A feed of changes that brings none. */
    @Test
    void doesNotSpeakOfPublishingWhereThereIsNothingToPublish() throws Exception {
        var file = Files.writeString(folder.resolve("angebote.csv"), "id;name\n");
        Files.writeString(Files.createDirectory(folder.resolve("feeds")).resolve("verein.yaml"), """
                id: verein
                title: Verein
                format: csv
                mapping: verein.jslt
                deliveries: delta
                licence: http://dcat-ap.de/def/licenses/dl-zero-de/2.0
                """);
        Files.writeString(folder.resolve("feeds/verein.jslt"), ".");

        assertThat(run("check", file.toString(), "--feed", "verein"))
                .contains("Es ist kein Datensatz darin; veröffentlicht würde daraus nichts.")
                .doesNotContain("Alles würde");
    }

    /** Without a feed a table may have the headings of our workbook, or our names of fields. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Angebot;Telefon\nFamiliencafé;0221 4710123\n",
                "id;name;phone\na1;Familiencafé;0221 4710123\n",
                "kind;id;name;phone\nservice;a1;Familiencafé;0221 4710123\n"
            })
    void readsATableOfAStranger(String sheet) throws Exception {
        var file = Files.writeString(folder.resolve("angebote.csv"), sheet);

        assertThat(run("check", file.toString(), "--format", "csv", "--records", "1"))
                .contains("\"kind\" : \"service\"", "\"de\" : \"Familiencafé\"", "\"number\" : \"+49 221")
                .doesNotContain("art-unbekannt");
    }

    /** Whoever forgot to say that rows are places or organizations is asked, and not taken for a service. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "id;name;address\no1;Haus am Markt;Musterstraße 1, 40210 Düsseldorf\n",
                "id;name;organizationKind;phone\nt1;Verein;freier-traeger;0221 4710123\n"
            })
    void guessesNoServiceWhereAPlaceOrOrganizationIsMeant(String sheet) throws Exception {
        var file = Files.writeString(folder.resolve("angebote.csv"), sheet);

        assertThat(run("check", file.toString(), "--format", "csv", "--records", "1"))
                .contains("art-unbekannt")
                .doesNotContain("\"kind\" : \"service\"");
    }

    private void mapping(String jslt) throws Exception {
        Files.writeString(folder.resolve("zuordnung.jslt"), jslt);
    }

    private String check(String... options) {
        return run(Stream.concat(
                        Stream.of(
                                "check",
                                folder.resolve("angebote.csv").toString(),
                                "--format",
                                "csv",
                                "--mapping",
                                folder.resolve("zuordnung.jslt").toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private String run(String... arguments) {
        var out = new StringWriter();
        Hilfenetz.commandLine(new Hilfenetz.World(
                        Map.of(
                                "HILFENETZ_DATA", folder.resolve("data").toString(),
                                "HILFENETZ_FEEDS", folder.resolve("feeds").toString())::get,
                        NOW))
                .setOut(new PrintWriter(out, true))
                .execute(arguments);
        return out.toString();
    }
}
