package de.hilfenetz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.journal.Decision;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Editors change the vocabulary while everything runs: what providers deliver is read by it, releases show it. */
class TaxonomyTest extends EditedInstallation {

    private static final String LAUNDRY = """
            scheme: thema
            notation: waschsalon
            broader: wohnungslosenhilfe
            labels: {de: Waschsalon, en: Laundry, de-simple: Wäsche waschen, tr: Çamaşırhane}
            otherLabels: {de: [Waschsalon für alle]}
            definition: {de: Wo Menschen ihre Wäsche waschen.}
            lifeSituations: [wohnen-und-wohnungslosigkeit]
            """;

    @Override
    String mapping() {
        return """
                [
                  {"kind": "service", "id": .id, "name": .name, "categories": [.art], "topics": split(.themen, ", "),
                   "at": .ort},
                  if (.strasse) {"kind": "location", "id": .ort, "name": .haus,
                   "address": {"street": .strasse, "postalCode": "40227", "city": "Düsseldorf"}}
                ]
                """;
    }

    @BeforeEach
    void fill() throws IOException {
        assertThat(installation.problems()).isEmpty();
        deliver(
                "verein",
                "liste.csv",
                "id,name,art\ns1,Saubere Sachen,Waschsalon für alle\ns2,Beratung,Geldnot\n".getBytes(UTF_8));
        content.put("page/wir.md", "---\ntitle: Wir\n---\nText.\n");
        edit();
    }

    @Test
    void letsANewConceptAndNewWordsReadWhatProvidersDeliveredLongAgo() throws IOException {
        assertThat(service("Saubere Sachen").topics()).isEmpty();

        content.put("concept/waschsalon.yaml", LAUNDRY);
        content.put("concept/schulden.yaml", """
                scheme: thema
                notation: schulden
                labels: {de: Schuldenhilfe, en: Help with debts, de-simple: Hilfe bei Schulden}
                otherLabels: {de: [Geldnot]}
                definition: {de: "Hilfe für Menschen, die ihre Schulden nicht bezahlen können."}
                """);
        edit();

        assertThat(service("Saubere Sachen").topics()).containsExactly("waschsalon");
        assertThat(service("Saubere Sachen").lifeSituations()).containsExactly("wohnen-und-wohnungslosigkeit");
        assertThat(service("Beratung").topics()).containsExactly("schulden");
        assertThat(published("systematik", "ttl"))
                .contains(
                        "\"Çamaşırhane\"@tr", "\"Wäsche waschen\"@de-simple", "\"Schuldenhilfe\"@de", "\"Geldnot\"@de");
        assertThat(published("systematik", "csv")).contains("thema,waschsalon,Waschsalon,Laundry");
    }

    @Test
    void keepsItOverARestart() throws IOException {
        content.put("concept/waschsalon.yaml", LAUNDRY);
        edit();
        assertThat(installation.release()).isPresent();
        installation.close();
        // A provider's own table may speak of it, too.
        Files.writeString(home.resolve("feeds/woerter.csv"), "wort;begriffe\nReinigung;thema/waschsalon\n");
        feed("verein", "format: csv\nmapping: a.jslt\nwords: woerter.csv\n");

        installation = start();

        assertThat(installation.problems()).isEmpty();
        assertThat(installation.vocabulary().label("thema", "waschsalon")).isEqualTo("Waschsalon");
        assertThat(installation.release()).isEmpty();
    }

    @Test
    void endsWithItsEntry() throws IOException {
        content.put("concept/waschsalon.yaml", LAUNDRY);
        edit();

        content.remove("concept/waschsalon.yaml");
        edit();

        assertThat(service("Saubere Sachen").topics()).isEmpty();
        assertThat(service("Saubere Sachen").categories()).containsExactly("Waschsalon für alle");
        assertThat(published("systematik", "ttl")).doesNotContain("Çamaşırhane");
    }

