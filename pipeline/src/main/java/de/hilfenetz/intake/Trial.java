package de.hilfenetz.intake;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a delivery, or what is to be said of a kept one, for its sender's eyes.
 *
 * @param changes what would be different in public afterwards; null where it is compared with nothing
 * @param told the findings of the report, with the lines they are about
 */
public record Trial(Report report, @Nullable Changes changes, List<Told> told) {

    public Trial {
        told = List.copyOf(told);
    }

    /**
     * A finding with the line that it is about.
     *
     * @param finding without values where they must not be told
     * @param line the physical line, or the part of a long one around the value; null where there is none to show
     * @param caret where in {@code line} the value begins, from 1; 0 where that is not known
     */
    public record Told(Finding finding, @Nullable String line, int caret) {}

    /**
     * What would be different.
     *
     * @param onlyHours how many of the changed records differ in nothing but opening hours
     * @param parked removals that would wait to be confirmed
     * @param removals names the list of missing records, for {@code confirmed}; null where none is missing
     */
    public record Changes(
            long added,
            long changed,
            long onlyHours,
            long unchanged,
            long removed,
            long parked,
            long held,
            @Nullable String removals) {

        /** {@code 3 neu, 12 geändert (davon 8 nur Öffnungszeiten), 1 entfällt}. */
        public String german() {
            return "%d neu, %d geändert%s, %d unverändert, %d %s%s%s"
                    .formatted(
                            added,
                            changed,
                            onlyHours > 0 ? " (davon %d nur Öffnungszeiten)".formatted(onlyHours) : "",
                            unchanged,
                            removed,
                            removed == 1 ? "entfällt" : "entfallen",
                            parked > 0 ? ", %d Löschungen würden angehalten".formatted(parked) : "",
                            held > 0 ? ", %d zurückgestellt".formatted(held) : "");
        }
    }

    /** Whether anything would be held or refused. */
    public boolean hasErrors() {
        return report.rules().stream().anyMatch(count -> count.rule().severity() == Severity.ERROR);
    }

    /** The one sentence that says whether to send it. */
    public String verdict() {
        if (report.state() == Report.State.FAILED) {
            return "Diese Datei lässt sich nicht lesen; veröffentlicht würde daraus nichts.";
        }
        if (report.state() == Report.State.HELD) {
            return "Die ganze Lieferung würde angehalten, bis jemand sie freigibt: " + report.reason();
        }
        var counters = report.counters();
        var held = counters == null ? 0 : counters.held();
        if (held > 0) {
            return held == 1
                    ? "1 Datensatz würde zurückgestellt, alle anderen würden veröffentlicht."
                    : "%d Datensätze würden zurückgestellt, alle anderen würden veröffentlicht.".formatted(held);
        }
        var warnings = report.rules().stream()
                .filter(count -> count.rule().severity() == Severity.WARNING)
                .mapToLong(Report.RuleCount::count)
                .sum();
        if (warnings > 0) {
            return "Alles würde veröffentlicht; %s."
                    .formatted(
                            warnings == 1
                                    ? "zu 1 Angabe gibt es eine Warnung"
                                    : "zu %d Angaben gibt es Warnungen".formatted(warnings));
        }
        return "Alles in Ordnung: Alles würde veröffentlicht.";
    }
}
