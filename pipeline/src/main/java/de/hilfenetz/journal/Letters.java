package de.hilfenetz.journal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people write to the operator: one encrypted file each in {@code briefe} of the data directory. They may hold somebody's
 * need, so they are never quoted anywhere, and after thirty days they are gone. Needs no mail server. Thread-safe.
 */
public final class Letters {

    private static final Logger LOG = LoggerFactory.getLogger(Letters.class);

    /** How long a letter is kept. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** More than this nobody reads; and no stranger shall fill the disk. */
    private static final int MOST = 2_000;

    private static final String DRAFT = ".neu";
    private static final Pattern NAME = Pattern.compile("(\\d{13})-[0-9a-f]{8}");

    private final Path folder;
    private final DeliveryKey key;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * A letter.
     *
     * @param topic what it is about, one of the words the form offers
     * @param record the address of the page it is about, from {@code /}; empty where it is about none
     * @param text as it was written
     * @param answerTo where an answer is to go; empty where none is wanted
     */
    public record Letter(String topic, String record, String text, String answerTo) {}

    /** A letter that is kept, under the number its writer was told. */
    public record Kept(String number, Instant at, Letter letter) {}

    /** There are so many letters that another one would not be read. */
    public static final class Full extends IOException {
        private static final long serialVersionUID = 1;
    }

    Letters(Path folder, DeliveryKey key, SecureRandom random, Clock clock) {
        this.folder = folder;
        this.key = key;
        this.random = random;
        this.clock = clock;
    }

    /** Keeps {@code letter}; gives its number. Durable once it returns. */
    public synchronized String keep(Letter letter) throws IOException {
        Folders.make(folder);
        if (names().size() >= MOST) {
            throw new Full();
        }
        var number = "%013d-%08x".formatted(clock.millis(), random.nextInt());
        var plain = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(plain)) {
            for (var part : List.of(letter.topic(), letter.record(), letter.text(), letter.answerTo())) {
                out.writeUTF(part);
            }
        }
        var sealed = new ByteArrayOutputStream();
        Sealed.write(new ByteArrayInputStream(plain.toByteArray()), sealed, key, random);
        var draft = folder.resolve(number + DRAFT);
        Files.write(draft, sealed.toByteArray(), StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
        Files.move(draft, folder.resolve(number), ATOMIC_MOVE);
        Folders.sync(folder);
        return number;
    }

    /** All that are kept and can be read, oldest first; the log names the others. */
    public synchronized List<Kept> list() throws IOException {
        var letters = new ArrayList<Kept>();
        for (var name : names()) {
            var file = folder.resolve(name);
            try (var in = new DataInputStream(Sealed.read(Files.newInputStream(file), key, file.toString()))) {
                letters.add(
                        new Kept(name, at(name), new Letter(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF())));
            } catch (IOException damaged) {
                LOG.warn("Der Brief {} ist nicht lesbar und bleibt liegen: {}", file, damaged.getMessage());
            }
        }
        return letters;
    }

    /** The number of the latest; empty where there is none. */
    public synchronized Optional<String> newest() throws IOException {
        var names = names();
        return names.isEmpty() ? Optional.empty() : Optional.of(names.getLast());
    }

    /** Whether there is one of this number. */
    public synchronized boolean has(String number) {
        return NAME.matcher(number).matches() && Files.exists(folder.resolve(number));
    }

    /** Deletes one that is done with; false where there is none of this number. */
    public synchronized boolean delete(String number) throws IOException {
        return has(number) && Files.deleteIfExists(folder.resolve(number));
    }

    /** The numbers of those that are kept; deletes the others on the way. */
    private List<String> names() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var kept = new ArrayList<String>();
        var oldest = clock.instant().minus(KEPT);
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                var name = String.valueOf(file.getFileName());
                if (NAME.matcher(name).matches() && at(name).isAfter(oldest)) {
                    kept.add(name);
                } else {
                    Files.deleteIfExists(file);
                }
            }
        }
        return kept;
    }

    private static Instant at(String name) {
        return Instant.ofEpochMilli(Long.parseLong(name.substring(0, name.indexOf('-'))));
    }
}
