package de.hilfenetz;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.intake.Report;
import de.hilfenetz.intake.Trial;
import de.hilfenetz.intake.Trials;
import de.hilfenetz.protect.Protection;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report as a few lines of German for the terminal. */
final class ReportText {

    /** What {@code run} answers when records, or their removal, are held and nothing worse happened. */
    static final int SOME_HELD = 1;

    private static final int EXAMPLES = 3;
    /** What was only brought into form is told for a start; many rows say the same. */
    private static final int HINTS = 5;
    /** Characters of a column. */
    private static final int WIDTH = 44;

    private ReportText() {}

    /** Counts and places, no values: fit for a log that others may read. */
    static String summary(Report report) {
        var text = new StringBuilder(head(report));
        for (var count : report.rules()) {
            // What protection keeps back is no fault, but whoever counts the records must see where it went.
            if (count.rule().severity() == Severity.INFO && !Protection.rules().contains(count.rule())) {
                continue;
            }
            text.append("\n    %-8s %s (%d)"
                    .formatted(count.rule().severity().german(), count.rule().code(), count.count()));
            report.findings().stream()
                    .filter(finding -> finding.rule().equals(count.rule()))
                    .limit(EXAMPLES)
                    .forEach(finding -> text.append("\n             ").append(finding.place()));
        }
        return text.toString();
    }

    /** Everything in full sentences, with the lines, for the eyes of whoever brought the file. */
    static String full(Trial trial) {
        var text = new StringBuilder(head(trial.report())).append("\n").append(trial.verdict());
        if (trial.changes() != null) {
            text.append("\nDas würde sich ändern: ").append(trial.changes().german());
        }
        for (var count : trial.report().rules()) {
            text.append("\n\n%s: %s (%d)"
                    .formatted(count.rule().severity().german(), count.rule().code(), count.count()));
            var told = trial.told().stream()
                    .filter(one -> one.finding().rule().equals(count.rule()))
                    .limit(count.rule().severity() == Severity.INFO ? HINTS : Integer.MAX_VALUE)
                    .toList();
            told.forEach(one -> text.append("\n  ").append(line(one)));
            if (!told.isEmpty() && told.size() < count.count()) {
                text.append("\n  … und %d weitere".formatted(count.count() - told.size()));
            }
        }
        return text.toString();
    }

    /** A record as it came, as it was mapped and in canonical form, side by side. */
    static String steps(Trials.Steps steps) {
        var columns = Stream.of(steps.raw(), steps.mapped(), steps.canonical())
                .map(ReportText::wrapped)
                .toList();
        var text = new StringBuilder("\n%s\n".formatted(steps.place()));
        text.append(row(List.of("geliefert", "zugeordnet", "vereinheitlicht")));
        var most = columns.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < most; i++) {
            var line = i;
            text.append(row(columns.stream()
                    .map(column -> line < column.size() ? column.get(line) : "")
                    .toList()));
        }
        return text.toString().stripTrailing();
    }

    private static String row(List<String> cells) {
        return cells.stream()
                        .map(cell -> cell + " ".repeat(WIDTH - cell.codePointCount(0, cell.length())))
                        .collect(Collectors.joining(" | "))
                        .stripTrailing()
                + "\n";
    }

    private static List<String> wrapped(@Nullable JsonNode json) {
        if (json == null) {
            return List.of("(gescheitert)");
        }
        return json.toPrettyString()
                .lines()
                .flatMap(line -> Arrays.stream(line.split("(?<=\\G.{" + WIDTH + "})", -1)))
                .toList();
    }

    private static String line(Trial.Told told) {
        var finding = told.finding();
        var suggestion = finding.suggestion();
        var value = finding.value() == null ? "nichts" : "„" + finding.value() + "“";
        var record = finding.subject() == null ? "" : ", " + finding.subject();
        var text = finding.place() + record + ": " + finding.german()
                + (suggestion == null ? "" : " [%s → „%s“]".formatted(value, suggestion));
        if (told.line() == null) {
            return text;
        }
        var caret = told.caret() > 0 ? "\n    " + " ".repeat(told.caret() - 1) + "^" : "";
        return text + "\n    " + told.line().replace('\t', ' ') + caret;
    }

    private static String head(Report report) {
        var text = new StringBuilder(report.feed())
                .append(": ")
                .append(report.state().german());
        var counters = report.counters();
        if (counters != null) {
            text.append("""
                    . Empfangen %d: neu %d, zurückgekehrt %d, geändert %d, unverändert %d, zurückgestellt %d, doppelt %d. \
                    Entfallen %d, angehalten %d. Öffentlich %d.""".formatted(
                            counters.received(),
                            counters.added(),
                            counters.returned(),
                            counters.changed(),
                            counters.unchanged(),
                            counters.held(),
                            counters.duplicate(),
                            counters.removed(),
                            counters.parked(),
                            counters.liveAfter()));
        }
        if (report.reason() != null) {
            text.append("\n    Grund: ").append(report.reason());
        }
        return text.toString();
    }

    /** 0 all good, 1 some records held or their removal, 2 a feed failed or was held (interfaces.md section 1). */
    static int exitCode(List<Report> reports) {
        var failed = reports.stream()
                .anyMatch(report -> report.state() == Report.State.FAILED || report.state() == Report.State.HELD);
        if (failed) {
            return 2;
        }
        var held = reports.stream()
                .map(Report::counters)
                .anyMatch(counters -> counters != null && counters.held() + counters.parked() > 0);
        return held ? SOME_HELD : 0;
    }
}
