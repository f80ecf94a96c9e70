package de.hilfenetz.serve;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.intake.HeldDeliveries;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Trial;
import de.hilfenetz.journal.Announcement;
import de.hilfenetz.journal.DeliveryLink;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.journal.Way;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code /liefern/link/{link}}: what a provider without a system of its own has in public, one button that says it is still
 * right, and its entries as a workbook, to be changed and given back (users.md point 17). A look alone changes nothing: mail
 * servers look at links too. A workbook is shown with its consequences first; nothing of it is kept until its sender says yes.
 */
final class LinkPages {

    /** Bytes of a workbook; the page that asks for the yes carries it. */
    private static final long LARGEST = 4_000_000;

    /** Records named of which the workbook would lose something. */
    private static final int LOST_SHOWN = 5;

    private final Supplier<Optional<Published>> current;
    private final Inbox inbox;
    private final Doorkeeper door;
    private final Receiving receiving;
    private final PushHandlers pushes;
    private final OwnWorkbook workbook;
    private final Pages pages;
    private final Words t;
    private final Dictionary dictionary;

    LinkPages(
            Supplier<Optional<Published>> current,
            Inbox inbox,
            Doorkeeper door,
            Receiving receiving,
            PushHandlers pushes,
            OwnWorkbook workbook,
            Dictionary dictionary,
            Pages pages,
            Words t) {
        this.current = current;
        this.inbox = inbox;
        this.door = door;
        this.receiving = receiving;
        this.pushes = pushes;
        this.workbook = workbook;
        this.pages = pages;
        this.t = t;
        this.dictionary = dictionary;
    }

    void page(Context ctx) throws IOException {
        var link = open(ctx);
        var source = source(link);
        var published = current.get();
        var offers = offers(source.feed());
        var oldest = oldest(offers);
        var values = values(ctx, published, source.feed());
        values.put("offers", offers.stream().map(this::line).toList());
        values.put("action", ctx.path());
        values.put("done", oldest != null && !oldest.isBefore(pages.today()) ? t.day(oldest) : null);
        var obstacle = workbook.obstacle(source);
        values.put("sheet", obstacle.isEmpty());
        values.put("files", obstacle.map(OwnWorkbook.Obstacle::allowsFiles).orElse(true));
        values.put(
                "without",
                obstacle.map(OwnWorkbook.Obstacle::reason)
                        .filter(reason -> reason != OwnWorkbook.Reason.FOREIGN)
                        .map(reason -> t.of(reason.words()))
                        .orElse(""));
        values.put(
                "lost",
                obstacle.stream()
                        .flatMap(found -> found.lost().stream())
                        .limit(LOST_SHOWN)
                        .map(this::said)
                        .toList());
        values.put("held", held(source.feed()));
        values.put("news", news(source.feed()));
        values.put("waiting", waiting(source.feed()));
        pages.send(ctx, published, "link", values, Answers.NOT_KEPT);
    }

    private Map<String, Object> values(Context ctx, Optional<Published> published, Feed feed) {
        ctx.header("X-Robots-Tag", "noindex");
        var title = t.of("link.titel", feed.title());
        var values = new HashMap<String, Object>();
        values.put("frame", pages.frame(ctx, published, title, title).withoutIndex());
        return values;
    }

    /** Deliveries that wait for the provider's yes, oldest first. */
    private List<Views.Waiting> waiting(Feed feed) {
        return HeldDeliveries.awaitingRelease(inbox.journal(), feed.id()).stream()
                .map(run -> inbox.journal().getDelivery(run.delivery()))
                .map(delivery -> new Views.Waiting(
                        delivery.id(),
                        t.day(delivery.received()),
                        t.prefix() + "/liefern/berichte/" + door.link(delivery)))
                .toList();
    }

