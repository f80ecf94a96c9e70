package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.publish.Manifest.Stored;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of releases when they are no longer the newest. */
class ThinningTest {

    private static final int SERVICES = 200;

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

    private Manifest cut(Releases releases, String at, String name) throws IOException {
        city.clock.set(at);
        city.deliver(City.service(7, name));
        return releases.cut().orElseThrow();
    }

    private Path home(Manifest manifest) {
        return folder.resolve("releases").resolve(manifest.release().toString());
    }

    private static void isAsSealed(Releases releases, Manifest manifest) throws IOException {
        for (var file : manifest.files()) {
            assertThat(Sha256.of(Files.readAllBytes(releases.path(manifest.release(), file.name())))
                            .toString())
                    .as(file.name())
                    .isEqualTo(file.sha256());
        }
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void keepsEachDaysLastWholeAndTheOthersInParts() throws IOException {
        var releases = city.open();
        var yesterday = cut(releases, "2026-11-21T09:00:00Z", "gestern");
        var morning = cut(releases, "2026-11-22T08:00:00Z", "morgens");
        var noon = cut(releases, "2026-11-22T11:00:00Z", "mittags");
        var evening = cut(releases, "2026-11-22T17:00:00Z", "abends");
        var whole = size(home(morning));
        city.clock.set("2026-11-22T18:00:00Z");

        releases.thin(id -> false);

        assertThat(List.of(yesterday, evening))
                .allSatisfy(each -> assertThat(home(each)).isDirectoryContaining("glob:**/angebote.nt.gz"));
        assertThat(List.of(morning, noon)).allSatisfy(each -> {
            assertThat(home(each)).isDirectoryNotContaining("glob:**/angebote.nt.gz");
            assertThat(size(home(each))).isLessThan(whole / 2);
            assertThat(releases.verify(each.release())).isEmpty();
            isAsSealed(releases, each);
        });
        assertThat(city.open().find("2026-11-22.2")).contains(noon);
    }

    @Test
    void whatWasPutTogetherForSomebodyGoesAgain() throws IOException {
        var releases = city.open();
        var morning = cut(releases, "2026-11-22T08:00:00Z", "morgens");
        cut(releases, "2026-11-22T11:00:00Z", "mittags");
        city.clock.set("2026-11-22T12:00:00Z");
        releases.thin(id -> false);
        var file = releases.path(morning.release(), "angebote.csv.gz");
        city.clock.set("2026-11-22T12:30:00Z");
        releases.thin(id -> false);
        assertThat(file).exists();
        city.clock.set("2026-11-22T13:30:00Z");
        releases.thin(id -> false);
        assertThat(file).doesNotExist();
        isAsSealed(releases, morning);
    }

    @Test
    void noMoreThanSomeFilesLieThereWholeForWhoeverAsks() throws IOException {
        var releases = city.open();
        var morning = cut(releases, "2026-11-22T08:00:00Z", "morgens");
        cut(releases, "2026-11-22T11:00:00Z", "mittags");
        city.clock.set("2026-11-22T12:00:00Z");
        releases.thin(id -> false);
        var names = morning.files().stream()
                .flatMap(file -> file.stored().stream())
                .map(Stored::name)
                .toList();
        assertThat(names).hasSizeGreaterThan(Shelf.MOST_LENT);

        for (var name : names) {
            assertThat(releases.path(morning.release(), name)).exists();
        }

        var whole = names.stream().filter(name -> Files.exists(home(morning).resolve(name)));
        assertThat(whole).containsExactlyElementsOf(names.subList(names.size() - Shelf.MOST_LENT, names.size()));
        assertThat(releases.verify(morning.release())).isEmpty();
    }

    @Test
    void leavesWhatWasTheNewestAMomentAgo() throws IOException {
        var releases = city.open();
        var morning = cut(releases, "2026-11-22T08:00:00Z", "morgens");
        cut(releases, "2026-11-22T11:00:00Z", "mittags");

        releases.thin(id -> false);

        assertThat(home(morning)).isDirectoryContaining("glob:**/angebote.nt.gz");
    }

    @Test
    void afterAWeekOnlyTheDaysLastIsLeftAndTheChainHolds() throws IOException {
        var releases = city.open();
        var morning = cut(releases, "2026-11-10T08:00:00Z", "morgens");
        var noon = cut(releases, "2026-11-10T11:00:00Z", "mittags");
        var evening = cut(releases, "2026-11-10T17:00:00Z", "abends");
        var today = cut(releases, "2026-11-22T17:00:00Z", "heute");
        city.clock.set("2026-11-10T18:00:00Z");
        releases.thin(id -> false);
        city.clock.set("2026-11-22T18:00:00Z");

        releases.thin(id -> id.equals(noon.release()));

        assertThat(releases.find(morning.release().toString())).isEmpty();
        assertThat(home(morning).toFile().list())
                .containsExactlyInAnyOrder("manifest.json", "SHA256SUMS", "ausgeduennt");
        assertThat(releases.find("2026-11-10")).contains(evening);
        assertThat(releases.find(noon.release().toString()))
                .as("somebody cites it")
                .contains(noon);
        assertThat(releases.list())
                .allSatisfy(id -> assertThat(releases.verify(id)).isEmpty());
        for (var each : List.of(noon, evening, today)) {
            isAsSealed(releases, each);
        }
    }

    @Test
    void aReleaseThatNeededAWithdrawnOneStaysAsItIs() throws IOException {
        var releases = city.open();
        var yesterday = cut(releases, "2026-11-21T09:00:00Z", "Geheimhaus am Beispielpfad 99");
        var morning = cut(releases, "2026-11-22T08:00:00Z", "morgens");
        var noon = cut(releases, "2026-11-22T11:00:00Z", "mittags");
        city.clock.set("2026-11-22T12:00:00Z");
        releases.thin(id -> false);
        city.confidential.learn(
                new ObjectMapper()
                        .readTree(
                                "{\"address\": {\"street\": \"Beispielpfad\", \"houseNumber\": \"99\", \"postalCode\": \"40223\"}}"));

        releases.retract();

        assertThat(releases.find(yesterday.release().toString())).isEmpty();
        assertThat(home(yesterday)).isDirectoryNotContaining("glob:**/angebote.nt.gz");
        isAsSealed(releases, morning);
        isAsSealed(releases, noon);
    }

    /** The other can only be put together where a byte that it needs is as it was. */
    @Test
    void aWithdrawnReleaseIsNotServedEvenWhereAnotherCannotBeMadeWhole() throws IOException {
        var releases = city.open();
        var yesterday = cut(releases, "2026-11-21T09:00:00Z", "Geheimhaus am Beispielpfad 99");
        var morning = cut(releases, "2026-11-22T08:00:00Z", "morgens");
        cut(releases, "2026-11-22T11:00:00Z", "mittags");
        city.clock.set("2026-11-22T12:00:00Z");
        releases.thin(id -> false);
        var own = home(morning).resolve("eigenes.bin");
        var sound = Files.readAllBytes(own);
        Files.write(own, new byte[sound.length]);
        city.confidential.learn(
                new ObjectMapper()
                        .readTree(
                                "{\"address\": {\"street\": \"Beispielpfad\", \"houseNumber\": \"99\", \"postalCode\": \"40223\"}}"));

        releases.retract();

        assertThat(releases.find(yesterday.release().toString())).isEmpty();

        Files.write(own, sound);
        releases.retract();

        assertThat(home(yesterday)).isDirectoryNotContaining("glob:**/angebote.nt.gz");
        isAsSealed(releases, morning);
    }

    @Test
    void whatOneNeedsThatHasToStayIsNotDiscardedUntilItIsWhole() throws IOException {
        var releases = city.open();
        var morning = cut(releases, "2026-11-10T08:00:00Z", "morgens");
        var noon = cut(releases, "2026-11-10T11:00:00Z", "mittags");
        cut(releases, "2026-11-10T17:00:00Z", "abends");
        cut(releases, "2026-11-22T17:00:00Z", "heute");
        city.clock.set("2026-11-10T18:00:00Z");
        releases.thin(id -> false);
        city.clock.set("2026-11-22T18:00:00Z");
        var own = home(morning).resolve("eigenes.bin");
        var sound = Files.readAllBytes(own);
        Files.write(own, new byte[sound.length]);

        releases.thin(id -> id.equals(noon.release()));
        Files.write(own, sound);
        releases.thin(id -> id.equals(noon.release()));

        isAsSealed(releases, noon);
        assertThat(home(morning)).isDirectoryNotContaining("glob:**/eigenes.bin");
    }

    @Test
    void aFlippedBitOfThePublicReleaseIsNotHandedOutAndMended() throws IOException {
        var releases = city.open();
        var manifest = cut(releases, "2026-11-22T08:00:00Z", "morgens");
        var form = manifest.find("angebote", "nt").orElseThrow().stored().getFirst();
        var path = releases.soundPath(manifest.release(), form);
        var bytes = Files.readAllBytes(path);
        bytes[bytes.length / 2] ^= 1;
        Files.write(path, bytes);
        Files.setLastModifiedTime(path, FileTime.fromMillis(0)); // no two writes within one tick of the clock

        assertThatThrownBy(() -> releases.soundPath(manifest.release(), form)).hasMessageContaining("angebote.nt.gz");

        var mended = releases.cut().orElseThrow();
        var again = mended.find("angebote", "nt").orElseThrow().stored().getFirst();
        assertThat(again.sha256()).isEqualTo(form.sha256());
        assertThat(releases.soundPath(mended.release(), again)).exists();
    }

    @Test
    void aFlippedBitOfAPartIsFoundAndNotServed() throws IOException {
        var releases = city.open();
        var morning = cut(releases, "2026-11-22T08:00:00Z", "morgens");
        cut(releases, "2026-11-22T11:00:00Z", "mittags");
        city.clock.set("2026-11-22T12:00:00Z");
        releases.thin(id -> false);
        var own = home(morning).resolve("eigenes.bin");
        var bytes = Files.readAllBytes(own);
        bytes[bytes.length / 2] ^= 1;
        Files.write(own, bytes);

        assertThat(releases.verify(morning.release())).isNotEmpty();
        assertThat(morning.files().stream().map(DataFile::name))
                .anySatisfy(name -> assertThatThrownBy(() -> releases.path(morning.release(), name))
                        .hasMessageContaining("cannot be put together"));
    }
}
