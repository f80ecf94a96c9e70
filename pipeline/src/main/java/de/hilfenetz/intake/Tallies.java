package de.hilfenetz.intake;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts findings exactly and keeps the first few of each rule. */
final class Tallies {

    /** Findings of each rule that a report shows; all are counted. */
    static final int EXAMPLES = 100;

    private final int kept;
    private final Map<Rule, Long> counts = new LinkedHashMap<>();
    private final List<Finding> examples = new ArrayList<>();
    private final List<Report.DeadReference> dead = new ArrayList<>();
    private final List<Report.Stretch> stretches = new ArrayList<>();
    private Report.@Nullable Stretch open;

    /** @param kept findings of each rule to keep */
    Tallies(int kept) {
        this.kept = kept;
    }

    void add(Finding finding) {
        if (counts.merge(finding.rule(), 1L, Long::sum) <= kept) {
            examples.add(finding);
        }
    }

    /** Counts a reference to {@code record}, which is not public. */
    void add(Finding finding, UUID record) {
        add(finding);
        dead.add(new Report.DeadReference(finding, record));
    }

    List<Report.DeadReference> dead() {
        return List.copyOf(dead);
    }

    void addAll(List<Finding> findings) {
        findings.forEach(this::add);
    }

    List<Report.RuleCount> counts() {
        return counts.entrySet().stream()
                .map(entry -> new Report.RuleCount(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(
                                (Report.RuleCount count) -> count.rule().severity())
                        .thenComparing(Report.RuleCount::count, Comparator.reverseOrder())
                        .thenComparing(count -> count.rule().code()))
                .toList();
    }

    /**
     * The next record of the delivery has been dealt with.
     *
     * @param begins where it stands; the one before ends here
     */
    void passed(Place begins, boolean notPublic, boolean secret) {
        if (open != null) {
            // The next record may begin in the middle of the line in which this one ends.
            var sameFile = open.file().equals(begins.file()) && begins.line() > 0;
            var last = begins.column() > 1 ? begins.line() : begins.line() - 1;
            add(new Report.Stretch(
                    open.file(),
                    open.first(),
                    sameFile ? Math.max(open.first(), last) : Integer.MAX_VALUE,
                    open.secret()));
        }
        open = notPublic || secret ? new Report.Stretch(begins.file(), begins.line(), Integer.MAX_VALUE, secret) : null;
    }

    private void add(Report.Stretch more) {
        var last = stretches.isEmpty() ? null : stretches.getLast();
        if (last != null
                && last.file().equals(more.file())
                && last.secret() == more.secret()
                && last.last() >= more.first() - 1) {
            stretches.removeLast();
            stretches.add(
                    new Report.Stretch(more.file(), last.first(), Math.max(last.last(), more.last()), more.secret()));
        } else {
            stretches.add(more);
        }
    }

    List<Report.Stretch> stretches() {
        if (open != null) {
            add(open);
            open = null;
        }
        return List.copyOf(stretches);
    }

    List<Finding> examples() {
        return List.copyOf(examples);
    }
}
