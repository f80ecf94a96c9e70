package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release takes over what stayed, and nobody can tell by its files. */
class PartsTest {

    private static final int SERVICES = 300;

    @TempDir
    Path folder;

    private City city;

    @BeforeEach
    void found() throws IOException {
        city = City.with(folder, SERVICES);
    }

    @AfterEach
    void close() throws IOException {
        city.close();
    }

    private Path home(Manifest manifest) {
        return folder.resolve("releases").resolve(manifest.release().toString());
    }

    private Map<String, byte[]> plain(Manifest manifest) throws IOException {
        var files = new TreeMap<String, byte[]>();
        for (var file : manifest.files()) {
            try (var in =
                    new GZIPInputStream(Files.newInputStream(home(manifest).resolve(file.name())))) {
                files.put(file.name(), in.readAllBytes());
            }
        }
        return files;
    }

    /** The hashes of all files, made from the records alone. */
    private List<String> madeAnew(Releases releases, Manifest manifest) throws IOException {
        Files.delete(home(manifest).resolve("teile.json.gz"));
        city.deliver(City.example("organization", named("Anders " + manifest.release())));
        city.deliver(City.example("organization", lastOrganization));
        return hashes(releases.cut().orElseThrow());
    }

    private static List<String> hashes(Manifest manifest) {
        return manifest.files().stream()
                .flatMap(file -> file.stored().stream())
                .map(Manifest.Stored::sha256)
                .toList();
    }

    private static UnaryOperator<String> named(String name) {
        return json -> json.replace("Beispielverband Düsseldorf e. V.", name);
    }

    private UnaryOperator<String> lastOrganization = UnaryOperator.identity();

    @Test
    void givesTheBytesThatTheRecordsAloneWouldGive() throws IOException {
        var releases = city.open();
        releases.cut();
        var random = new Random(20261127);
        for (var round = 0; round < 6; round++) {
            switch (round % 3) {
                case 0 -> city.deliver(City.service(random.nextInt(SERVICES), "Geändert " + round));
                case 1 -> city.deliver(City.service(SERVICES + round, "Neu " + round));
                default -> {
                    lastOrganization = named("Umbenannter Träger " + round);
                    city.deliver(City.example("organization", lastOrganization));
                }
            }
            var taken = releases.cut().orElseThrow();

            assertThat(hashes(taken)).as("round " + round).isEqualTo(madeAnew(releases, taken));
        }
    }

    @Test
    void aServiceIsWrittenAnewWhereItsOrganizationChanged() throws IOException {
        var releases = city.open();
        releases.cut();

        city.deliver(City.example("organization", named("Umbenannter Träger")));
        var manifest = releases.cut().orElseThrow();

        var text = new String(plain(manifest).get("angebote.csv.gz"), StandardCharsets.UTF_8);
        assertThat(text).contains("Umbenannter Träger").doesNotContain("Beispielverband Düsseldorf e. V.");
        assertThat(new String(plain(manifest).get("angebote.json.gz"), StandardCharsets.UTF_8))
                .doesNotContain("Beispielverband Düsseldorf e. V.");
    }

    @Test
    void oneChangedRecordLeavesTheOtherPartsAsTheyAre() throws IOException {
        var releases = city.open();
        var before = Composition.find(home(releases.cut().orElseThrow())).orElseThrow();
        city.deliver(City.service(7, "Geändert"));
        var after = Composition.find(home(releases.cut().orElseThrow())).orElseThrow();

        assertThat(before.groups())
                .hasSizeGreaterThan(6)
                .allSatisfy(group -> assertThat(group.parts()).isNotEmpty());
        assertThat(after.groups()).hasSameSizeAs(before.groups());
        var versions = before.groups().stream().map(Group::versions).toList();
        assertThat(after.groups())
                .filteredOn(group -> !versions.contains(group.versions()))
                .hasSize(1);
    }

    @Test
    void everyFormOfEveryFileIsWellFormedAfterPartsWereTakenOver() throws IOException {
        var releases = city.open();
        releases.cut();
        city.deliver(City.service(7, "Geändert"), City.service(SERVICES + 1, "Neu"));
        var plain = plain(releases.cut().orElseThrow());

        var json = new ObjectMapper();
        assertThat(json.readTree(plain.get("angebote.json.gz"))).hasSize(SERVICES + 3);
        assertThat(json.readTree(plain.get("angebote.geojson.gz")).path("features"))
                .hasSize(SERVICES + 3);
        assertThat(json.readTree(plain.get("angebote.jsonld.gz")).path("@graph").size())
                .isGreaterThan(SERVICES);
    }

    @Test
    void aDamagedFileOfTheLastReleaseIsNotTakenOver() throws IOException {
        var releases = city.open();
        var first = releases.cut().orElseThrow();
        var file = home(first).resolve("angebote.csv.gz");
        var bytes = Files.readAllBytes(file);
        for (var i = bytes.length / 3; i < bytes.length / 3 + 200; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(file, bytes);
        city.deliver(City.service(SERVICES + 1, "Neu"));

        var second = releases.cut().orElseThrow();

        assertThat(hashes(second)).isEqualTo(madeAnew(releases, second));
        assertThat(new String(plain(second).get("angebote.csv.gz"), StandardCharsets.UTF_8).lines())
                .hasSizeGreaterThan(SERVICES + 3);
    }

    @Test
    void aListOfPartsThatCannotBeReadIsNotMissed() throws IOException {
        var releases = city.open();
        Files.writeString(home(releases.cut().orElseThrow()).resolve("teile.json.gz"), "kaputt");
        city.deliver(City.service(SERVICES + 1, "Neu"));

        var second = releases.cut().orElseThrow();

        assertThat(hashes(second)).isEqualTo(madeAnew(releases, second));
    }

    @Test
    void aValueThatBecameSecretIsFoundInWhatWouldBeTakenOver() throws IOException {
        var releases = city.open();
        var first = releases.cut().orElseThrow();
        city.confidential.learn(new ObjectMapper()
                .readTree("{\"address\": {\"street\": \"Beispielstraße\", \"houseNumber\": \"1-5\"}}"));
        city.deliver(City.service(7, "Geändert"));

        assertThatThrownBy(releases::cut)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("value of a protected place");
        assertThat(releases.current()).contains(first);
    }

    @Test
    void eachPartStaysSmall() throws IOException {
        var manifest = city.open().cut().orElseThrow();

        assertThat(Composition.find(home(manifest)).orElseThrow().groups()).allSatisfy(group -> {
            assertThat(group.parts().values())
                    .allSatisfy(part -> assertThat(part.count()).isPositive());
            var services = group.parts().get("angebote.json.gz");
            assertThat(services == null ? 0 : services.count()).isLessThanOrEqualTo(Group.MOST);
        });
    }
}
