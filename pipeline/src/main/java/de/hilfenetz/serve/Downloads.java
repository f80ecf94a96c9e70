package de.hilfenetz.serve;

import de.hilfenetz.publish.Derivation;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.publish.Manifest.Stored;
import de.hilfenetz.publish.ReleaseId;
import de.hilfenetz.publish.Releases;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the files of releases. Which there are, the manifest says: no address becomes a path. The stored {@code .gz} comes
 * with ranges; the plain form is decoded while it is sent, or sent packed to whoever takes gzip.
 */
final class Downloads {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
    private static final String NEWEST = "aktuell";

    private final Supplier<Optional<Published>> current;
    private final Releases releases;

    Downloads(Supplier<Optional<Published>> current, Releases releases) {
        this.current = current;
        this.releases = releases;
    }

    /** {@code /daten/{dataset}/{release}/{file}}. */
    void file(Context ctx) throws IOException {
        var manifest = asked(ctx);
        var name = ctx.pathParam("file");
        var release = manifest.release();
        var found = find(ctx, manifest.files());
        if (found.isEmpty()) {
            var made = made(ctx, manifest).orElseThrow(() -> Refusal.of(404));
            found = find(ctx, made.files());
            release = made.release();
        }
        var file = found.orElseThrow(() -> Refusal.of(404));
        var form = file.stored().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(file.stored().getFirst());
        ctx.header("Cache-Control", cache(ctx));
        ctx.header("Last-Modified", HTTP_DATE.format(file.changed()));
        ctx.header(
                "Content-Disposition",
                "attachment; filename=\"hilfenetz-%s-%s.%s\""
                        .formatted(
                                file.dataset(),
                                release,
                                name.substring(file.dataset().length() + 1)));
        if (file.extension().equals("csv") && isDescribed(ctx, manifest, file)) {
            ctx.header(
                    "Link",
                    "<%s-metadata.json>; rel=\"describedby\"; type=\"application/csvm+json\""
                            .formatted(file.plainName()));
        }
        if (file.isPacked() && name.equals(file.plainName())) {
            plain(ctx, file, release, form);
        } else {
            stored(ctx, file, release, form);
        }
    }

    /** A file that is kept in parts is put together only for somebody who gets bytes of it. */
    private Path sound(ReleaseId release, Stored form) {
        try {
            return releases.soundPath(release, form);
        } catch (IOException e) {
            LOG.error("a file that somebody asks for is not sent", e);
            throw Refusal.of(503);
        }
    }

    /** Until it is made nothing describes the first table of all. */
    private boolean isDescribed(Context ctx, Manifest manifest, DataFile table) {
        return made(ctx, manifest)
                .filter(made -> made.files().stream()
                        .anyMatch(file -> file.name().equals(table.plainName() + "-metadata.json")))
                .isPresent();
    }

    private static Optional<DataFile> find(Context ctx, List<DataFile> files) {
        var name = ctx.pathParam("file");
        return files.stream()
                .filter(file -> file.dataset().equals(ctx.pathParam("dataset")))
                .filter(file -> file.plainName().equals(name)
                        || file.stored().stream().anyMatch(form -> form.name().equals(name)))
                .findFirst();
    }

    /** Until the newest workbook is made, the newest there is answers as {@code aktuell}; under a release's name, only its own. */
    private Optional<Derivation> made(Context ctx, Manifest manifest) {
        var made = releases.made(manifest);
        return ctx.pathParam("release").equals(NEWEST) && stand(ctx) == null ? made.or(releases::lastMade) : made;
    }

    private void plain(Context ctx, DataFile file, ReleaseId release, Stored form) throws IOException {
        Answers.vary(ctx, "Accept-Encoding");
        ctx.header("Accept-Ranges", "none");
        var packed = Answers.takesGzip(ctx.header("Accept-Encoding"));
        ctx.header("Repr-Digest", digest(packed ? file.sha256() : file.plainSha256()));
        if (isKnown(ctx, packed ? file.sha256() : file.plainSha256(), file.changed())) {
            return;
        }
        ctx.contentType(type(file));
        if (packed) {
            ctx.header("Content-Encoding", "gzip");
        }
        ctx.res().setContentLengthLong(packed ? file.bytes() : file.plainBytes());
        if (isHead(ctx)) {
            return;
        }
        if (packed) {
            send(ctx, release, form, 0, file.bytes());
            return;
        }
        try (var decoded = new GZIPInputStream(Files.newInputStream(sound(release, form)), 1 << 16)) {
            decoded.transferTo(ctx.outputStream());
        }
    }

    private void stored(Context ctx, DataFile file, ReleaseId release, Stored form) throws IOException {
        ctx.header("Accept-Ranges", "bytes");
        ctx.header("Repr-Digest", digest(form.sha256()));
        if (isKnown(ctx, form.sha256(), file.changed())) {
            return;
        }
        ctx.contentType(packedType(form.name()).orElse(type(file)));
        var range = range(ctx, form);
        if (range != null && range.isEmpty()) {
            ctx.header("Content-Range", "bytes */" + form.bytes());
            throw Refusal.of(416);
        }
        var part = range == null ? new Range(0, form.bytes() - 1) : range;
        if (range != null) {
            ctx.status(206);
            ctx.header("Content-Range", "bytes %d-%d/%d".formatted(part.first(), part.last(), form.bytes()));
        }
        ctx.res().setContentLengthLong(part.length());
        if (isHead(ctx)) {
            return;
        }
        send(ctx, release, form, part.first(), part.length());
    }

