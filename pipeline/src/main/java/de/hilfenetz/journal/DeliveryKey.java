package de.hilfenetz.journal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key that encrypts raw deliveries: 32 bytes in a file of its own, outside the data directory, so that a copy of the data tells nothing. */
public final class DeliveryKey {

    private static final int LENGTH = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final SecretKey secret;

    private DeliveryKey(byte[] bytes) {
        this.secret = new SecretKeySpec(bytes, "HKDF-SHA256");
    }

    /** Reads the key of {@code file}; makes file and key, readable for its owner only, where there is none. */
    public static DeliveryKey readOrCreate(Path file, SecureRandom random) throws IOException {
        if (Files.notExists(file)) {
            create(file, random);
        }
        return read(file);
    }

    /** Reads the key of {@code file}, which must hold exactly 32 bytes that only its owner may read. */
    public static DeliveryKey read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "Schlüsseldatei %s fehlt: ohne sie sind die aufbewahrten Lieferungen nicht lesbar (HILFENETZ_KEY_FILE)"
                            .formatted(file));
        }
        var permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new IOException("Schlüsseldatei %s darf nur ihr Besitzer lesen, hat aber %s: chmod 600 %s"
                    .formatted(file, PosixFilePermissions.toString(permissions), file));
        }
        var bytes = Files.readAllBytes(file);
        if (bytes.length != LENGTH) {
            throw new IOException(
                    "Schlüsseldatei %s muss %d Bytes haben, hat %d".formatted(file, LENGTH, bytes.length));
        }
        return new DeliveryKey(bytes);
    }

    /** A key that nobody keeps: what it encrypts is gone with this process. */
    static DeliveryKey passing(SecureRandom random) {
        return new DeliveryKey(bytes(random));
    }

    SecretKey secret() {
        return secret;
    }

    private static void create(Path file, SecureRandom random) throws IOException {
        var folder = requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        // Written aside and linked into place: a key cut short by a crash must never be taken for one, and of two
        // processes that start at once one wins.
        var draft =
                Files.createTempFile(folder, ".schluessel", ".neu", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.write(draft, bytes(random), StandardOpenOption.SYNC);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.deleteIfExists(draft);
        }
        Folders.sync(folder);
    }

    private static byte[] bytes(SecureRandom random) {
        var bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }
}
