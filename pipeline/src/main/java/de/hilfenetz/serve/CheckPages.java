package de.hilfenetz.serve;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Preview;
import de.hilfenetz.intake.Trial;
import de.hilfenetz.journal.Announcement;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /liefern/pruefen}: whoever has a file chooses, drops or pastes it and sees the report; nothing is kept (portal P14). */
final class CheckPages {

    /** Bytes of a request: the file, and a little around it. */
    static final long LARGEST = PushHandlers.LARGEST_UNKNOWN + 1_000_000;

    /** Downloads up to this size come with the page, so that nothing has to be kept for them. */
    private static final int WITHIN_PAGE = 300_000;

    private static final List<String> SAMPLES =
            List.of("angebote.csv", "angebote.json", "angebote.xlsx", "liefern.sh", "liefern.ps1", "liefern.sftp");

    private final Supplier<Optional<Published>> current;
    private final Inbox inbox;
    private final Receiving receiving;
    private final ServicePages services;
    private final Pages pages;
    private final Words t;

    CheckPages(
            Supplier<Optional<Published>> current,
            Inbox inbox,
            Receiving receiving,
            ServicePages services,
            Pages pages,
            Words t) {
        this.current = current;
        this.inbox = inbox;
        this.receiving = receiving;
        this.services = services;
        this.pages = pages;
        this.t = t;
    }

    void form(Context ctx) {
        send(ctx, null, "", "", null);
    }

    /** A file that passes, in a form of the reader's choice. */
    void sample(Context ctx) throws IOException {
        var name = ctx.pathParam("file");
        if (!SAMPLES.contains(name)) {
            throw Refusal.of(404);
        }
        try (var file = CheckPages.class.getResourceAsStream("/site/beispiele/" + name)) {
            ctx.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
            ctx.header("Cache-Control", Answers.REVALIDATE);
            ctx.contentType("application/octet-stream");
            ctx.result(Objects.requireNonNull(file).readAllBytes());
        }
    }

    void check(Context ctx) throws IOException {
        try (var form = Form.read(ctx, receiving, t, LARGEST)) {
            var given = form.file("datei")
                    .orElseGet(() -> new Form.File(
                            t.of("pruefen.eingefuegt"), form.text("text").getBytes(StandardCharsets.UTF_8)));
            if (given.bytes().length > PushHandlers.LARGEST_UNKNOWN) {
                throw receiving.tooLarge(PushHandlers.LARGEST_UNKNOWN);
            }
            check(ctx, given, form);
        }
    }

    private void check(Context ctx, Form.File given, Form form) throws IOException {
        var id = form.text("quelle");
        var word = form.text("format");
        var source = source(id, word, given);
        if (form.has("berichtigt")) {
            var corrected = receiving.correcting(
                    () -> inbox.trials().correct(source, given.name(), new ByteArrayInputStream(given.bytes()), false));
            FeedHandlers.send(ctx, given.name(), corrected);
            return;
        }
        var trial = receiving.trying(() -> inbox.trials()
                .of(
                        source,
                        source.feed().deliveries(),
                        given.name(),
                        new ByteArrayInputStream(given.bytes()),
                        Announcement.NONE,
                        false));
        send(ctx, trial, id, word, given);
    }

    private Intake.Source source(String id, String word, Form.File given) throws IOException {
        if (!id.isEmpty()) {
            return Optional.ofNullable(inbox.sources().get(id))
                    .filter(source -> !source.feed().format().isEditorial())
                    .orElseThrow(() -> Refusal.parameter("quelle", t.of("problem.quelle", id)));
        }
        var format = word.isEmpty()
                ? guess(given.bytes())
                : Arrays.stream(Feed.Format.values())
                        .filter(known -> known.word().equals(word) && !known.isEditorial())
                        .findFirst()
                        .orElseThrow(() -> Refusal.parameter("format", t.of("problem.format", word)));
        return Intake.Source.unnamed(format);
    }

    /** The format that a file most likely has; if it has not, its report says what it is instead. */
    static Feed.Format guess(byte[] bytes) {
        var head = new String(bytes, 0, Math.min(bytes.length, 4_000), StandardCharsets.ISO_8859_1);
        var text = head.replaceFirst("^\u00EF\u00BB\u00BF", "").stripLeading();
        if (head.startsWith("PK")) {
            return new String(bytes, StandardCharsets.ISO_8859_1).contains("[Content_Types].xml")
                    ? Feed.Format.XLSX
                    : Feed.Format.HSDS_CSV;
        }
        if (head.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            return Feed.Format.XLSX;
        }
        if (text.startsWith("<")) {
            return Feed.Format.XML;
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            if (text.contains("\"FeatureCollection\"")) {
                return Feed.Format.GEOJSON;
            }
            if (text.startsWith("{")
                    && text.lines().filter(line -> line.startsWith("{")).count() > 1) {
                return Feed.Format.NDJSON;
            }
            return text.contains("\"kind\"") ? Feed.Format.JSON : Feed.Format.HSDS;
        }
        return Feed.Format.CSV;
    }

    private void send(Context ctx, @Nullable Trial trial, String id, String word, Form.@Nullable File given) {
        var published = current.get();
        var sources = inbox.sources().values().stream()
                .map(Intake.Source::feed)
                .filter(feed -> !feed.format().isEditorial())
                .map(feed -> new Views.Option(feed.id(), feed.title(), feed.id().equals(id)))
                .toList();
        var formats = Arrays.stream(Feed.Format.values())
                .filter(format -> !format.isEditorial())
                .map(format -> new Views.Option(
                        format.word(),
                        format.word().toUpperCase(Locale.ROOT),
                        format.word().equals(word)))
                .toList();
        var frame = pages.frame(ctx, published, t.of("pruefen.titel"), t.of("pruefen.beschreibung"));
        var values = new HashMap<String, Object>();
        values.put("frame", trial == null ? frame : frame.withoutIndex());
        values.put("sources", sources);
        values.put("formats", formats);
        values.put("limit", t.size(PushHandlers.LARGEST_UNKNOWN));
        values.put("name", given == null ? "" : given.name());
        if (trial != null) {
            values.put("trial", trial);
            values.put("preview", preview(trial.preview()));
        }
        values.put("groups", trial == null ? List.of() : Reports.groups(trial));
        values.put("base", pages.base().toString());
        values.put("html", trial == null ? "" : within("text/html", Reports.html(trial, pages.base(), null, t)));
        values.put("json", trial == null ? "" : within("application/json", Reports.json(trial, pages.base())));
        if (trial == null) {
            pages.send(ctx, published, "pruefen", values);
            return;
        }
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.header("X-Robots-Tag", "noindex");
        ctx.contentType("text/html;charset=utf-8");
        ctx.result(pages.render("pruefen", values));
    }

    /** The pages of the first services; what such a page leads to is not there yet. */
    private List<Views.ServicePage> preview(Preview preview) {
        return preview.services().stream()
                .map(service -> services.of(
                        service, id -> Optional.ofNullable(preview.linked().get(id)), pages.now()))
                .toList();
    }

    private static String within(String type, byte[] bytes) {
        return bytes.length > WITHIN_PAGE
                ? ""
                : "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
