package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Trial;
import de.hilfenetz.intake.Trials;
import de.hilfenetz.journal.Announcement;
import de.hilfenetz.journal.DamagedDelivery;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.ForgottenDelivery;
import de.hilfenetz.journal.JournalException;
import de.hilfenetz.journal.OtherRequest;
import de.hilfenetz.journal.RuleCount;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.journal.Way;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Sha256;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/v1/feeds} and {@code /api/v1/check}: taking deliveries, and telling what becomes of them (interfaces.md section 3). */
final class FeedHandlers {

    private static final Logger LOG = LoggerFactory.getLogger(FeedHandlers.class);

    /** Most bytes of a dry run by somebody unknown. */
    static final long LARGEST_UNKNOWN = 20_000_000;
    /** Most bytes of a delivery. */
    static final long LARGEST_DELIVERY = 2_000_000_000;

    /** What a webhook says is not used, so it need not be long. */
    private static final int LARGEST_HINT = 1 << 20;

    private static final long MOST_DRAINED = 20_000_000;
    private static final Duration DEADLINE = Duration.ofMinutes(30);
    private static final Duration DEADLINE_UNKNOWN = Duration.ofMinutes(2);
    private static final Pattern REQUEST_NAME = Pattern.compile("[\\x21-\\x7E]{1,200}");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"?([\\p{L}\\p{N}_. -]{1,100})\"?");
    /** Bodies that a form or a browser sends, not an export. */
    private static final Pattern NO_DATA = Pattern.compile("(?i)(?:multipart/|image/|audio/|video/|text/html"
            + "|application/xhtml|application/pdf|application/x-www-form-urlencoded).*");

    private final Inbox inbox;
    private final FeedStatuses statuses;
    private final Doorkeeper door;
    private final URI base;
    private final Words t;
    private final Semaphore trials = new Semaphore(2);
    private final Semaphore uploads = new Semaphore(24);

    FeedHandlers(Inbox inbox, FeedStatuses statuses, Doorkeeper door, URI base, Words t) {
        this.inbox = inbox;
        this.statuses = statuses;
        this.door = door;
        this.base = base;
        this.t = t;
    }

    // Public

    void list(Context ctx) {
        var json = CanonicalJson.mapper().createObjectNode();
        var feeds = json.putArray("contents");
        statuses.all().forEach(status -> describe(status, feeds.addObject()));
        inbox.refused().get().forEach((id, field) -> {
            var refused = feeds.addObject();
            refused.put("id", id);
            refused.put("state", "refused");
            refused.put("label", t.of("quelle.refused"));
            refused.put("field", field);
        });
        send(ctx, json);
    }

    void one(Context ctx) {
        var status = statuses.find(ctx.pathParam("feed")).orElseThrow(() -> Refusal.of(404));
        send(ctx, describe(status, CanonicalJson.mapper().createObjectNode()));
    }

    /** {@code POST /hooks/{feed}}: something changed there; what, the feed's source says itself. */
    void hook(Context ctx) throws IOException {
        var source = Optional.ofNullable(inbox.sources().get(ctx.pathParam("feed")));
        door.admitHook(ctx, source.flatMap(known -> inbox.hookSecret().apply(known.feed())));
        if (ctx.req().getInputStream().readNBytes(LARGEST_HINT + 1).length > LARGEST_HINT) {
            throw Refusal.problem(413, "zu-gross", t.of("problem.zu-gross", t.size(LARGEST_HINT)));
        }
        inbox.hints().accept(source.orElseThrow().feed());
        ctx.status(202).header("Cache-Control", Answers.NOT_KEPT);
    }

    private ObjectNode describe(FeedStatuses.Status status, ObjectNode json) {
        var feed = status.feed();
        json.put("id", feed.id());
        json.put("title", feed.title());
        json.put("licence", feed.licence().toString());
        json.put("state", status.word());
        json.put("label", t.of("quelle." + status.word()));
        put(json, "since", status.since());
        put(json, "last_success", status.lastSuccess());
        put(json, "last_checked", status.checked());
        put(json, "last_change", status.changed());
        put(json, "last_answer", status.answered());
        var look = status.look();
        if (look != null) {
            json.put("last_fetch", look.at().toString());
            json.put("next_fetch", look.next().toString());
        }
        if (feed.expect() != null) {
            json.put("expected_every", feed.expect().toString());
        }
        json.put("live", status.live());
        json.put("held", status.held());
        put(json, "held_since", status.heldSince());
        status.newest().ifPresent(count -> json.put("received", count));
        status.usual().ifPresent(count -> json.put("usually_received", count));
        rules(status.rules(), json.putArray("rules"));
        json.put("page", base + "liefern/quellen/" + feed.id());
        json.put("badge", base + "liefern/quellen/" + feed.id() + "/plakette.svg");
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable Instant at) {
        if (at != null) {
            json.put(name, at.toString());
        }
    }

    private void rules(List<RuleCount> counts, ArrayNode into) {
        for (var count : counts) {
            into.addObject()
                    .put("rule", count.rule())
                    .put("severity", count.severity().english())
                    .put("count", count.count())
                    .put("page", Reports.rulePage(base, count.rule()));
        }
    }

    // With a key or a report link

    void runs(Context ctx) {
        var feed = source(ctx).feed();
        door.admit(ctx, feed.id());
        var json = CanonicalJson.mapper().createObjectNode();
        var contents = json.putArray("contents");
        inbox.journal().runs(feed.id()).stream().limit(100).forEach(run -> describe(run, contents.addObject()));
        send(ctx, json);
    }

    void run(Context ctx) {
        var source = source(ctx);
        var delivery = delivery(ctx, source);
        var run = run(ctx, delivery);
        var json = CanonicalJson.mapper().createObjectNode();
        if (run.isEmpty()) {
            send(ctx, json.put("state", "pending").put("delivery", delivery.id()));
            return;
        }
        describe(run.get(), json);
        rules(inbox.journal().findings(run.get().id()), json.putArray("rules"));
        var removals = inbox.journal().listParkedRemovals(run.get().id());
        if (!removals.isEmpty()) {
            var node = json.putObject("removals");
            node.put("hash", Announcement.hash(removals).toString());
            var ids = node.putArray("records");
            removals.forEach(id -> ids.add(id.toString()));
        }
        json.put("findings", address(source.feed(), delivery) + "/findings");
        send(ctx, json);
    }

    void findings(Context ctx) throws IOException {
        var source = source(ctx);
        var delivery = delivery(ctx, source);
        answer(ctx, report(source, delivery));
    }

    /** A kept delivery with its suggestions taken, for whoever has the key or the report link. */
    void corrected(Context ctx) throws IOException {
        var source = source(ctx);
        var delivery = delivery(ctx, source);
        var isReader = Optional.ofNullable(ctx.queryParam("report"))
                .flatMap(door::open)
                .isPresent();
        send(ctx, delivery.fileName(), corrected(source, delivery, isReader));
    }

    /** The same by the link alone. */
    void correctedByLink(Context ctx) throws IOException {
        var delivery = door.open(ctx.pathParam("link")).orElseThrow(() -> Refusal.of(404));
        var source = Optional.ofNullable(inbox.sources().get(delivery.feed())).orElseThrow(() -> Refusal.of(404));
        send(ctx, delivery.fileName(), corrected(source, delivery, true));
    }

    /** Lines of protected records leave the deliveries for nobody, those of held ones only for whoever may deliver. */
    private Trials.Corrected corrected(Intake.Source source, Delivery delivery, boolean isReader) throws IOException {
        var corrected = correcting(() -> {
            try (var bytes = inbox.journal().open(delivery)) {
                return inbox.trials().correct(source, delivery, bytes);
            } catch (DamagedDelivery gone) {
                throw Refusal.of(410, "Die Rohdaten dieser Lieferung sind nicht mehr da oder beschädigt.");
            }
        });
        var may = switch (corrected.whose()) {
            case READERS -> true;
            case SENDERS -> !isReader;
            case NOBODYS -> false;
        };
        if (!may) {
            throw Refusal.problem(403, "nur-mit-datei", t.of("problem.nur-mit-datei"));
        }
        return corrected;
    }

    /** Corrects with as much at once as is tried out at once. */
    Trials.Corrected correcting(Work<Trials.Corrected> work) throws IOException {
        try {
            return trying(work);
        } catch (Trials.Uncorrectable tooLarge) {
            throw Refusal.problem(413, "zu-gross", t.of("problem.nicht-zu-berichtigen"));
        }
    }

    static void send(Context ctx, String fileName, Trials.Corrected corrected) {
        var plain = fileName.replaceAll("[^\\p{L}\\p{N}_. -]", "_");
        var dot = plain.lastIndexOf('.');
        var name = dot < 1 ? plain + "-berichtigt" : plain.substring(0, dot) + "-berichtigt" + plain.substring(dot);
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.header("X-Robots-Tag", "noindex");
        ctx.header("Content-Disposition", "attachment; filename=\"" + name.replaceAll("[^\\x20-\\x7E]", "_") + "\"");
        ctx.header("Hilfenetz-Corrections", String.valueOf(corrected.changes().size()));
        ctx.contentType("application/octet-stream");
        ctx.result(corrected.bytes());
    }

    /** The report on a kept delivery, as a page, for whoever has the link. */
    void page(Context ctx) throws IOException {
        var link = ctx.pathParam("link");
        var delivery = door.open(link).orElseThrow(() -> Refusal.of(404));
        var source = Optional.ofNullable(inbox.sources().get(delivery.feed())).orElseThrow(() -> Refusal.of(404));
        ctx.header("X-Robots-Tag", "noindex");
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        ctx.contentType("text/html;charset=utf-8");
        ctx.result(Reports.html(report(source, delivery), base, base + "liefern/berichte/" + link + "/berichtigt", t));
    }

    private Trial report(Intake.Source source, Delivery delivery) throws IOException {
        return trying(() -> {
            try (var bytes = inbox.journal().open(delivery)) {
                return inbox.trials().of(source, delivery, bytes);
            } catch (DamagedDelivery gone) {
                throw Refusal.of(410, "Die Rohdaten dieser Lieferung sind nicht mehr da oder beschädigt.");
            }
        });
    }

    private void describe(RunSummary run, ObjectNode json) {
        json.put("run", run.id());
        json.put("delivery", run.delivery());
        json.put("feed", run.feed());
        json.put("state", run.state().name().toLowerCase(Locale.ROOT));
        json.put("started", run.started().toString());
        run.findEnded().ifPresent(ended -> json.put("ended", ended.toString()));
        run.findReason().ifPresent(reason -> json.put("reason", reason));
        json.set("counters", Reports.counters(run.counters()));
    }

    private Delivery delivery(Context ctx, Intake.Source source) {
        var link = ctx.queryParam("report");
        var opened = link == null ? Optional.<Delivery>empty() : door.open(link);
        if (opened.isEmpty()) {
            door.admit(ctx, source.feed().id());
        }
        var number = ctx.pathParam("run");
        if (!number.matches("d?[1-9]\\d{0,8}")) {
            throw Refusal.of(404);
        }
        try {
            var delivery = inbox.journal()
                    .getDelivery(
                            number.startsWith("d")
                                    ? Integer.parseInt(number.substring(1))
                                    : inbox.journal()
                                            .getRun(Integer.parseInt(number))
                                            .delivery());
            if (!delivery.feed().equals(source.feed().id())
                    || (opened.isPresent() && opened.get().id() != delivery.id())) {
                throw Refusal.of(404);
            }
            return delivery;
        } catch (IllegalArgumentException unknown) {
            throw Refusal.of(404);
        }
    }

    private Optional<RunSummary> run(Context ctx, Delivery delivery) {
        var number = ctx.pathParam("run");
        return number.startsWith("d")
                ? inbox.journal().findRun(delivery)
                : Optional.of(inbox.journal().getRun(Integer.parseInt(number)));
    }

    private static String address(Feed feed, Delivery delivery) {
        return "/api/v1/feeds/" + feed.id() + "/runs/d" + delivery.id();
    }

    private Intake.Source source(Context ctx) {
        return Optional.ofNullable(inbox.sources().get(ctx.pathParam("feed"))).orElseThrow(() -> Refusal.of(404));
    }

    // Taking deliveries

    void push(Context ctx) {
        var visitor = door.admitToPush(ctx, ctx.pathParam("feed"));
        var source = source(ctx);
        var feed = source.feed();
        var mode = mode(ctx, feed);
        var announcement = announcement(ctx);
        var request = request(ctx);
        refuseForeign(ctx);
        refuseLong(ctx, LARGEST_DELIVERY);
        if (flag(ctx, "dryRun")) {
            answer(
                    ctx,
                    receiving(
                            ctx,
                            LARGEST_DELIVERY,
                            DEADLINE,
                            bytes -> trying(() ->
                                    inbox.trials().of(source, mode, fileName(ctx, feed), bytes, announcement, true))));
            return;
        }
        var delivery = receiving(
                ctx,
                LARGEST_DELIVERY,
                DEADLINE,
                bytes -> inbox.journal()
                        .receive(
                                feed,
                                mode,
                                fileName(ctx, feed),
                                ctx.contentType(),
                                Way.PUSH,
                                bytes,
                                announcement,
                                request));
        inbox.arrived().run();
        LOG.info("delivery {} of {} received with key {}", delivery.id(), feed.id(), visitor.key());
        var location = address(feed, delivery);
        ctx.status(202);
        ctx.header("Location", location);
        send(
                ctx,
                CanonicalJson.mapper()
                        .createObjectNode()
                        .put("feed", feed.id())
                        .put("delivery", delivery.id())
                        .put("sha256", delivery.sha256().toString())
                        .put("bytes", delivery.bytes())
                        .put("run", base + location.substring(1))
                        .put("report", base + "liefern/berichte/" + door.link(delivery)));
    }

    void check(Context ctx) {
        var id = ctx.queryParam("feed");
        var visitor = door.greet(ctx, id);
        var source = id == null
                ? unnamed(ctx)
                : Optional.ofNullable(inbox.sources().get(id))
                        .orElseThrow(() -> Refusal.problem(422, "angaben", t.of("problem.quelle", id)));
        var feed = source.feed();
        var mode = mode(ctx, feed);
        var announcement = announcement(ctx);
        refuseForeign(ctx);
        var known = visitor.isPresent();
        var limit = known ? LARGEST_DELIVERY : LARGEST_UNKNOWN;
        refuseLong(ctx, limit);
        if (flag(ctx, "corrected")) {
            var name = fileName(ctx, feed);
            var corrected = receiving(
                    ctx,
                    limit,
                    known ? DEADLINE : DEADLINE_UNKNOWN,
                    bytes -> correcting(() -> inbox.trials().correct(source, name, bytes, known)));
            send(ctx, name, corrected);
            return;
        }
        var trial = receiving(
                ctx,
                limit,
                known ? DEADLINE : DEADLINE_UNKNOWN,
                bytes ->
                        trying(() -> inbox.trials().of(source, mode, fileName(ctx, feed), bytes, announcement, known)));
        answer(ctx, trial);
    }

    private Intake.Source unnamed(Context ctx) {
        var word = Objects.requireNonNullElse(ctx.queryParam("format"), "hsds");
        for (var format : Feed.Format.values()) {
            if (format.word().equals(word)) {
                return new Intake.Source(Feed.unnamed(format, null), null, "");
            }
        }
        throw Refusal.problem(422, "angaben", t.of("problem.format", word));
    }

    /** Something done with the body. */
    private interface Receipt<T> {
        T with(InputStream bytes) throws IOException;
    }

    private <T> T receiving(Context ctx, long limit, Duration deadline, Receipt<T> receipt) {
        if (!uploads.tryAcquire()) {
            throw Refusal.problem(503, "voll", t.of("problem.voll"));
        }
        try {
            var raw = new Upload(ctx.bodyInputStream(), limit, deadline, System::nanoTime);
            return receipt.with(plain(ctx, raw, limit, deadline));
        } catch (Upload.TooLarge e) {
            drain(ctx);
            throw Refusal.problem(413, "zu-gross", t.of("problem.zu-gross", t.size(limit)));
        } catch (Upload.TooSlow e) {
            throw Refusal.problem(408, "zu-langsam", t.of("problem.zu-langsam"));
        } catch (Upload.Broken e) {
            throw Refusal.problem(422, "unvollstaendig", t.of("problem.unvollstaendig"));
        } catch (OtherRequest e) {
            throw Refusal.problem(422, "anfrage-wiederverwendet", t.of("problem.anfrage-wiederverwendet"));
        } catch (ForgottenDelivery e) {
            throw Refusal.problem(422, "vergessen", t.of("problem.vergessen"));
        } catch (IOException | JournalException ours) {
            LOG.error("a delivery could not be kept", ours);
            throw Refusal.problem(503, "nicht-gespeichert", t.of("problem.nicht-gespeichert"));
        } finally {
            uploads.release();
        }
    }

    /** A client that is still sending would not listen to the answer: a little more is read and thrown away. */
    private static void drain(Context ctx) {
        try (var rest = new Upload(ctx.bodyInputStream(), MOST_DRAINED, Duration.ofSeconds(10), System::nanoTime)) {
            rest.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException enough) {
            return;
        }
    }

    private static InputStream plain(Context ctx, Upload raw, long limit, Duration deadline) throws IOException {
        if (!"gzip".equalsIgnoreCase(ctx.header("Content-Encoding"))) {
            return raw;
        }
        try {
            return new Upload(new GZIPInputStream(raw, 1 << 16), limit, deadline, System::nanoTime);
        } catch (Upload.TooLarge | Upload.TooSlow | Upload.Broken known) {
            throw known;
        } catch (IOException e) {
            throw new Upload.Broken(e);
        }
    }

    interface Work<T> {
        T get() throws IOException;
    }

    /** Work that costs processor time: not too much of it at once. */
    <T> T trying(Work<T> work) throws IOException {
        var admitted = false;
        try {
            admitted = trials.tryAcquire(5, java.util.concurrent.TimeUnit.SECONDS);
            if (!admitted) {
                throw Refusal.problem(503, "voll", t.of("problem.voll"));
            }
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(503);
        } finally {
            if (admitted) {
                trials.release();
            }
        }
    }

    private void refuseForeign(Context ctx) {
        var type = ctx.contentType();
        if (type != null && NO_DATA.matcher(type).matches()) {
            throw Refusal.problem(415, "form", t.of("problem.form", type.length() > 80 ? "…" : type));
        }
        var encoding = ctx.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("identity")) {
            throw Refusal.problem(415, "form", t.of("problem.packung"));
        }
    }

    private void refuseLong(Context ctx, long limit) {
        if (ctx.req().getContentLengthLong() > limit) {
            drain(ctx);
            throw Refusal.problem(413, "zu-gross", t.of("problem.zu-gross", t.size(limit)));
        }
    }

    private Feed.Deliveries mode(Context ctx, Feed feed) {
        return switch (Objects.requireNonNullElse(ctx.queryParam("mode"), "")) {
            case "" -> feed.deliveries();
            case "snapshot" -> Feed.Deliveries.SNAPSHOT;
            case "delta" -> Feed.Deliveries.DELTA;
            default -> throw Refusal.problem(422, "angaben", t.of("problem.mode"));
        };
    }

    private boolean flag(Context ctx, String name) {
        return switch (Objects.requireNonNullElse(ctx.queryParam(name), "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.problem(422, "angaben", t.of("problem.ja-nein", name));
        };
    }

    private Announcement announcement(Context ctx) {
        var expected = ctx.queryParam("expectedRemovals");
        if (expected != null && !expected.matches("\\d{1,9}")) {
            throw Refusal.problem(422, "angaben", t.of("problem.zahl", "expectedRemovals"));
        }
        var confirmed = ctx.queryParam("confirmed");
        if (confirmed != null && !confirmed.matches("[0-9a-f]{64}")) {
            throw Refusal.problem(422, "angaben", t.of("problem.liste"));
        }
        return expected == null && confirmed == null
                ? Announcement.NONE
                : new Announcement(
                        expected == null ? null : Long.valueOf(expected),
                        confirmed == null ? null : Sha256.parse(confirmed));
    }

    private @Nullable String request(Context ctx) {
        var name = ctx.header("Idempotency-Key");
        if (name != null && !REQUEST_NAME.matcher(name).matches()) {
            throw Refusal.problem(422, "angaben", t.of("problem.name"));
        }
        return name;
    }

    private static String fileName(Context ctx, Feed feed) {
        var named = FILE_NAME.matcher(Objects.requireNonNullElse(ctx.header("Content-Disposition"), ""));
        return named.find() ? named.group(1) : feed.id() + "." + feed.format().word();
    }

    // Answering

    private void answer(Context ctx, Trial trial) {
        var type = Accept.best(ctx.header("Accept"), List.of(Accept.JSON, "text/csv", Accept.HTML))
                .orElseThrow(() -> Refusal.of(406));
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.header("X-Robots-Tag", "noindex");
        Answers.vary(ctx, "Accept");
        switch (type) {
            case "text/csv" -> ctx.contentType("text/csv;charset=utf-8").result(Reports.csv(trial));
            case Accept.HTML -> {
                ctx.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
                ctx.contentType("text/html;charset=utf-8").result(Reports.html(trial, base));
            }
            default -> ctx.contentType(Accept.JSON).result(Reports.json(trial, base));
        }
    }

    private static void send(Context ctx, ObjectNode json) {
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.contentType(Accept.JSON);
        ctx.result(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