    private void send(Context ctx, ReleaseId release, Stored form, long from, long length) throws IOException {
        try (var channel = FileChannel.open(sound(release, form))) {
            SendFile.send(ctx, channel, from, length);
        }
    }

    /** {@code /daten/{release}/manifest.json} and {@code …/SHA256SUMS}. */
    void manifest(Context ctx) throws IOException {
        sealed(ctx, "manifest.json", Accept.JSON);
    }

    void sums(Context ctx) throws IOException {
        sealed(ctx, "SHA256SUMS", "text/plain;charset=utf-8");
    }

    /** {@code /daten/{release}/derived.json}: the files that are made of the release. */
    void derived(Context ctx) throws IOException {
        made(ctx, "derived.json");
    }

    /** {@code /daten/{release}/datapackage.json}: the tables of the release as a Data Package. */
    void dataPackage(Context ctx) throws IOException {
        made(ctx, "datapackage.json");
    }

    private void sealed(Context ctx, String name, String type) throws IOException {
        sealed(ctx, asked(ctx).release(), name, type);
    }

    private void made(Context ctx, String name) throws IOException {
        var made = made(ctx, asked(ctx)).orElseThrow(() -> Refusal.of(404));
        sealed(ctx, made.release(), name, Accept.JSON);
    }

    private void sealed(Context ctx, ReleaseId release, String name, String type) throws IOException {
        var manifest = releases.find(release.toString()).orElseThrow(() -> Refusal.of(404));
        ctx.header("Last-Modified", HTTP_DATE.format(manifest.created()));
        Answers.send(ctx, type, Files.readAllBytes(releases.path(release, name)), release + "-" + name, cache(ctx));
    }

    /** What {@code ?stand=} says of a file whose address names no release. */
    private static @Nullable String stand(Context ctx) {
        var stand = ctx.queryParam("stand");
        return stand == null || stand.isBlank() ? null : stand.strip();
    }

    /** The public release from the request's own value; another by its name, but never one that is not yet public. */
    private Manifest asked(Context ctx) {
        var published = current.get().orElseThrow(() -> Refusal.of(404));
        var named = ctx.pathParam("release");
        var release = named.equals(NEWEST) ? Objects.requireNonNullElse(stand(ctx), NEWEST) : named;
        if (release.equals(NEWEST) || release.equals(published.release())) {
            return published.manifest();
        }
        return releases.find(release)
                .filter(found -> found.release().compareTo(published.manifest().release()) <= 0)
                .orElseThrow(() -> Refusal.of(404));
    }

    /** A day's name may still come to mean a later release; a release's never changes. */
    private static String cache(Context ctx) {
        return ctx.pathParam("release").contains(".") ? Answers.FOR_EVER : Answers.REVALIDATE;
    }

    private static boolean isHead(Context ctx) {
        return ctx.req().getMethod().equals("HEAD");
    }

    private static Optional<String> packedType(String name) {
        return name.endsWith(".gz")
                ? Optional.of("application/gzip")
                : name.endsWith(".zst") ? Optional.of("application/zstd") : Optional.empty();
    }

    private static String type(DataFile file) {
        return file.mediaType().startsWith("text/") ? file.mediaType() + ";charset=utf-8" : file.mediaType();
    }

    /** RFC 9530: {@code sha-256=:…:}. */
    static String digest(String hex) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)) + ":";
    }

    private static boolean isKnown(Context ctx, String tag, Instant changed) {
        if (Answers.isKnown(ctx, tag)) {
            return true;
        }
        if (ctx.header("If-None-Match") != null || !isUnchanged(ctx.header("If-Modified-Since"), changed)) {
            return false;
        }
        ctx.status(304);
        return true;
    }

    private static boolean isUnchanged(@Nullable String since, Instant changed) {
        if (since == null) {
            return false;
        }
        try {
            return !changed.truncatedTo(ChronoUnit.SECONDS).isAfter(Instant.from(HTTP_DATE.parse(since)));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** First and last byte, both included. */
    private record Range(long first, long last) {
        boolean isEmpty() {
            return first > last;
        }

        long length() {
            return last - first + 1;
        }
    }

    /** The one range asked for; null for the whole file: no range, several, unreadable ones, or an If-Range that is stale. */
    private static @Nullable Range range(Context ctx, Stored file) {
        var header = ctx.header("Range");
        var condition = ctx.header("If-Range");
        if (header == null
                || !header.matches("bytes=(\\d{1,18}-\\d{0,18}|-\\d{1,18})")
                || (condition != null && !condition.equals('"' + file.sha256() + '"'))) {
            return null;
        }
        var dash = header.indexOf('-');
        var first = header.substring("bytes=".length(), dash);
        var last = header.substring(dash + 1);
        var end = file.bytes() - 1;
        if (first.isEmpty()) {
            return new Range(Math.max(0, file.bytes() - Long.parseLong(last)), end);
        }
        var from = Long.parseLong(first);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return null;
        }
        return new Range(from, last.isEmpty() ? end : Math.min(end, Long.parseLong(last)));
    }
}
