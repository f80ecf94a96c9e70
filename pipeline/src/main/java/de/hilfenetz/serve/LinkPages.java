package de.hilfenetz.serve;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.journal.DeliveryLink;
import de.hilfenetz.record.Kind;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /liefern/link/{link}}: what a provider without a system of its own has in public, and one button that says it is
 * still right (users.md point 17). A look alone changes nothing: mail servers look at links too.
 */
final class LinkPages {

    private final Supplier<Optional<Published>> current;
    private final Inbox inbox;
    private final Doorkeeper door;
    private final Pages pages;
    private final Words t;

    LinkPages(Supplier<Optional<Published>> current, Inbox inbox, Doorkeeper door, Pages pages, Words t) {
        this.current = current;
        this.inbox = inbox;
        this.door = door;
        this.pages = pages;
        this.t = t;
    }

    void page(Context ctx) {
        var link = open(ctx);
        var feed = feed(link);
        var published = current.get();
        var offers = offers(feed);
        var oldest = oldest(offers);
        var frame = pages.frame(ctx, published, t.of("link.titel", feed.title()), t.of("link.titel", feed.title()))
                .withoutIndex();
        var values = new HashMap<String, Object>();
        values.put("frame", frame);
        values.put("offers", offers.stream().map(this::line).toList());
        values.put("action", ctx.path() + "/bestaetigen");
        values.put("done", oldest != null && !oldest.isBefore(pages.today()) ? t.day(oldest) : null);
        ctx.header("X-Robots-Tag", "noindex");
        pages.send(ctx, published, "link", values, Answers.NOT_KEPT);
    }

    void confirm(Context ctx) {
        var link = open(ctx);
        var outcome = inbox.operations().carryOut(List.of("attest", feed(link).id()));
        if (!outcome.done()) {
            throw Refusal.problem(422, "nicht-ausgefuehrt", outcome.text());
        }
        inbox.journal().usedLink(link);
        ctx.header("Cache-Control", Answers.NOT_KEPT);
        ctx.redirect(t.prefix() + "/liefern/link/" + ctx.pathParam("link"), HttpStatus.SEE_OTHER);
    }

    private DeliveryLink open(Context ctx) {
        return door.openLink(ctx).orElseThrow(() -> Refusal.of(404, t.of("link.ungueltig")));
    }

    private Feed feed(DeliveryLink link) {
        return Optional.ofNullable(inbox.sources().get(link.feed()))
                .orElseThrow(() -> Refusal.of(404, t.of("link.ungueltig")))
                .feed();
    }

    private record Offer(String name, String href, @Nullable LocalDate confirmed) {}

    private List<Offer> offers(Feed feed) {
        var offers = new ArrayList<Offer>();
        try (var snapshot = inbox.journal().snapshot()) {
            for (var kind : List.of(Kind.SERVICE, Kind.LOCATION, Kind.ORGANIZATION)) {
                snapshot.forEach(kind, version -> {
                    var entry = version.entry();
                    if (entry.feed().equals(feed.id())) {
                        var dates = entry.dates();
                        offers.add(new Offer(
                                entry.name().best(),
                                Hits.path(kind) + "/" + entry.id(),
                                dates == null ? null : dates.confirmed()));
                    }
                });
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
