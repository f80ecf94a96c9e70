package de.hilfenetz.publish;

import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.publish.Manifest.Stored;
import de.hilfenetz.publish.Recipe.Slice;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of releases on the disk. A release lies there whole; or in parts: only what no other release has, with a recipe that
 * puts its files together of that and of what others have; or not at all any more. What is put together on demand lies there
 * whole for a while. Its manifest always stays, so that the chain of hashes holds. Safe for use by several threads.
 */
final class Shelf {

    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
    /** In the folder of a release whose files are no longer kept. */
    private static final String GONE = "ausgeduennt";
    /** In the folder of a release that is no longer public. */
    private static final String WITHDRAWN = "zurueckgezogen";
    /** What a release kept in parts has for itself. */
    private static final String OWN = "eigenes.bin";
    /** What is not part of one, and shorter, is not looked for elsewhere. */
    private static final int WORTH_LOOKING = 1 << 10;

    private static final Duration LENT = Duration.ofHours(1);
    /** Whoever asks for one file after the other must not undo the thinning. */
    static final int MOST_LENT = 16;

    private static final Set<String> CHAIN = Set.of("manifest.json", "SHA256SUMS", GONE, WITHDRAWN);

    private final Path folder;
    private final Clock clock;
    /** What was put together on demand, oldest first. */
    private final Deque<Lent> lent = new ArrayDeque<>();

    private record Lent(ReleaseId release, String name) {}