    /** What became of the last workbook, as long as that is news. */
    private String news(Feed feed) {
        if (inbox.journal().pending().stream()
                .anyMatch(delivery -> delivery.feed().equals(feed.id()))) {
            var from = feed.release().from();
            return from == null ? t.of("link.stand.pending") : t.of("link.stand.um", from.toString());
        }
        return inbox.journal().recentRuns(feed.id(), 1).stream()
                .filter(run -> !Intake.awaitsRelease(run))
                .map(RunSummary::state)
                .filter(state -> state != RunSummary.State.SETTLED)
                .map(state -> t.of("link.stand." + state.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse("");
    }

    void confirm(Context ctx) {
        var link = open(ctx);
        carryOut(List.of("attest", source(link).feed().id()));
        inbox.journal().usedLink(link);
        back(ctx);
    }

    /** The deliveries that the page named are meant, whoever sent them. */
    void release(Context ctx) {
        var link = open(ctx);
        var named = Objects.requireNonNullElse(ctx.formParam("lieferung"), "");
        pushes.release(source(link).feed(), named, "Lieferlink " + link.id());
        inbox.journal().usedLink(link);
        back(ctx);
    }

    private void carryOut(List<String> arguments) {
        var outcome = inbox.operations().carryOut(arguments);
        if (!outcome.done()) {
            throw Refusal.problem(422, "nicht-ausgefuehrt", outcome.text());
        }
    }

    private void back(Context ctx) {
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.redirect(t.prefix() + "/liefern/link/" + ctx.pathParam("link"), HttpStatus.SEE_OTHER);
    }

    /** The entries as a workbook. */
    void workbook(Context ctx) throws IOException {
        var source = source(open(ctx));
        var obstacle = workbook.obstacle(source);
        if (obstacle.isPresent()) {
            throw Refusal.of(404, t.of(obstacle.get().reason().words()));
        }
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.header("X-Robots-Tag", "noindex");
        ctx.header(
                "Content-Disposition",
                "attachment; filename=\"" + source.feed().id() + "-" + pages.today() + ".xlsx\"");
        ctx.contentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        ctx.result(workbook.of(source.feed()));
    }

    /** A workbook that was given: what would become of it, and whether that is meant. */
    void check(Context ctx) throws IOException {
        var source = template(open(ctx));
        try (var form = Form.read(ctx, receiving, t, LARGEST)) {
            var file = form.file("datei").orElseThrow(() -> Refusal.parameter("datei", t.of("link.keine-datei")));
            var trial = receiving.trying(() -> inbox.trials()
                    .of(
                            source,
                            Feed.Deliveries.SNAPSHOT,
                            file.name(),
                            new ByteArrayInputStream(file.bytes()),
                            Announcement.NONE,
                            true));
            show(ctx, source, file, trial);
        }
    }

    private void show(Context ctx, Intake.Source source, Form.File file, Trial trial) {
        var values = values(ctx, current.get(), source.feed());
        var changes = trial.changes();
        values.put("trial", trial);
        values.put("groups", Reports.groups(trial));
        values.put(
                "records",
                changes == null
                        ? List.of()
                        : changes.records().stream().map(this::said).toList());
        values.put("held", held(source.feed()));
        values.put("name", file.name());
        values.put(
                "content",
                changes == null || !changes.isAny() ? "" : Base64.getEncoder().encodeToString(file.bytes()));
        values.put("removals", changes == null || changes.removals() == null ? "" : changes.removals());
        values.put("action", ctx.path().replaceFirst("/datei$", ""));
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.contentType("text/html;charset=utf-8");
        ctx.result(pages.render("link-pruefen", values));
    }

    private String said(Trial.Changed record) {
        var fields = record.fields().stream()
                .map(field -> dictionary
                        .findField(record.kind().json(), field)
                        .map(Dictionary.Field::title)
                        .orElse(field))
                .collect(Collectors.joining(", "));
        var text = t.of("aenderung." + record.change().name().toLowerCase(Locale.ROOT)) + " " + record.name();
        return fields.isEmpty() ? text : text + " (" + fields + ")";
    }

    /** The yes: the workbook is a delivery like any other, with its removals meant. */
    void deliver(Context ctx) throws IOException {
        var link = open(ctx);
        var source = template(link);
        try (var form = Form.read(ctx, receiving, t, 2 * LARGEST)) {
            var name = form.text("name");
            var bytes = decode(form.text("inhalt"));
            var removals = form.text("liste");
            var announcement = removals.matches("[0-9a-f]{64}")
                    ? new Announcement(null, Sha256.parse(removals))
                    : Announcement.NONE;
            receiving.keeping(() -> inbox.journal()
                    .receive(
                            source.feed(),
                            Feed.Deliveries.SNAPSHOT,
                            name.isEmpty() || name.length() > 100 ? "angebote.xlsx" : name,
                            null,
                            Way.PUSH,
                            new ByteArrayInputStream(bytes),
                            announcement,
                            null));
        }
        inbox.journal().usedLink(link);
        inbox.arrived().run();
        back(ctx);
    }

    private byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.parameter("inhalt", t.of("problem.angabe", "inhalt"));
        }
    }

