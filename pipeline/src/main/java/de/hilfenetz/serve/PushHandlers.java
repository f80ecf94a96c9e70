package de.hilfenetz.serve;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.intake.HeldDeliveries;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.journal.Announcement;
import de.hilfenetz.journal.Way;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Sha256;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/v1/feeds/{feed}/deliveries} and {@code /api/v1/check}: taking deliveries and trying them out (interfaces.md section 3). */
final class PushHandlers {

    private static final Logger LOG = LoggerFactory.getLogger(PushHandlers.class);

    /** Most bytes of a dry run by somebody unknown. */
    static final long LARGEST_UNKNOWN = 20_000_000;
    /** Most bytes of a delivery. */
    static final long LARGEST_DELIVERY = 2_000_000_000;

    static final Duration DEADLINE_UNKNOWN = Duration.ofMinutes(2);
    static final Duration DEADLINE = Duration.ofMinutes(30);
    private static final Pattern REQUEST_NAME = Pattern.compile("[\\x21-\\x7E]{1,200}");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"?([\\p{L}\\p{N}_. -]{1,100})\"?");
    /** Bodies that a form or a browser sends, not an export. */
    private static final Pattern NO_DATA = Pattern.compile("(?i)(?:multipart/|image/|audio/|video/|text/html"
            + "|application/xhtml|application/pdf|application/x-www-form-urlencoded).*");

    private final Inbox inbox;
    private final Doorkeeper door;
    private final Receiving receiving;
    private final URI base;
    private final Words t;

    PushHandlers(Inbox inbox, Doorkeeper door, Receiving receiving, URI base, Words t) {
        this.inbox = inbox;
        this.door = door;
        this.receiving = receiving;
        this.base = base;
        this.t = t;
    }

    void push(Context ctx) {
        var visitor = door.admitToPush(ctx, ctx.pathParam("feed"));
        var source = source(ctx);
        var feed = source.feed();
        var mode = mode(ctx, feed);
        var announcement = announcement(ctx);
        var request = request(ctx);
        refuseForeign(ctx);
        receiving.refuseLong(ctx, LARGEST_DELIVERY);
        if (flag(ctx, "dryRun")) {
            FeedHandlers.answer(
                    ctx,
                    receiving.receive(
                            ctx,
                            LARGEST_DELIVERY,
                            DEADLINE,
                            bytes -> receiving.trying(() ->
                                    inbox.trials().of(source, mode, fileName(ctx, feed), bytes, announcement, true))),
                    base);
            return;
        }
        var delivery = receiving.receive(
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
        var location = FeedHandlers.address(feed, delivery);
        ctx.status(202);
        ctx.header("Location", location);
        FeedHandlers.send(
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

    /** {@code POST /api/v1/feeds/{feed}/runs/{run}/release}: yes, this delivery is meant, where its feed asks for that. */
    void release(Context ctx) {
        var feed = source(ctx).feed();
        var visitor = door.admit(ctx, feed.id());
        var delivery = release(feed, ctx.pathParam("run").replaceFirst("^d", ""), "Schlüssel " + visitor.key());
        ctx.status(202);
        ctx.header("Location", FeedHandlers.address(feed, inbox.journal().getDelivery(delivery)));
        FeedHandlers.send(ctx, CanonicalJson.mapper().createObjectNode().put("done", true));
    }

    /**
     * Lets a delivery through that waits only for its provider's yes, after the older ones that it builds on.
     *
     * @param number as somebody named the delivery
     */
    int release(Feed feed, String number, String by) {
        var delivery = number.matches("[1-9]\\d{0,8}") ? Integer.parseInt(number) : 0;
        var waiting = HeldDeliveries.awaitingRelease(inbox.journal(), feed.id());
        if (waiting.stream().noneMatch(run -> run.delivery() == delivery)) {
            throw Refusal.problem(422, "nicht-ausgefuehrt", t.of("problem.wartet-nicht"));
        }
        for (var run : waiting) {
            if (run.delivery() <= delivery) {
                var outcome = inbox.operations()
                        .carryOut(List.of(
                                "quarantine",
                                "release",
                                "d" + run.delivery(),
                                "--reason=Vom Träger freigegeben.",
                                "--by=" + by));
                if (!outcome.done()) {
                    throw Refusal.problem(422, "nicht-ausgefuehrt", outcome.text());
                }
            }
        }
        return delivery;
    }

    void check(Context ctx) throws IOException {
        var id = ctx.queryParam("feed");
        var visitor = door.greet(ctx, id);
        var source = id == null
                ? unnamed(ctx)
                : Optional.ofNullable(inbox.sources().get(id))
                        .orElseThrow(() -> Refusal.parameter("feed", t.of("problem.quelle", id)));
        var feed = source.feed();
        var mode = mode(ctx, feed);
        var announcement = announcement(ctx);
        refuseForeign(ctx);
        var known = visitor.isPresent();
        var limit = known ? LARGEST_DELIVERY : LARGEST_UNKNOWN;
        receiving.refuseLong(ctx, limit);
        if (flag(ctx, "corrected")) {
            var name = fileName(ctx, feed);
            var corrected = receiving.receive(
                    ctx,
                    limit,
                    known ? DEADLINE : DEADLINE_UNKNOWN,
                    bytes -> receiving.correcting(() -> inbox.trials().correct(source, name, bytes, known)));
            FeedHandlers.send(ctx, name, corrected);
            return;
        }
        var trial = receiving.receive(
                ctx,
                limit,
                known ? DEADLINE : DEADLINE_UNKNOWN,
                bytes -> receiving.trying(
                        () -> inbox.trials().of(source, mode, fileName(ctx, feed), bytes, announcement, known)));
        FeedHandlers.answer(ctx, trial, base);
    }

    private Intake.Source unnamed(Context ctx) throws IOException {
        var word = Objects.requireNonNullElse(ctx.queryParam("format"), "hsds");
        for (var format : Feed.Format.values()) {
            if (format.word().equals(word)) {
                return Intake.Source.unnamed(format);
            }
        }
        throw Refusal.parameter("format", t.of("problem.format", word));
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

    private Feed.Deliveries mode(Context ctx, Feed feed) {
        return switch (Objects.requireNonNullElse(ctx.queryParam("mode"), "")) {
            case "" -> feed.deliveries();
            case "snapshot" -> Feed.Deliveries.SNAPSHOT;
            case "delta" -> Feed.Deliveries.DELTA;
            default -> throw Refusal.parameter("mode", t.of("problem.mode"));
        };
    }

    private boolean flag(Context ctx, String name) {
        return switch (Objects.requireNonNullElse(ctx.queryParam(name), "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.parameter(name, t.of("problem.ja-nein", name));
        };
    }

    private Announcement announcement(Context ctx) {
        var expected = ctx.queryParam("expectedRemovals");
        if (expected != null && !expected.matches("\\d{1,9}")) {
            throw Refusal.parameter("expectedRemovals", t.of("problem.zahl", "expectedRemovals"));
        }
        var confirmed = ctx.queryParam("confirmed");
        if (confirmed != null && !confirmed.matches("[0-9a-f]{64}")) {
            throw Refusal.parameter("confirmed", t.of("problem.liste"));
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
            throw Refusal.parameter("Idempotency-Key", t.of("problem.name"));
        }
        return name;
    }

    private static String fileName(Context ctx, Feed feed) {
        var named = FILE_NAME.matcher(Objects.requireNonNullElse(ctx.header("Content-Disposition"), ""));
        return named.find() ? named.group(1) : feed.id() + "." + feed.format().word();
    }

    private Intake.Source source(Context ctx) {
        return Optional.ofNullable(inbox.sources().get(ctx.pathParam("feed"))).orElseThrow(() -> Refusal.of(404));
    }
}
