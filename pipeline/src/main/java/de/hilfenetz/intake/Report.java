package de.hilfenetz.intake;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.journal.Counters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What became of one delivery, for its sender and for the operator.
 *
 * @param run number of the run; 0 where none was needed
 * @param counters always add up; null when nothing was processed
 * @param rules how often each rule spoke, worst and most frequent first
 * @param findings the first ones of each rule; values in them are for the sender's eyes only
 * @param reason why it was parked, held or failed; for the log too, so without values
 * @param stretches lines of records that are protected or held
 * @param dead references among what the rules found
 */
public record Report(
        String feed,
        int run,
        State state,
        @Nullable Counters counters,
        List<RuleCount> rules,
        List<Finding> findings,
        @Nullable String reason,
        List<Stretch> stretches,
        List<DeadReference> dead) {

    public Report {
        dead = List.copyOf(dead);
        stretches = List.copyOf(stretches);
        rules = List.copyOf(rules);
        findings = List.copyOf(findings);
    }

    /** How a delivery ended. */
    public enum State {
        /** All of it is public. */
        SETTLED("übernommen"),
        /** Additions and changes are public, removals wait for confirmation. */
        PARKED("übernommen, Löschungen angehalten"),
        /** Nothing of it is public; the last good state stays. */
        HELD("zurückgestellt"),
        /** The same bytes as before, under the same rules. */
        UNCHANGED("unverändert"),
        /** It could not be fetched or read. */
        FAILED("fehlgeschlagen");

        private final String german;

        State(String german) {
            this.german = german;
        }

        /** The word in reports. */
        public String german() {
            return german;
        }
    }

    /** A reference that led to nothing public when its delivery was processed. */
    public record DeadReference(Finding finding, UUID record) {}

    /** Without the references to records that are public by now: another delivery brought them. */
    public Report withoutReferencesTo(Predicate<UUID> isPublic) {
        var resolved = new HashSet<Finding>();
        var nowhere = new ArrayList<DeadReference>();
        for (var reference : dead) {
            if (isPublic.test(reference.record())) {
                resolved.add(reference.finding());
            } else {
                nowhere.add(reference);
            }
        }
        if (resolved.isEmpty()) {
            return this;
        }
        var left = new ArrayList<RuleCount>();
        for (var count : rules) {
            var times = count.count()
                    - resolved.stream()
                            .filter(finding -> finding.rule().equals(count.rule()))
                            .count();
            if (times > 0) {
                left.add(new RuleCount(count.rule(), times));
            }
        }
        return new Report(
                feed,
                run,
                state,
                counters,
                left,
                findings.stream().filter(finding -> !resolved.contains(finding)).toList(),
                reason,
                stretches,
                nowhere);
    }

    /** How often a rule spoke. */
    public record RuleCount(Rule rule, long count) {}

    /**
     * Lines of a file that records which are not public touch.
     *
     * @param last {@link Integer#MAX_VALUE} to the end of the file
     * @param secret whether one of them is protected, or stands at a protected place, or may have to be
     */
    public record Stretch(String file, int first, int last, boolean secret) {

        /** Whether the line is one of them; a line that is not known may be. */
        boolean touches(String otherFile, int line) {
            return file.equals(otherFile) && (line <= 0 || (line >= first && line <= last));
        }
    }

    /** A delivery of which nothing had to be processed. */
    public static Report unchanged(String feed) {
        return new Report(feed, 0, State.UNCHANGED, null, List.of(), List.of(), null, List.of(), List.of());
    }

    /** A feed that did not deliver anything usable. */
    public static Report failed(String feed, String reason) {
        return new Report(feed, 0, State.FAILED, null, List.of(), List.of(), reason, List.of(), List.of());
    }
}