    @Test
    void writesNothingWhereAWordChangesThatNobodyUses() throws IOException {
        content.put("concept/waschsalon.yaml", LAUNDRY);
        edit();
        var before = number();

        content.put("concept/waschsalon.yaml", LAUNDRY.replace("Çamaşırhane", "Çamaşır odası"));
        edit();

        assertThat(number()).isEqualTo(before + 1); // the concept itself
        assertThat(published("systematik", "ttl")).contains("\"Çamaşır odası\"@tr");
    }

    @Test
    void tellsWhatOfAConceptLeadsNowhereAndUsesTheRest() throws IOException {
        content.put("concept/waschsalon.yaml", LAUNDRY.replace("wohnungslosenhilfe", "gibt-es-nicht"));
        content.put("concept/aufzug-neu.yaml", LAUNDRY.replace("thema", "merkmal"));
        edit();

        assertThat(service("Saubere Sachen").topics()).containsExactly("waschsalon");
        var run = installation.journal().runs("redaktion").getFirst();
        assertThat(installation.journal().findings(run.id()))
                .extracting(finding -> finding.rule())
                .containsExactlyInAnyOrder("begriff-nur-zum-teil", "begriff-falsch");
    }

    /** SP-3: two persons release an address, no concept does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            thema/frauenhaus         | replacedBy: gewaltschutz               | Frauenhaus
            thema/maenner            | otherLabels: {de: [Männerhaus]}        | Männerhaus
            thema/wohnen-allein      | otherLabels: {de: [schutz wohnung]}    | Schutzwohnung
            thema/schutzwohnungen    | broader: wohnungslosenhilfe            | Schutzwohnungen
            thema/druckraum          | replacedBy: gewaltschutz               | Drogenkonsumraum
            thema/drogenkonsumraum   | replacedBy: gewaltschutz               | Drogenkonsumraum
            thema/zwangsheirat       | replacedBy: frauenberatung             | Zwangsheirat, Frauenhaus
            thema/frauenhaus         | kindsOfHelp: []                        | Frauenhaus
            thema/gewaltschutz       | kindsOfHelp: [beratung]                | Gewaltschutz, Schutzwohnung
            hilfeart/unterkunft      | replacedBy: beratung                   | Schutzwohnung
            """)
    void holdsAConceptThatWouldTakeProtectionAway(String concept, String said, String topics) throws IOException {
        content.put("concept/neu.yaml", concept(concept, said));
        edit();
        deliver("verein", "haus.csv", house("Haus Lilith", topics));

        var held = installation.journal().quarantine("redaktion");
        assertThat(held).extracting(one -> one.sourceId()).containsExactly("concept/neu");
        var run = installation.journal().runs("redaktion").getFirst();
        assertThat(installation.journal().findings(run.id()))
                .extracting(finding -> finding.rule())
                .containsExactly("begriff-falsch");
        assertThat(everything()).contains("schulden").doesNotContain("Stiller Winkel");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            thema/notschlafstelle    | kindsOfHelp: [beratung]                          | Zwangsheirat, Notschlafstelle
            thema/notschlafstelle    | replacedBy: frauenberatung                       | Zwangsheirat, Notschlafstelle
            thema/wohnen-fuer-alle   | otherLabels: {de: [Frauenhaus und Männerhaus]}   | Frauenhaus und Männerhaus
            thema/sicher-wohnen      | otherLabels: {de: [Geheime Adresse]}             | Geheime Adresse
            """)
    void protectsByTheVocabularyAsShippedWhateverEditorsSay(String concept, String said, String topics)
            throws IOException {
        content.put("concept/neu.yaml", concept(concept, said));
        edit();
        deliver("verein", "haus.csv", house("Haus Lilith", topics));

        assertThat(installation.journal().quarantine("redaktion")).isEmpty();
        assertThat(everything()).contains("schulden").doesNotContain("Stiller Winkel");
    }

    @Test
    void staysWithTheAddressOfWhatNeitherProtects() throws IOException {
        content.put("concept/waschsalon.yaml", LAUNDRY);
        edit();
        deliver("verein", "haus.csv", house("Saubere Sachen", "Waschsalon"));

        assertThat(everything()).contains("Stiller Winkel").doesNotContain("asShipped");
    }

    @Test
    void startsAgainWithAConceptNamedLikeAnotherOneAndTakesItsRepair() throws IOException {
        content.put("concept/neu.yaml", concept("thema/schuldnerberatung", "replacedBy: frauenberatung"));
        edit();
        assertThat(topic("Schuldnerberatung")).isEqualTo("schulden");
        installation.close();
        installation = start();
        assertThat(topic("Schuldnerberatung")).isEqualTo("schulden");
        var run = installation.journal().runs("redaktion").getFirst();
        assertThat(installation.journal().findings(run.id()))
                .extracting(finding -> finding.rule())
                .containsExactly("begriff-nur-zum-teil");

        content.put("concept/neu.yaml", concept("thema/geldsorgen", "broader: schulden"));
        edit();

        assertThat(topic("geldsorgen")).isEqualTo("geldsorgen");
    }

    @Test
    void runsOnWithAConceptThatItCannotTake() throws IOException {
        content.put("concept/waschsalon.yaml", LAUNDRY);
        edit();
        var journal = installation.journal();
        var delivery = journal.getDelivery(journal.runs("redaktion").getFirst().delivery());
        var run = journal.begin(delivery, Sha256.of(new byte[0]));
        for (var entry : everything()
                .lines()
                .filter(line -> line.contains("Çamaşırhane"))
                .toList()) {
            run.put(
                    CanonicalJson.read(
                            entry.replaceAll("\"definition\":\\{[^}]*},", "").getBytes(UTF_8)),
                    delivery.sha256());
        }
        run.settle(new Decision.Settle());

        installation.close();
        installation = start();

        assertThat(topic("Schuldnerberatung")).isEqualTo("schulden");
        deliver("verein", "haus.csv", house("Saubere Sachen", "Schuldnerberatung"));
        assertThat(service("Saubere Sachen").topics()).containsExactly("schulden");
    }

    private String topic(String word) {
        return installation
                .vocabulary()
                .getScheme("thema")
                .findByWord(word)
                .orElseThrow()
                .notation();
    }

    private static String concept(String name, String said) {
        var slash = name.indexOf('/');
        return """
                scheme: %s
                notation: %s
                labels: {de: Etwas Eigenes, en: Something else, de-simple: Etwas anderes}
                definition: {de: Was die Redaktion dazu sagt.}
                %s
                """.formatted(name.substring(0, slash), name.substring(slash + 1), said);
    }

    private static byte[] house(String name, String topics) {
        return """
                id,name,themen,ort,haus,strasse
                s1,Beratung,Schuldnerberatung,,,
                s2,%s,"%s",o2,Haus,Stiller Winkel 7
                """.formatted(name, topics).getBytes(UTF_8);
    }

    /** All records that are public. */
    private String everything() {
        var text = new StringBuilder();
        try (var snapshot = installation.journal().snapshot()) {
            for (var kind : Kind.values()) {
                snapshot.forEach(
                        kind,
                        version ->
                                text.append(new String(version.json(), UTF_8)).append('\n'));
            }
        }
        return text.toString();
    }

    private long number() {
        try (var snapshot = installation.journal().snapshot()) {
            return snapshot.number();
        }
    }

    private Service service(String name) {
        try (var snapshot = installation.journal().snapshot()) {
            var found = new java.util.ArrayList<Service>();
            snapshot.forEach(Kind.SERVICE, version -> found.add((Service) version.entry()));
            return found.stream()
                    .filter(service -> service.name().best().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String published(String dataset, String extension) throws IOException {
        installation.release();
        var release = installation.releases().current().orElseThrow();
        var file = release.find(dataset, extension).orElseThrow();
        try (var in = Files.newInputStream(installation.releases().path(release.release(), file.name()))) {
            return new String(new GZIPInputStream(in).readAllBytes(), UTF_8);
        }
    }
}
