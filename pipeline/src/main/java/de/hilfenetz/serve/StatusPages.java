package de.hilfenetz.serve;

import de.hilfenetz.finding.Severity;
import de.hilfenetz.serve.FeedStatuses.Sign;
import de.hilfenetz.serve.FeedStatuses.Status;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /liefern/quellen}: how feeds stand, for everybody; with a badge to put elsewhere (portal.md P15). */
final class StatusPages {

    private static final int WIDTH_OF_A_LETTER = 7;

    private final Supplier<Optional<Published>> current;
    private final FeedStatuses statuses;
    private final Inbox inbox;
    private final Doorkeeper door;
    private final Pages pages;
    private final Words t;

    StatusPages(
            Supplier<Optional<Published>> current,
            FeedStatuses statuses,
            Inbox inbox,
            Doorkeeper door,
            Pages pages,
            Words t) {
        this.current = current;
        this.statuses = statuses;
        this.inbox = inbox;
        this.door = door;
        this.pages = pages;
        this.t = t;
    }

    void list(Context ctx) {
        var published = current.get();
        var lines = statuses.all().stream().map(this::line).toList();
        var refused = new TreeMap<>(inbox.refused().get())
                .entrySet().stream()
                        .map(feed -> t.of("quellen.unbrauchbar.feld", feed.getKey(), feed.getValue()))
                        .toList();
        var frame = pages.frame(ctx, published, t.of("quellen.titel"), t.of("quellen.beschreibung"));
        send(ctx, published, "quellen", Map.of("frame", frame, "feeds", lines, "refused", refused));
    }

    void one(Context ctx) {
        var published = current.get();
        var status = find(ctx);
        var frame = pages.frame(
                ctx,
                published,
                status.feed().title(),
                t.of("quellen.eine", status.feed().title()));
        send(ctx, published, "quelle", Map.of("frame", frame, "feed", page(status)));
    }

    /** The report on a run: only whoever has its link may read it. */
    void run(Context ctx) {
        var status = find(ctx);
        var link = ctx.queryParam("bericht");
        if (link != null && door.open(link).isPresent()) {
            ctx.header("Cache-Control", Answers.NOT_KEPT);
            ctx.redirect(t.prefix() + "/liefern/berichte/" + link, io.javalin.http.HttpStatus.SEE_OTHER);
            return;
        }
        throw Refusal.of(404, t.of("quellen.bericht", status.feed().title()));
    }

    /** One word to put on another page, as {@code image/svg+xml}. */
    void badge(Context ctx) {
        var status = find(ctx);
        var label = t.of("name.kurz");
        var word = t.of("quelle." + status.word());
        var left = label.length() * WIDTH_OF_A_LETTER + 16;
        var values = new HashMap<String, Object>();
        values.put("title", t.of("quellen.plakette.satz", status.feed().title(), word));
        values.put("label", label);
        values.put("word", word);
        values.put("left", left);
        values.put("right", word.length() * WIDTH_OF_A_LETTER + 16);
        values.put("colour", colour(status.sign()));
        ctx.header("Access-Control-Allow-Origin", "*");
        Answers.send(
                ctx,
                "image/svg+xml",
                pages.render("plakette", values),
                "plakette-" + status.word() + "-"
                        + Integer.toHexString(status.feed().title().hashCode()),
                Answers.REVALIDATE);
    }

    /** Dark enough for white letters. */
    private static String colour(Sign sign) {
        return switch (sign) {
            case GOOD -> "#1b5e20";
            case ATTENTION -> "#7a4a00";
            case BAD -> "#a4000f";
            case NONE -> "#4a4a4a";
        };
    }

    private Status find(Context ctx) {
        return statuses.find(ctx.pathParam("feed")).orElseThrow(() -> Refusal.of(404));
    }

    private void send(Context ctx, Optional<Published> published, String template, Map<String, Object> values) {
        // What it says changes with the minute, not with the release.
        pages.send(ctx, published, template, values, Answers.NOT_KEPT);
    }

