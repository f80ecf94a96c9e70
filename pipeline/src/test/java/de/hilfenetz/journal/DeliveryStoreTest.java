package de.hilfenetz.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.record.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryStoreTest {

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    private DeliveryStore store;

    @BeforeEach
    void open() throws IOException {
        store = DeliveryStore.open(folder, DeliveryKey.readOrCreate(folder.resolve("key/deliveries"), random), random);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 300_000})
    void givesBackWhatItKeeps(int length) throws IOException {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);

        var stored = store.store(new ByteArrayInputStream(bytes));

        assertThat(stored).isEqualTo(new DeliveryStore.Stored(Sha256.of(bytes), length));
        try (var in = store.open(stored.sha256())) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void keepsNothingInTheClear() throws IOException {
        var stored = keep("Frauenhaus, Musterweg 7, ".repeat(5_000));

        var kept = Files.readString(file(stored), StandardCharsets.ISO_8859_1);
        assertThat(kept).doesNotContain("Frauenhaus").doesNotContain("Musterweg");
    }

    @Test
    void findsEveryFlippedByte() throws IOException {
        var stored = keep("angebote");
        var sound = Files.readAllBytes(file(stored));

        for (var i = 0; i < sound.length; i++) {
            var flipped = sound.clone();
            flipped[i] ^= 1;
            mustBeFound(stored, flipped);
        }
    }

    @Test
    void findsEveryMissingEnd() throws IOException {
        var stored = keep("angebote");
        var sound = Files.readAllBytes(file(stored));

        for (var length = 0; length < sound.length; length++) {
            mustBeFound(stored, Arrays.copyOf(sound, length));
        }
        mustBeFound(stored, Arrays.copyOf(sound, sound.length + 1));
    }

    @Test
    void findsChunksCutOffOrSwapped() throws IOException {
        var stored = keep("x".repeat(3 * Sealed.CHUNK));
        var sound = Files.readAllBytes(file(stored));
        var head = sound.length - 3 * (Sealed.CHUNK + 16);
        var chunk = Sealed.CHUNK + 16;

        mustBeFound(stored, Arrays.copyOf(sound, head + 2 * chunk));
        var swapped = sound.clone();
        System.arraycopy(sound, head, swapped, head + chunk, chunk);
        System.arraycopy(sound, head + chunk, swapped, head, chunk);
        mustBeFound(stored, swapped);
    }

    @Test
    void findsAnotherDeliveryUnderItsName() throws IOException {
        var one = keep("eins");
        var two = keep("zwei");

        mustBeFound(one, Files.readAllBytes(file(two)));
    }

    @Test
    void namesTheFileThatIsMissing() throws IOException {
        var stored = keep("angebote");
        Files.delete(file(stored));

        assertThatThrownBy(() -> store.open(stored))
                .isInstanceOf(DamagedDelivery.class)
                .hasMessageContaining(stored.toString());
    }

    @Test
    void repairsADamagedFileWhenTheBytesComeAgain() throws IOException {
        var stored = keep("angebote");
        Files.write(file(stored), new byte[] {1});

        keep("angebote");

        assertThat(read(stored)).isEqualTo("angebote");
    }

    @Test
    void leavesNothingBehindWhereTheSenderBreaksOff() throws IOException {
        var broken = new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        });

        assertThatThrownBy(() -> store.store(broken)).hasMessage("connection reset");
        try (var left = Files.walk(folder.resolve("deliveries"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void makesAKeyThatOnlyItsOwnerReads() throws IOException {
        var file = folder.resolve("key/deliveries");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.size(file)).isEqualTo(32);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> DeliveryKey.read(file)).hasMessageContaining("chmod 600");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.write(file, new byte[31]);
        assertThatThrownBy(() -> DeliveryKey.read(file)).hasMessageContaining("32 Bytes");
    }

    @Test
    void readsNothingWithAnotherKey() throws IOException {
        var stored = keep("angebote");
        var other = DeliveryStore.open(folder, DeliveryKey.passing(random), random);

        assertThatThrownBy(() -> other.open(stored).readAllBytes()).isInstanceOf(DamagedDelivery.class);
    }

    private void mustBeFound(Sha256 stored, byte[] damaged) throws IOException {
        Files.write(file(stored), damaged);
        assertThatThrownBy(() -> read(stored))
                .isInstanceOf(DamagedDelivery.class)
                .hasMessageContaining(stored.toString());
    }

    private Sha256 keep(String text) throws IOException {
        return store.store(Feeds.stream(text)).sha256();
    }

    private String read(Sha256 stored) throws IOException {
        try (var in = store.open(stored)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path file(Sha256 stored) {
        var name = stored.toString();
        return folder.resolve("deliveries").resolve(name.substring(0, 2)).resolve(name);
    }
}
