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
import de.hilfenetz.journal.RuleCount;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.record.CanonicalJson;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/feeds}: how feeds do, and what became of their deliveries (interfaces.md section 3). */
final class FeedHandlers {

    /** What a webhook says is not used, so it need not be long. */
    private static final int LARGEST_HINT = 1 << 20;

    private final Inbox inbox;
    private final FeedStatuses statuses;
    private final Doorkeeper door;
    private final URI base;
    private final Words t;
    private final Receiving receiving;

    FeedHandlers(Inbox inbox, FeedStatuses statuses, Doorkeeper door, Receiving receiving, URI base, Words t) {
        this.inbox = inbox;
        this.statuses = statuses;
        this.door = door;
        this.base = base;
        this.t = t;
        this.receiving = receiving;
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
        answer(ctx, report(source, delivery), base);
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
        var corrected = receiving.correcting(() -> {
            try (var bytes = inbox.journal().open(delivery)) {
                return inbox.trials().correct(source, delivery, bytes);
            } catch (DamagedDelivery gone) {
                throw Refusal.of(410, t.of("bericht.rohdaten"));
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

    /** The report on a kept delivery, as a page that can be narrowed, for whoever has the link. */
    void page(Context ctx) throws IOException {
        var link = ctx.pathParam("link");
        var delivery = door.open(link).orElseThrow(() -> Refusal.of(404));
        var source = Optional.ofNullable(inbox.sources().get(delivery.feed())).orElseThrow(() -> Refusal.of(404));
        var trial = report(source, delivery);
        var filter = new Reports.Filter(asked(ctx, "schwere"), asked(ctx, "regel"), asked(ctx, "feld"));
        var kept = new Reports.Kept(
                base + "liefern/berichte/" + link, filter, filter.choices(trial, t), compared(source, delivery, trial));
        ctx.header("X-Robots-Tag", "noindex");
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        ctx.contentType("text/html;charset=utf-8");
        ctx.result(Reports.html(trial, base, kept, t));
    }

    private static String asked(Context ctx, String name) {
        return Objects.requireNonNullElse(ctx.queryParam(name), "");
    }

    /** {@code /liefern/berichte/{link}/befunde.csv} and {@code .json}: the same findings for programs. */
    void findingsByLink(Context ctx) throws IOException {
        var delivery = door.open(ctx.pathParam("link")).orElseThrow(() -> Refusal.of(404));
        var source = Optional.ofNullable(inbox.sources().get(delivery.feed())).orElseThrow(() -> Refusal.of(404));
        switch (ctx.pathParam("form")) {
            case "csv" -> send(ctx, report(source, delivery), base, "text/csv");
            case "json" -> send(ctx, report(source, delivery), base, Accept.JSON);
            default -> throw Refusal.of(404);
        }
    }

    /** With the feed's delivery before this one; with nothing where that can no longer be read, or not now. */
    private List<Reports.Compared> compared(Intake.Source source, Delivery delivery, Trial trial) throws IOException {
        var before = inbox.journal().runs(delivery.feed()).stream()
                .filter(run -> !run.isSaid() && run.delivery() < delivery.id())
                .map(RunSummary::delivery)
                .max(Comparator.naturalOrder())
                .map(inbox.journal()::getDelivery);
        try {
            return before.isEmpty() ? List.of() : Reports.compare(tried(source, before.get()), trial);
        } catch (Refusal unreadable) {
            return List.of();
        }
    }

    private Trial report(Intake.Source source, Delivery delivery) throws IOException {
        var trial = tried(source, delivery);
        var journal = inbox.journal();
        return switch (delivery.state()) {
            case SETTLED -> trial.ofTaken(0);
            case PARKED ->
                trial.ofTaken(journal.findRun(delivery)
                        .map(run -> journal.listParkedRemovals(run.id()).size())
                        .orElse(0));
            default -> trial;
        };
    }

    private Trial tried(Intake.Source source, Delivery delivery) throws IOException {
        return receiving.trying(() -> {
            try (var bytes = inbox.journal().open(delivery)) {
                return inbox.trials().of(source, delivery, bytes);
            } catch (DamagedDelivery gone) {
                throw Refusal.of(410, t.of("bericht.rohdaten"));
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

    static String address(Feed feed, Delivery delivery) {
        return "/api/v1/feeds/" + feed.id() + "/runs/d" + delivery.id();
    }

    private Intake.Source source(Context ctx) {
        return Optional.ofNullable(inbox.sources().get(ctx.pathParam("feed"))).orElseThrow(() -> Refusal.of(404));
    }

    // Answering

    /** A report in the form that was asked for. */
    static void answer(Context ctx, Trial trial, URI base) {
        var type = Accept.best(ctx.header("Accept"), List.of(Accept.JSON, "text/csv", Accept.HTML))
                .orElseThrow(() -> Refusal.of(406));
        Answers.vary(ctx, "Accept");
        send(ctx, trial, base, type);
    }

    private static void send(Context ctx, Trial trial, URI base, String type) {
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.header("X-Robots-Tag", "noindex");
        switch (type) {
            case "text/csv" -> ctx.contentType("text/csv;charset=utf-8").result(Reports.csv(trial));
            case Accept.HTML -> {
                ctx.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
                ctx.contentType("text/html;charset=utf-8").result(Reports.html(trial, base));
            }
            default -> ctx.contentType(Accept.JSON).result(Reports.json(trial, base));
        }
    }

    static void send(Context ctx, ObjectNode json) {
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.contentType(Accept.JSON);
        ctx.result(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
