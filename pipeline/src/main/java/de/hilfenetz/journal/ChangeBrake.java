package de.hilfenetz.journal;

import de.hilfenetz.feed.Feed;
import java.util.Map;
import java.util.Optional;

/**
 * The brake on whole deliveries (Änderungsschutz, reliability section 8): a pure function of what is public, what came and the
 * feed's limits. What it holds becomes public in no part, until a better delivery comes or somebody releases it.
 */
public final class ChangeBrake {

    private static final Map<String, String> WORDS = Map.of(
            "name", "der Name",
            "address", "die Anschrift",
            "point", "die Lage",
            "url", "die Internetseite",
            "phones", "die Telefonnummer",
            "emails", "die E-Mail-Adresse",
            "urls", "die Internetseite");

    private static final double ONE_VALUE = 0.10;

    private ChangeBrake() {}

    /** Above this share of changed records {@link Tally#changes} is needed to decide. */
    static boolean hasToLookClosely(Feed.Brake limits, Counters counters) {
        return counters.liveBefore() >= RemovalBrake.SMALL_FEED
                && counters.changed() > Math.min(limits.fields(), ONE_VALUE) * counters.liveBefore();
    }

    /** Holds a delivery that changes more than a provider does in one go; empty where it may go on. */
    public static Optional<Decision> decide(Feed.Brake limits, Tally tally) {
        var counters = tally.counters();
        var live = counters.liveBefore();
        if (live < RemovalBrake.SMALL_FEED) {
            return Optional.empty();
        }
        if (counters.held() > limits.errors() * counters.received()) {
            return hold("%d von %d Datensätzen haben Fehler, mehr als %s."
                    .formatted(counters.held(), counters.received(), percent(limits.errors())));
        }
        var fresh = counters.added() + counters.returned();
        if (fresh > limits.fields() * live && tally.removals() > limits.fields() * live) {
            return hold("%d Datensätze fehlen und %d sind neu. Haben sich nur die Kennungen geändert?"
                    .formatted(tally.removals(), fresh));
        }
        if (counters.changed() > limits.changes() * live) {
            return hold("%d von %d Datensätzen sind geändert, mehr als %s."
                    .formatted(counters.changed(), live, percent(limits.changes())));
        }
        for (var change : tally.changes()) {
            if (change.live() < RemovalBrake.SMALL_FEED) {
                continue;
            }
            if (change.changed() > limits.fields() * change.live()) {
                return hold("Bei %d von %d Datensätzen ist %s geändert, mehr als %s."
                        .formatted(change.changed(), change.live(), word(change), percent(limits.fields())));
            }
            if (change.same() > ONE_VALUE * change.live() && limits.fields() < 1) {
                return hold("Bei %d von %d Datensätzen ist %s jetzt dieselbe."
                        .formatted(change.same(), change.live(), word(change)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Decision> hold(String reason) {
        return Optional.of(new Decision.Hold(reason));
    }

    private static String word(FieldChange change) {
        return WORDS.getOrDefault(change.field(), change.field());
    }

    private static String percent(double share) {
        return "%.0f %%".formatted(share * 100);
    }
}
