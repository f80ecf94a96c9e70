package de.hilfenetz.intake;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.journal.Change;
import de.hilfenetz.record.Kind;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a delivery, or what is to be said of a kept one, for its sender's eyes.
 *
 * @param changes what would be different in public afterwards; null where it is compared with nothing
 * @param told the findings of the report, with the lines they are about
 * @param preview for whoever sent the bytes with the question; of kept deliveries there is none
 * @param taken where it is about a delivery that was taken already, how many removals of it wait; null otherwise
 */
public record Trial(
        Report report,
        @Nullable Changes changes,
        List<Told> told,
        List<NotChecked> notChecked,
        Preview preview,
        @Nullable Long taken) {

    public Trial {
        told = List.copyOf(told);
        notChecked = List.copyOf(notChecked);
    }

    /** Something that could not be looked at, so that nobody takes it for right. */
    public enum NotChecked {
        /** The file could not be read to its end. */
        REST(
                "Alles nach der Stelle, an der das Lesen abbrach, und alles, was den ganzen Bestand braucht: doppelte"
                        + " Kennungen, Entfallenes.",
                "Everything after the point where reading stopped, and all that needs the whole stock: ids used twice,"
                        + " removals."),
        /** Records that a reader or a mapping gave up on. */
        HELD_EARLY(
                "Die Werte von Datensätzen, die sich nicht lesen oder nicht zuordnen ließen: Ist das behoben, können"
                        + " weitere Prüfmeldungen kommen.",
                "The values of records that could not be read or mapped: once that is mended, more findings may come."),
        /** No outlines of the Stadtteile. */
        POSITIONS(
                "Ob Koordinaten im angegebenen Stadtteil liegen: Umrisse der Stadtteile sind hier nicht hinterlegt.",
                "Whether coordinates lie in the quarter given: there are no outlines of the quarters here."),
        /** No feed to compare with. */
        CHANGES(
                "Was sich im Veröffentlichten ändern würde: Dafür muss die Datenquelle angegeben sein.",
                "What would change in public: that needs the feed to be named."),
        /** A stranger is not told. */
        OTHERS(
                "Ob Anschrift oder Telefon mit einem geschützten Ort anderer übereinstimmt: Das wird erst bei der Lieferung"
                        + " geprüft.",
                "Whether an address or phone equals that of a protected place of others: that is checked on delivery only.");

        private final String german;
        private final String english;

        NotChecked(String german, String english) {
            this.german = german;
            this.english = english;
        }

        /** A sentence. */
        public String german() {
            return german;
        }

        /** The same in English. */
        public String english() {
            return english;
        }
    }

    /**
     * A finding with the line that it is about.
     *
     * @param finding without values where they must not be told
     * @param line the physical line, or the part of a long one around the value; null where there is none to show
     * @param caret where in {@code line} the value begins, from 1; 0 where that is not known
     */
    public record Told(Finding finding, @Nullable String line, int caret) {

        /** The line up to the value. */
        public String before() {
            return line == null ? "" : caret == 0 ? line : line.substring(0, caret - 1);
        }

        /** The value in the line; empty where it is not known where it stands. */
        public String marked() {
            var value = finding.value();
            var rest = line == null || caret == 0 ? "" : line.substring(caret - 1);
            return value != null && rest.startsWith(value) ? value : "";
        }

        /** The line after the value. */
        public String after() {
            return line == null || caret == 0 ? "" : line.substring(caret - 1 + marked().length());
        }
    }

    /**
     * A record that would be different.
     *
     * @param fields the members that would say something else; none where it is new or goes
     */
    public record Changed(Change change, Kind kind, String name, UUID id, List<String> fields) {}

    /**
     * What would be different.
     *
     * @param onlyHours how many of the changed records differ in nothing but opening hours
     * @param parked removals that would wait to be confirmed
     * @param removals names the list of missing records, for {@code confirmed}; null where none is missing
     * @param records the first of them by name
     */
    public record Changes(
            long added,
            long changed,
            long onlyHours,
            long unchanged,
            long removed,
            long parked,
            long held,
            @Nullable String removals,
            List<Changed> records) {

        public Changes {
            records = List.copyOf(records);
        }

        /** Whether anything would be different. */
        public boolean isAny() {
            return added + changed + removed + parked > 0;
        }

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

        /** The same in English. */
        public String english() {
            return "%d new, %d changed%s, %d unchanged, %d removed%s%s"
                    .formatted(
                            added,
                            changed,
                            onlyHours > 0 ? " (%d of them in opening hours only)".formatted(onlyHours) : "",
                            unchanged,
                            removed,
                            parked > 0 ? ", %d removals would wait to be confirmed".formatted(parked) : "",
                            held > 0 ? ", %d held".formatted(held) : "");
        }
    }

    /** The same of a delivery that was taken already: nothing would be different, it is. */
    public Trial ofTaken(long waiting) {
        return new Trial(report, null, told, notChecked, preview, waiting);
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
        if (taken != null) {
            return "Diese Lieferung wurde damals übernommen. Nach heutigen Regeln: " + sentence()
                    + (taken > 0 ? " Löschungen, die auf eine Bestätigung warten: %d.".formatted(taken) : "");
        }
        if (report.state() == Report.State.HELD) {
            return "Die ganze Lieferung würde angehalten, bis jemand sie freigibt: " + report.reason();
        }
        var counters = report.counters();
        if (report.state() == Report.State.PARKED && counters != null) {
            return "Neues und Geändertes würde veröffentlicht; %d Löschungen würden angehalten, bis sie jemand bestätigt."
                    .formatted(counters.parked());
        }
        return sentence();
    }

    private String sentence() {
        var counters = report.counters();
        if (counters != null && counters.received() == 0) {
            return "Es ist kein Datensatz darin; veröffentlicht würde daraus nichts.";
        }
        var number = counters == null ? 0 : counters.held();
        if (counters != null && number > 0 && number == counters.received()) {
            return number == 1 ? "Der eine Datensatz würde zurückgestellt." : "Alle Datensätze würden zurückgestellt.";
        }
        if (number > 0) {
            return "%d %s zurückgestellt, alle anderen würden veröffentlicht."
                    .formatted(number, number == 1 ? "Datensatz würde" : "Datensätze würden");
        }
        var warnings = warnings();
        if (warnings > 0) {
            return "Alles würde veröffentlicht; %s."
                    .formatted(
                            warnings == 1
                                    ? "zu 1 Angabe gibt es eine Warnung"
                                    : "zu %d Angaben gibt es Warnungen".formatted(warnings));
        }
        return "Alles in Ordnung: Alles würde veröffentlicht.";
    }

    private long warnings() {
        return report.rules().stream()
                .filter(count -> count.rule().severity() == Severity.WARNING)
                .mapToLong(Report.RuleCount::count)
                .sum();
    }

    /** The same sentence in English. */
    public String verdictEnglish() {
        if (report.state() == Report.State.FAILED) {
            return "This file cannot be read; nothing of it would be published.";
        }
        if (taken != null) {
            return "This delivery was taken at its time. By today's rules: " + sentenceEnglish()
                    + (taken > 0 ? " Removals that wait to be confirmed: %d.".formatted(taken) : "");
        }
        if (report.state() == Report.State.HELD) {
            return "The whole delivery would be held until somebody releases it.";
        }
        var counters = report.counters();
        if (report.state() == Report.State.PARKED && counters != null) {
            return "What is new or changed would be published; %d removals would wait until somebody confirms them."
                    .formatted(counters.parked());
        }
        return sentenceEnglish();
    }

    private String sentenceEnglish() {
        var counters = report.counters();
        if (counters != null && counters.received() == 0) {
            return "There is no record in it; nothing of it would be published.";
        }
        var number = counters == null ? 0 : counters.held();
        if (counters != null && number > 0 && number == counters.received()) {
            return number == 1 ? "The one record would be held." : "All records would be held.";
        }
        if (number > 0) {
            return "%d %s would be held, all others would be published."
                    .formatted(number, number == 1 ? "record" : "records");
        }
        var warnings = warnings();
        return warnings > 0
                ? "Everything would be published, with %d %s."
                        .formatted(warnings, warnings == 1 ? "warning" : "warnings")
                : "All is well: everything would be published.";
    }
}