    /**
     * @param folder of the releases
     */
    Shelf(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    Path home(ReleaseId release) {
        return folder.resolve(release.toString());
    }

    /** Whether its files are there, whole or in parts. */
    boolean isKept(ReleaseId release) {
        return Files.isDirectory(home(release))
                && !isWithdrawn(release)
                && !Files.exists(home(release).resolve(GONE));
    }

    boolean isWithdrawn(ReleaseId release) {
        return Files.exists(home(release).resolve(WITHDRAWN));
    }

    boolean isInParts(ReleaseId release) throws IOException {
        return Recipe.find(home(release)).isPresent();
    }

    /** Where a file lies whole: now, or put together for whoever asks, for the next hour or until {@link #MOST_LENT} others were. */
    Path path(ReleaseId release, String name) throws IOException {
        var path = home(release).resolve(name);
        return Files.exists(path) ? path : lend(release, name, path);
    }

    private synchronized Path lend(ReleaseId release, String name, Path path) throws IOException {
        if (!Files.exists(path)) {
            var recipe = Recipe.find(home(release));
            if (recipe.isPresent() && recipe.get().files().containsKey(name)) {
                putTogether(release, manifest(release), name);
                Files.setLastModifiedTime(path, FileTime.from(clock.instant()));
                lent.add(new Lent(release, name));
                takeBackOldest();
            }
        }
        return path;
    }

    private void takeBackOldest() throws IOException {
        while (lent.size() > MOST_LENT) {
            var oldest = lent.remove();
            if (isInParts(oldest.release())) {
                Files.deleteIfExists(home(oldest.release()).resolve(oldest.name()));
            }
        }
    }

    /** The stored bytes of a file, whether it lies there whole or not. */
    InputStream open(ReleaseId release, String name) throws IOException {
        var path = home(release).resolve(name);
        if (!Files.exists(path)) {
            var slices = Recipe.find(home(release))
                    .flatMap(recipe -> Optional.ofNullable(recipe.files().get(name)));
            if (slices.isPresent()) {
                return new SlicedInput(folder, slices.get());
            }
        }
        return Files.newInputStream(path);
    }

    private static List<Stored> stored(Manifest manifest) {
        return manifest.files().stream().flatMap(file -> file.stored().stream()).toList();
    }

    private void putTogether(ReleaseId release, Manifest manifest, String name) throws IOException {
        var file = stored(manifest).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        var path = home(release).resolve(name);
        var draft = path.resolveSibling(name + ".draft");
        var digest = Sha256.digest();
        try (var in = new DigestInputStream(open(release, name), digest)) {
            Files.deleteIfExists(draft);
            Files.copy(in, draft);
        }
        if (!Sha256.from(digest.digest()).toString().equals(file.sha256())) {
            Files.delete(draft);
            throw new IOException("%s of release %s cannot be put together as it was".formatted(name, release));
        }
        Durable.sync(draft);
        Durable.move(draft, path);
    }

    /** Puts all files of a release together for good. */
    synchronized void makeWhole(ReleaseId release) throws IOException {
        var manifest = manifest(release);
        for (var file : stored(manifest)) {
            if (!Files.exists(home(release).resolve(file.name()))) {
                putTogether(release, manifest, file.name());
            }
        }
        Recipe.delete(home(release)); // what it has for itself stays: others may need it
    }

    /**
     * Keeps a release in parts from now on. What is made of it, workbooks and the like, is not kept.
     *
     * @param others whose bytes it may need, and that are kept as long as it is
     * @return whether it lies there in parts now
     */
    synchronized boolean takeApart(ReleaseId release, List<ReleaseId> others) throws IOException {
        var home = home(release);
        var manifest = manifest(release);
        var composition = Composition.find(home);
        if (composition.isEmpty() || Files.exists(home.resolve(OWN))) {
            return false; // of the latter others may need something
        }
        var known = new HashMap<String, Slice>();
        for (var other : others) {
            learn(other, known);
        }
        var recipe = recipe(release, manifest, composition.get(), known);
        for (var file : stored(manifest)) {
            try (var in = new SlicedInput(folder, recipe.files().getOrDefault(file.name(), List.of()))) {
                if (!sha256(in).equals(file.sha256())) {
                    LOG.error(
                            "{} of release {} is not what it was sealed as; it stays as it lies", file.name(), release);
                    Files.deleteIfExists(home.resolve(OWN));
                    return false;
                }
            }
        }
        recipe.write(home);
        for (var file : stored(manifest)) {
            Files.deleteIfExists(home.resolve(file.name()));
        }
        deleteMade(home);
        return true;
    }

    private Recipe recipe(ReleaseId release, Manifest manifest, Composition composition, Map<String, Slice> known)
            throws IOException {
        var home = home(release);
        var files = new TreeMap<String, List<Slice>>();
        var bySum = new HashMap<String, List<Slice>>();
        var written = 0L;
        var draft = home.resolve(OWN + ".draft");
        try (var own = Files.newOutputStream(draft)) {
            for (var file : stored(manifest)) {
                var slices = bySum.get(file.sha256());
                if (slices == null) {
                    slices = new ArrayList<>();
                    for (var chunk : chunks(release, file, composition)) {
                        var elsewhere = known.get(chunk.key());
                        if (elsewhere == null) {
                            copy(chunk.slice(), own);
                            Recipe.append(
                                    slices,
                                    new Slice(
                                            release, OWN, written, chunk.slice().length()));
                            written += chunk.slice().length();
                        } else {
                            Recipe.append(slices, elsewhere);
                        }
                    }
                    bySum.put(file.sha256(), slices);
                }
                files.put(file.name(), slices);
            }
        }
        Durable.sync(draft);
        Durable.move(draft, home.resolve(OWN));
        return new Recipe(files);
    }

    private void copy(Slice slice, OutputStream to) throws IOException {
        try (var in = new SlicedInput(folder, List.of(slice))) {
            in.transferTo(to);
        }
    }

    /** What {@code other} holds, by the key of each chunk. */
    private void learn(ReleaseId other, Map<String, Slice> known) throws IOException {
        var composition = Composition.find(home(other));
        if (composition.isEmpty()) {
            return;
        }
        var recipe = Recipe.find(home(other));
        for (var file : stored(manifest(other))) {
            for (var chunk : chunks(other, file, composition.get())) {
                var slice = chunk.slice();
                var lies = lies(recipe, slice);
                if (lies.size() == 1) {
                    known.putIfAbsent(chunk.key(), lies.getFirst());
                }
            }
        }
    }

    /** Where the bytes of a slice of a release's own file lie. */
    private static List<Slice> lies(Optional<Recipe> recipe, Slice slice) {
        return recipe.isEmpty()
                ? List.of(slice)
                : Recipe.cut(
                        recipe.get().files().getOrDefault(slice.name(), List.of()), slice.position(), slice.length());
    }

    /**
     * Bytes that another release may have too.
     *
     * @param key equal where they are
     */
    private record Chunk(String key, Slice slice) {}

    /** The parts of a file, and what stands before, between and after them. */
    private List<Chunk> chunks(ReleaseId release, Stored file, Composition composition) throws IOException {
        var parts = new TreeMap<Long, Chunk>();
        for (var group : composition.groups()) {
            var part = group.parts().get(file.name().replaceFirst("zst$", "gz"));
            var frame = part == null ? null : part.zstd();
            if (part == null || (file.name().endsWith(".zst") && frame == null)) {
                continue;
            }
            var slice = file.name().endsWith(".zst") && frame != null
                    ? new Slice(release, file.name(), frame.position(), frame.stored())
                    : new Slice(release, file.name(), part.position(), part.stored());
            var key =
                    "%s %s %d %d %d".formatted(file.name(), group.versions(), part.crc(), part.plain(), slice.length());
            parts.put(slice.position(), new Chunk(key, slice));
        }
        var chunks = new ArrayList<Chunk>();
        var end = 0L;
        for (var part : parts.values()) {
            between(release, file, end, part.slice().position(), chunks);
            chunks.add(part);
            end = part.slice().position() + part.slice().length();
        }
        between(release, file, end, file.bytes(), chunks);
        return chunks;
    }

    private void between(ReleaseId release, Stored file, long from, long to, List<Chunk> chunks) throws IOException {
        if (from == to) {
            return;
        }
        var slice = new Slice(release, file.name(), from, to - from);
        var key = "%s %s %d".formatted(release, file.name(), from);
        if (to - from >= WORTH_LOOKING) {
            try (var in = open(release, file.name())) {
                in.skipNBytes(from);
                key = Sha256.of(in.readNBytes(Math.toIntExact(to - from))).toString();
            }
        }
        chunks.add(new Chunk(key, slice));
    }

    /**
     * Reads a packed file piece by piece, each whole lines of it, but for pieces that were read already.
     *
     * @param known keys of pieces that need not be read; those that were are added
     * @return whether one of them is as {@code test} says; the rest is not read then
     */
    boolean anyPiece(ReleaseId release, DataFile file, Set<String> known, Predicate<byte[]> test) throws IOException {
        var composition = Composition.find(home(release));
        if (composition.isEmpty()) {
            try (var plain = new GZIPInputStream(open(release, file.name()), 1 << 16)) {
                return test.test(plain.readAllBytes());
            }
        }
        var recipe = Recipe.find(home(release));
        for (var chunk : chunks(release, file.stored().getFirst(), composition.get())) {
            if (known.contains(chunk.key())) {
                continue;
            }
            var slice = chunk.slice();
            try (var in = new SlicedInput(folder, lies(recipe, slice))) {
                if (test.test(StoredFile.inflate(in.readAllBytes(), slice.position() == 0))) {
                    return true;
                }
            }
            known.add(chunk.key());
        }
        return false;
    }

    /** Deletes again what was put together on demand, an hour after. */
    synchronized void takeBack(ReleaseId release) throws IOException {
        var since = clock.instant().minus(LENT);
        for (var file : stored(manifest(release))) {
            var path = home(release).resolve(file.name());
            if (Files.exists(path)
                    && Files.getLastModifiedTime(path).toInstant().isBefore(since)) {
                Files.delete(path);
                lent.remove(new Lent(release, file.name()));
            }
        }
    }

    /** Deletes all files of a release for good but what the chain of hashes needs: there are newer ones of its day. */
    synchronized void discard(ReleaseId release) throws IOException {
        empty(release, GONE);
    }

    /**
     * Deletes the same of a release that must no longer be known. From the first moment on nobody is served from it, whatever
     * becomes of the rest: others that need something of it are made whole before its bytes go.
     *
     * @param others that may
     * @throws IOException where another one could not be made whole; {@link #recover} tries again
     */
    synchronized void withdraw(ReleaseId release, List<ReleaseId> others) throws IOException {
        mark(release, WITHDRAWN);
        clear(release, others);
    }

    private void empty(ReleaseId release, String mark) throws IOException {
        mark(release, mark);
        empty(home(release));
    }

    private void mark(ReleaseId release, String mark) throws IOException {
        var home = home(release);
        Durable.write(home.resolve(mark), new byte[0]);
        Durable.syncFolder(home);
    }

    private void clear(ReleaseId release, List<ReleaseId> others) throws IOException {
        for (var other : others) {
            if (isKept(other) && needs(other, release)) {
                makeWhole(other);
            }
        }
        empty(home(release));
    }

    /** Whether bytes of {@code release} are still read for {@code other}. */
    boolean needs(ReleaseId other, ReleaseId release) throws IOException {
        var recipe = Recipe.find(home(other));
        return !other.equals(release) && recipe.isPresent() && recipe.get().needs(release);
    }

    private static void empty(Path home) throws IOException {
        try (var files = Files.list(home)) {
            for (var file : files.toList()) {
                if (!CHAIN.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Ends what a crash or a full disk left half done: releases whose files were to go lose the rest of them. */
    synchronized void recover(List<ReleaseId> releases) {
        for (var release : releases) {
            if (!isKept(release)) {
                try {
                    clear(release, releases);
                } catch (IOException e) {
                    LOG.error("release {} is withdrawn and not served, but its files could not be deleted", release, e);
                }
            }
        }
    }

    private static void deleteMade(Path home) throws IOException {
        var made = Derivation.read(home);
        if (made.isPresent()) {
            Files.deleteIfExists(home.resolve(Derivation.FILE));
            for (var file : made.get().files()) {
                Files.deleteIfExists(home.resolve(file.name()));
            }
            Files.deleteIfExists(home.resolve(TableDescriptions.PACKAGE));
        }
    }

    /** What the release was sealed with; it stays whatever becomes of its files. */
    Manifest manifest(ReleaseId release) throws IOException {
        return Manifest.read(Files.readAllBytes(home(release).resolve("manifest.json")));
    }

    static String sha256(InputStream in) throws IOException {
        var digest = Sha256.digest();
        try (var read = new DigestInputStream(in, digest)) {
            read.transferTo(OutputStream.nullOutputStream());
        }
        return Sha256.from(digest.digest()).toString();
    }
}
