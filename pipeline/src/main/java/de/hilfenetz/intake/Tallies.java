package de.hilfenetz.intake;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts findings exactly and keeps the first few of each rule. */
final class Tallies {

    /** Examples kept per rule; all are counted. */
    private static final int EXAMPLES = 100;

    private final Map<Rule, Long> counts = new LinkedHashMap<>();
    private final List<Finding> examples = new ArrayList<>();

    void add(Finding finding) {
        if (counts.merge(finding.rule(), 1L, Long::sum) <= EXAMPLES) {
            examples.add(finding);
        }
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

    List<Finding> examples() {
        return List.copyOf(examples);
    }
}
