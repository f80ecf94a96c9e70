package de.hilfenetz;

import de.hilfenetz.intake.Intake;
import de.hilfenetz.journal.Delivery;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes the last kept delivery of each feed through today's rules and shows what would differ; applies it when told to. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Verarbeitet aufbewahrte Lieferungen nach den heutigen Regeln und zeigt vorher, was sich ändern würde.")
final class ReplayCommand extends DataCommand {

    @Option(names = "--feed", paramLabel = "DATENQUELLE", description = "Nur diese.")
    private @Nullable String feed;

    @Option(names = "--since", paramLabel = "TAG", description = "Nur Lieferungen seit diesem Tag (JJJJ-MM-TT, UTC).")
    private @Nullable LocalDate since;

    @Option(names = "--apply", description = "Ausführen, nicht nur zeigen.")
    private boolean apply;

    ReplayCommand(Hilfenetz.World world) {
        super(world);
    }

    @Override
    int call(Installation installation, PrintWriter out) throws IOException {
        if (feed != null && !installation.sources().containsKey(feed)) {
            throw new IllegalArgumentException("Es gibt keine Datenquelle „%s“; es gibt: %s"
                    .formatted(feed, String.join(", ", installation.sources().keySet())));
        }
        for (var source : installation.sources().values()) {
            var delivery = feed == null || feed.equals(source.feed().id())
                    ? last(installation, source)
                    : Optional.<Delivery>empty();
            if (delivery.isPresent()) {
                replay(installation, source, delivery.get(), out);
            }
        }
        return 0;
    }

    private Optional<Delivery> last(Installation installation, Intake.Source source) {
        return installation.journal().runs(source.feed().id()).stream()
                .filter(run -> run.number() != null)
                .findFirst()
                .map(run -> installation.journal().getDelivery(run.delivery()))
                .filter(delivery -> since == null
                        || !delivery.received()
                                .isBefore(since.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    private void replay(Installation installation, Intake.Source source, Delivery delivery, PrintWriter out)
            throws IOException {
        if (apply) {
            out.println(ReportText.summary(installation.process(delivery, source)));
            return;
        }
        try (var bytes = installation.journal().open(delivery)) {
            var trial = installation.trials().of(source, delivery, bytes);
            var changes = trial.changes();
            out.println("%s, Lieferung %d vom %s: %s"
                    .formatted(
                            delivery.feed(),
                            delivery.id(),
                            delivery.received(),
                            changes == null ? trial.verdict() : changes.german()));
        }
    }
}