    private Views.FeedLine line(Status status) {
        return new Views.FeedLine(
                status.feed().title(),
                "/liefern/quellen/" + status.feed().id(),
                status.sign().name().toLowerCase(Locale.ROOT),
                t.of("quelle." + status.word()),
                when(status.lastSuccess()),
                t.number(status.live()),
                t.number(status.held()));
    }

    private Views.FeedPage page(Status status) {
        var feed = status.feed();
        var facts = new ArrayList<Views.Row>();
        var expect = feed.expect();
        if (expect != null) {
            facts.add(Views.Row.of(t.of("quellen.erwartet"), List.of(rhythm(expect))));
        }
        facts.add(Views.Row.of(t.of("quellen.bestand"), List.of(t.number(status.live()))));
        var usual = status.usual();
        if (status.newest().isPresent() && usual.isPresent()) {
            facts.add(Views.Row.of(
                    t.of("quellen.umfang"),
                    List.of(t.of(
                            "quellen.umfang.satz",
                            t.number(status.newest().getAsLong()),
                            t.number(usual.getAsLong())))));
        }
        facts.add(Views.Row.of(t.of("quellen.zurueckgestellt"), List.of(held(status))));
        facts.add(Views.Row.of(t.of("herkunft.lizenz"), List.of(feed.licence().toString())));
        var rules = status.rules().stream()
                .map(count -> new Views.RuleLine(
                        count.rule(),
                        "/liefern/regeln/" + count.rule(),
                        severity(count.severity()),
                        t.number(count.count())))
                .toList();
        var since = status.since();
        return new Views.FeedPage(
                feed.title(),
                status.sign().name().toLowerCase(Locale.ROOT),
                t.of("quelle." + status.word()),
                t.of("quelle." + status.word() + ".satz"),
                since == null || status.word().equals("ok") ? null : t.moment(since),
                moments(status),
                facts,
                days(status),
                uptime(status),
                rules,
                "/api/v1/feeds/" + feed.id(),
                "/liefern/quellen/" + feed.id() + "/plakette.svg");
    }

    private List<Views.Moment> moments(Status status) {
        var moments = new ArrayList<Views.Moment>();
        add(moments, "quellen.uebernommen", status.lastSuccess());
        add(moments, "quellen.geprueft", status.checked());
        add(moments, "quellen.geaendert", status.changed());
        add(moments, "quellen.erreicht", status.answered());
        add(moments, "quellen.naechster", status.next());
        return moments;
    }

    private void add(List<Views.Moment> moments, String label, @Nullable Instant at) {
        if (at != null) {
            moments.add(new Views.Moment(t.of(label), t.moment(at)));
        }
    }

    private String held(Status status) {
        var oldest = status.heldSince();
        return oldest == null
                ? t.of("quellen.keine")
                : t.of("quellen.seit", t.number(status.held()), t.number(statuses.days(oldest)));
    }

    private List<Views.DayCell> days(Status status) {
        return status.days().stream()
                .map(day -> new Views.DayCell(
                        t.day(day.date()),
                        day.worst().isTrouble() ? "bad" : "good",
                        t.isGerman() ? day.worst().german() : day.worst().english()))
                .toList();
    }

    private @Nullable String uptime(Status status) {
        var days = status.days();
        if (days.size() < 2) {
            return null;
        }
        var good = days.stream().filter(day -> !day.worst().isTrouble()).count();
        return t.of("quellen.tage", t.number(good), t.number(days.size()));
    }

    private String severity(Severity severity) {
        return t.isGerman() ? severity.german() : severity.english();
    }

    private String rhythm(Duration every) {
        var days = every.toDays();
        if (days >= 1 && every.equals(Duration.ofDays(days))) {
            return days == 1 ? t.of("quellen.taeglich") : t.of("quellen.alle-tage", t.number(days));
        }
        return t.of("quellen.alle-stunden", t.number(Math.max(1, every.toHours())));
    }

    private Views.@Nullable When when(@Nullable Instant at) {
        return at == null ? null : t.moment(Objects.requireNonNull(at));
    }
}
