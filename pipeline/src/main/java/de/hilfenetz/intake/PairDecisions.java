package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Ruling;
import de.hilfenetz.record.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What editors decided about two records: corrections that say {@code same} or {@code different}, and feeds that name an
 * organization by the key under which editors keep it. Each is carried into the journal once, as soon as the records are
 * public (of a named one, that of the editors), and lasts there: withdrawing the entry takes nothing back, another decision
 * does. Changed by the processing thread alone.
 */
public final class PairDecisions {

    static final Rule WAITS = Rule.warning(
            "entscheidung-wartet",
            "Die Entscheidung, dass zwei Einträge dasselbe sind, wirkt noch nicht. Beide müssen veröffentlicht, von derselben Art und"
                    + " aus verschiedenen Datenquellen sein. Sobald sie es sind, gilt die Entscheidung; sonst prüfen Sie bitte"
                    + " die beiden Kennungen.",
            "The decision that two records are the same has no effect yet. Both must be public, of the same kind and from different"
                    + " feeds. As soon as they are, it holds; otherwise please check the two ids.");

    private final Journal journal;
    private final Function<String, Optional<Feed>> feeds;
    private final Predicate<String> isEdited;
    private final InstantSource clock;
    private long looked = -1;

    /**
     * @param feeds as they run
     * @param isEdited whether a feed runs because editors keep it
     */
    public PairDecisions(
            Journal journal, Function<String, Optional<Feed>> feeds, Predicate<String> isEdited, InstantSource clock) {
        this.journal = journal;
        this.feeds = feeds;
        this.isEdited = isEdited;
        this.clock = clock;
    }

    /** Carries out what can be and was not yet; of two about one pair the later one has the last word. */
    public void carryOut() {
        var decisions = new ArrayList<Editorial>();
        var entries = new ArrayList<Editorial>();
        try (var snapshot = journal.snapshot()) {
            if (snapshot.number() == looked) {
                return;
            }
            looked = snapshot.number();
            snapshot.forEach(Kind.EDITORIAL, version -> {
                if (version.entry() instanceof Editorial entry) {
                    if (isOne(entry.type(), entry.content())) {
                        decisions.add(entry);
                    } else if (entry.type().equals("feed")) {
                        entries.add(entry);
                    }
                }
            });
            entries.forEach(
                    entry -> joinNamed(entry, record -> snapshot.find(record).isPresent()));
        }
        decisions.sort(Comparator.comparing(
                        (Editorial entry) -> entry.content().path("made").asText())
                .thenComparing(Editorial::sourceId));
        decisions.forEach(this::carryOut);
    }

    /**
     * An organization that a feed names in the form that runs, and the one that editors keep under that key, are one unless
     * somebody said otherwise.
     */
    private void joinNamed(Editorial entry, Predicate<UUID> isPublic) {
        var editors = feeds.apply(entry.feed()).map(Feed::ids);
        var feed = feeds.apply(entry.key()).filter(running -> isEdited.test(running.id()));
        var organizations = feed.map(Feed::organizations);
        if (editors.isEmpty() || organizations.isEmpty() || editors.equals(feed.map(Feed::ids))) {
            return;
        }
        var named = new TreeSet<>(organizations.get().allowed());
        Optional.ofNullable(organizations.get().one()).ifPresent(named::add);
        for (var key : named) {
            var stays = journal.foretell(editors.get(), Kind.ORGANIZATION, key);
            var leads = journal.foretell(feed.get().ids(), Kind.ORGANIZATION, key);
            if (isPublic.test(stays) && !isDecided(stays, leads)) {
                var reason = "Die Datenquelle nennt diesen Träger.";
                journal.rule(ruling(entry, stays, leads, true, reason), entry.key());
            }
        }
    }

    /** Whether somebody said what these two are to each other, or that {@code leads} leads elsewhere. */
    private boolean isDecided(UUID stays, UUID leads) {
        return journal.rulings().stream()
                .filter(ruling -> ruling.question() == Ruling.Question.SAME)
                .anyMatch(ruling -> (stays.equals(ruling.record()) && leads.equals(ruling.other()))
                        || (leads.equals(ruling.record()) && stays.equals(ruling.other()))
                        || (ruling.yes() && leads.equals(ruling.other())));
    }

    private void carryOut(Editorial entry) {
        var content = entry.content();
        var name = "pair " + entry.id() + " "
                + Sha256.of(content.toString().getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 16);
        if (journal.recall(entry.feed(), name).isPresent()) {
            return;
        }
        var stays = id(content, "record");
        var leads = id(content, "other");
        var same = content.path("decision").asText().equals("same");
        if (same && journal.findObjection(stays, leads).isPresent()) {
            return;
        }
        try {
            journal.rule(
                    ruling(entry, stays, leads, same, content.path("reason").asText()));
        } catch (IllegalArgumentException unknownRecord) {
            return; // perhaps it comes yet
        }
        journal.remember(entry.feed(), name, "");
    }

    private Ruling ruling(Editorial entry, UUID stays, UUID leads, boolean same, String reason) {
        return new Ruling(
                stays,
                leads,
                Ruling.Question.SAME,
                same,
                Ruling.Role.EDITOR,
                entry.feed() + "/" + entry.sourceId(),
                reason,
                null,
                null,
                clock.instant());
    }

    /** Whether the entry joins two records that cannot be joined now. */
    static boolean waits(String type, JsonNode content, BiPredicate<UUID, UUID> joinable) {
        return isOne(type, content)
                && content.path("decision").asText().equals("same")
                && !joinable.test(id(content, "record"), id(content, "other"));
    }

    private static boolean isOne(String type, JsonNode content) {
        var decision = content.path("decision").asText();
        return type.equals("correction") && (decision.equals("same") || decision.equals("different"));
    }

    private static UUID id(JsonNode content, String member) {
        return UUID.fromString(content.path(member).asText());
    }
}
