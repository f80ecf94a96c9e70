package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.UUID;
import java.util.function.BiPredicate;

/**
 * What editors decided about two records: corrections that say {@code same} or {@code different}. Each is carried into the
 * journal once, as soon as both records are public, and lasts there: withdrawing the entry takes nothing back, another
 * decision does. Changed by the processing thread alone.
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
    private final InstantSource clock;
    private long looked = -1;

    public PairDecisions(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** Carries out what can be and was not yet; of two about one pair the later one has the last word. */
    public void carryOut() {
        var decisions = new ArrayList<Editorial>();
        try (var snapshot = journal.snapshot()) {
            if (snapshot.number() == looked) {
                return;
            }
            looked = snapshot.number();
            snapshot.forEach(Kind.EDITORIAL, version -> {
                if (version.entry() instanceof Editorial entry && isOne(entry.type(), entry.content())) {
                    decisions.add(entry);
                }
            });
        }
        decisions.sort(Comparator.comparing(
                        (Editorial entry) -> entry.content().path("made").asText())
                .thenComparing(Editorial::sourceId));
        decisions.forEach(this::carryOut);
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
        var person = entry.feed() + "/" + entry.sourceId();
        var reason = content.path("reason").asText();
        try {
            journal.rule(new Ruling(
                    stays,
                    leads,
                    Ruling.Question.SAME,
                    same,
                    Ruling.Role.EDITOR,
                    person,
                    reason,
                    null,
                    clock.instant()));
        } catch (IllegalArgumentException unknownRecord) {
            return; // perhaps it comes yet
        }
        journal.remember(entry.feed(), name, "");
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
