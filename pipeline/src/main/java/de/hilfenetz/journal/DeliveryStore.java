package de.hilfenetz.journal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import de.hilfenetz.record.Sha256;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * The raw bytes of deliveries, encrypted, each under the SHA-256 of its plain bytes: {@code deliveries/aa/{sha256}}. The only
 * place where values of held and protected records are stored. Thread-safe.
 */
public final class DeliveryStore {

    private static final String DRAFT = ".neu";

    /** Ends the name of an empty file beside bytes of which nobody has said yet that they are a delivery. */
    private static final String MARK = ".offen";

    private final Path folder;
    private final DeliveryKey key;
    private final SecureRandom random;
    private final boolean durable;

    private DeliveryStore(Path folder, DeliveryKey key, SecureRandom random, boolean durable) {
        this.folder = folder;
        this.key = key;
        this.random = random;
        this.durable = durable;
    }

    /** The store in {@code dataDirectory}; makes its folder. */
    public static DeliveryStore open(Path dataDirectory, DeliveryKey key, SecureRandom random) throws IOException {
        Files.createDirectories(dataDirectory);
        var folder = dataDirectory.resolve("deliveries");
        Folders.make(folder);
        return new DeliveryStore(folder, key, random, true);
    }

    /** A store in {@code folder} that nobody can read after this process, and that waits for no disk. */
    static DeliveryStore passing(Path folder, SecureRandom random) throws IOException {
        var deliveries = folder.resolve("deliveries");
        Folders.make(deliveries);
        return new DeliveryStore(deliveries, DeliveryKey.passing(random), random, false);
    }

    /** What people write, beside the deliveries and under the same key. */
    Letters letters(Clock clock) {
        return new Letters(folder.resolveSibling("briefe"), key, random, clock);
    }

    /**
     * Deletes drafts of a process that is no more, and what it kept without anybody saying that it is {@link Draft#owned}. Only
     * for the one that holds the {@link DataLock}.
     *
     * @param isOwned whether there is a delivery of these bytes
     */
    void clear(Predicate<Sha256> isOwned) throws IOException {
        for (var draft : list(DRAFT)) {
            Files.deleteIfExists(draft);
        }
        for (var mark : list(MARK)) {
            var bytes = Sha256.parse(mark.getFileName().toString().replace(MARK, ""));
            if (!isOwned.test(bytes)) {
                delete(bytes);
            }
            Files.deleteIfExists(mark);
        }
    }

    private List<Path> list(String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(ending)).toList();
        }
    }

    /** Keeps all of {@code bytes}; on return they are durable. Keeping the same bytes again repairs a damaged file. */
    Stored store(InputStream bytes) throws IOException {
        try (var draft = draft(bytes)) {
            draft.keep();
            draft.owned();
            return draft.stored();
        }
    }

    /** Writes all of {@code bytes}, so that they can be looked at before they are kept. */
    Draft draft(InputStream bytes) throws IOException {
        var file = folder.resolve(UUID.randomUUID() + DRAFT);
        try {
            return new Draft(file, write(file, bytes));
        } catch (IOException | RuntimeException | Error failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    /** Bytes that are here, and gone when this is closed unless they are kept. */
    final class Draft implements AutoCloseable {

        private final Path file;
        private final Stored stored;

        private Draft(Path file, Stored stored) {
            this.file = file;
            this.stored = stored;
        }

        /** What there is to keep. */
        Stored stored() {
            return stored;
        }

        /** The plain bytes; the caller closes them. */
        InputStream open() throws IOException {
            return Sealed.read(Files.newInputStream(file), key, file.toString());
        }

        /** On return they are durable under their hash; gone after a crash unless they were {@link #owned} before. */
        void keep() throws IOException {
            var target = file(stored.sha256());
            if (!Files.exists(target)) {
                Files.write(mark(), new byte[0]);
                if (durable) {
                    Folders.sync(folder);
                }
            }
            var shelf = requireNonNull(target.getParent());
            Folders.make(shelf);
            Files.move(file, target, ATOMIC_MOVE);
            if (durable) {
                Folders.sync(shelf);
            }
        }

        /** There is a delivery of them now. */
        void owned() throws IOException {
            Files.deleteIfExists(mark());
        }

        /** No delivery came of them: what was kept of them is gone. */
        void takeBack() throws IOException {
            delete(stored.sha256());
            owned();
        }

        private Path mark() {
            return folder.resolve(stored.sha256() + MARK);
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    private Stored write(Path draft, InputStream bytes) throws IOException {
        try (var channel = FileChannel.open(draft, CREATE_NEW, WRITE)) {
            var digested = new DigestInputStream(bytes, Sha256.digest());
            var counted = BoundedInputStream.builder().setInputStream(digested).get();
            var out = new BufferedOutputStream(Channels.newOutputStream(channel), 2 * Sealed.CHUNK);
            Sealed.write(counted, out, key, random);
            out.flush();
            if (durable) {
                channel.force(true);
            }
            return new Stored(Sha256.from(digested.getMessageDigest().digest()), counted.getCount());
        }
    }

    /**
     * The plain bytes once kept under {@code sha256}, as a stream; the caller closes it. Reading fails with
     * {@link DamagedDelivery} where a byte was changed or is missing.
     */
    public InputStream open(Sha256 sha256) throws IOException {
        var file = file(sha256);
        try {
            return new Checked(Sealed.read(Files.newInputStream(file), key, file.toString()), sha256, file.toString());
        } catch (NoSuchFileException e) {
            throw new DamagedDelivery(file.toString(), "die Datei fehlt", e);
        }
    }

    /** Deletes what is kept under {@code sha256}; on return it is gone for good. Answers whether there was anything. */
    boolean delete(Sha256 sha256) throws IOException {
        var file = file(sha256);
        var was = Files.deleteIfExists(file);
        if (was && durable) {
            Folders.sync(requireNonNull(file.getParent()));
        }
        return was;
    }

    /** An authentication code of {@code text} under the key, in letters that may stand in an address. */
    String sign(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret().getEncoded(), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private Path file(Sha256 sha256) {
        var name = sha256.toString();
        return folder.resolve(name.substring(0, 2)).resolve(name);
    }

    /** What was kept: hash and number of the plain bytes. */
    record Stored(Sha256 sha256, long bytes) {}

    /** Holds the whole against its name: a file that is sound in itself may still be another one. */
    private static final class Checked extends FilterInputStream {

        private final MessageDigest digest;
        private final Sha256 expected;
        private final String name;

        Checked(InputStream plain, Sha256 expected, String name) {
            super(plain);
            this.digest = Sha256.digest();
            this.expected = expected;
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            var read = super.read(into, offset, length);
            if (read > 0) {
                digest.update(into, offset, read);
            } else if (read < 0
                    && !Sha256.from(((MessageDigest) copy()).digest()).equals(expected)) {
                throw new DamagedDelivery(name, "der Inhalt ist der einer anderen Lieferung", null);
            }
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            return readNBytes((int) Math.min(count, Sealed.CHUNK)).length;
        }

        private Object copy() {
            try {
                return digest.clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("every JDK can copy a SHA-256", e);
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
