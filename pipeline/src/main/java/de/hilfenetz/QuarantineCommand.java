package de.hilfenetz;

import de.hilfenetz.intake.Report;
import de.hilfenetz.intake.RuleCatalogue;
import de.hilfenetz.journal.HeldRecord;
import de.hilfenetz.journal.RunSummary;
import de.hilfenetz.journal.Waiver;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is held and what is parked: listed, released with a reason, tried again. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = "Zurückgestellte Einträge, angehaltene und gescheiterte Lieferungen.",
        subcommands = {QuarantineCommand.List.class, QuarantineCommand.Release.class, QuarantineCommand.Retry.class})
final class QuarantineCommand extends CommandGroup {

    /** What is held, feed by feed. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Alles, was zurückgestellt ist: Nummer, wo es steht, seit wann und gegen welche Regeln, nie was darin steht.")
    static final class List extends DataCommand {

        List(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            for (var run : new Decisions(installation).heldDeliveries()) {
                out.println("d%d  %s  ganze Lieferung angehalten  %s  %s"
                        .formatted(run.delivery(), run.feed(), age(run.started(), now()), reason(run)));
            }
            for (var run : new Decisions(installation).failedDeliveries()) {
                out.println("d%d  %s  Lieferung gescheitert  %s  %s"
                        .formatted(run.delivery(), run.feed(), age(run.started(), now()), reason(run)));
            }
            for (var feed : installation.sources().keySet()) {
                for (var held : installation.journal().quarantine(feed)) {
                    out.println(line(held, now()));
                }
            }
            return 0;
        }

        private static String line(HeldRecord held, Instant now) {
            return "%d  %s  %s  %s  %s  Lieferung %d  %s"
                    .formatted(
                            held.id(),
                            held.feed(),
                            held.place(),
                            age(held.since(), now),
                            String.join(", ", held.rules()),
                            held.delivery(),
                            RuleCatalogue.canBeWaived(held.rules())
                                    ? "kann freigegeben werden"
                                    : "nur zu berichtigen oder mit protect zu entscheiden");
        }

        private static String reason(RunSummary run) {
            return run.findReason().orElse("");
        }

        private static String age(Instant since, Instant now) {
            var days = Duration.between(since, now).toDays();
            return "seit %s (%s)".formatted(since, days == 1 ? "1 Tag" : days + " Tage");
        }
    }

    /** Processes a parked delivery once more. */
    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = "Verarbeitet eine gescheiterte Lieferung (d12) noch einmal.")
    static final class Retry extends DataCommand {

        @Parameters(paramLabel = "LIEFERUNG", description = "Nummer aus quarantine list.")
        private String id = "";

        Retry(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) throws IOException {
            if (!id.matches("d?[1-9]\\d{0,8}")) {
                throw new IllegalArgumentException("„%s“ ist keine Nummer aus quarantine list.".formatted(id));
            }
            var delivery = installation.journal().getDelivery(Integer.parseInt(id.replace("d", "")));
            var report = new Decisions(installation).retry(delivery);
            out.println(ReportText.summary(report));
            return report.state() == Report.State.FAILED ? 1 : 0;
        }
    }

    /** Lets something through as it is. */
    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = {
                "Gibt einen zurückgestellten Eintrag mit seinen Fehlern frei, oder eine angehaltene Lieferung (d12).",
                "Es gilt für genau diese Daten; ändern sie sich, werden sie wieder geprüft."
            })
    static final class Release extends DataCommand {

        private static final Pattern ID = Pattern.compile("d?[1-9]\\d{0,8}");

        @Parameters(paramLabel = "NUMMER", description = "Nummer aus quarantine list.")
        private String id = "";

        @Option(names = "--reason", required = true, paramLabel = "GRUND")
        private String reason = "";

        @Option(names = "--by", paramLabel = "NAME", description = "Wer es freigibt.")
        private String by = "Betrieb";

        Release(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) throws IOException {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException("„%s“ ist keine Nummer aus quarantine list.".formatted(id));
            }
            var decisions = new Decisions(installation);
            var journal = installation.journal();
            if (id.startsWith("d")) {
                var delivery = journal.getDelivery(Integer.parseInt(id.substring(1)));
                var report = decisions.release(
                        delivery,
                        new Waiver(delivery.feed(), delivery.id(), null, null, java.util.List.of(), by, reason, now()));
                out.println("Freigegeben: Lieferung %d von „%s“.".formatted(delivery.id(), delivery.feed()));
                out.println(ReportText.summary(report));
                return report.state() == Report.State.FAILED ? 1 : 0;
            }
            var held = journal.getHeld(Integer.parseInt(id));
            decisions.release(held, by, reason, now());
            out.println("Freigegeben: %s von „%s“ (%s)."
                    .formatted(held.place(), held.feed(), String.join(", ", held.rules())));
            return 0;
        }
    }
}