    private DeliveryLink open(Context ctx) {
        return door.openLink(ctx).orElseThrow(() -> Refusal.of(404, t.of("link.ungueltig")));
    }

    private Intake.Source source(DeliveryLink link) {
        return Optional.ofNullable(inbox.sources().get(link.feed()))
                .orElseThrow(() -> Refusal.of(404, t.of("link.ungueltig")));
    }

    /** The feed, where a workbook may be given for it. */
    private Intake.Source template(DeliveryLink link) throws IOException {
        var source = source(link);
        var obstacle = workbook.obstacle(source);
        if (obstacle.isPresent() && !obstacle.get().allowsFiles()) {
            throw Refusal.of(404, t.of(obstacle.get().reason().words()));
        }
        return source;
    }

    /** What is held of the last delivery, by the name under which it is public or else by its place, with the report. */
    private List<Views.HeldRow> held(Feed feed) {
        try (var snapshot = inbox.journal().snapshot()) {
            return workbook.held(feed).stream()
                    .map(held -> new Views.HeldRow(
                            t.place(held.place().toString())
                                    + Optional.ofNullable(held.record())
                                            .flatMap(snapshot::find)
                                            .map(version -> " ("
                                                    + t.of(
                                                            "zitat",
                                                            version.entry()
                                                                    .name()
                                                                    .best()) + ")")
                                            .orElse(""),
                            t.prefix() + "/liefern/berichte/"
                                    + door.link(inbox.journal().getDelivery(held.delivery()))))
                    .toList();
        }
    }

    private record Offer(String name, String href, @Nullable LocalDate confirmed) {}

    private List<Offer> offers(Feed feed) {
        var offers = new ArrayList<Offer>();
        try (var snapshot = inbox.journal().snapshot()) {
            for (var kind : List.of(Kind.SERVICE, Kind.LOCATION, Kind.ORGANIZATION)) {
                for (var version : snapshot.list(kind, feed.id())) {
                    var entry = version.entry();
                    var dates = entry.dates();
                    offers.add(new Offer(
                            entry.name().best(),
                            Hits.path(kind) + "/" + entry.id(),
                            dates == null ? null : dates.confirmed()));
                }
            }
        }
        offers.sort(Comparator.comparing(Offer::name));
        return offers;
    }

    /** The day since which all are confirmed; null where one is not. */
    private static @Nullable LocalDate oldest(List<Offer> offers) {
        LocalDate oldest = null;
        for (var offer : offers) {
            if (offer.confirmed() == null) {
                return null;
            }
            oldest = oldest == null || offer.confirmed().isBefore(oldest) ? offer.confirmed() : oldest;
        }
        return oldest;
    }

    private Views.OwnOffer line(Offer offer) {
        return new Views.OwnOffer(
                offer.name(), offer.href(), offer.confirmed() == null ? null : t.day(offer.confirmed()));
    }
}
