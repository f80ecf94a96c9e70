package de.hilfenetz;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.journal.Delivery;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes the kept deliveries of each feed that matter through today's rules and shows what would differ; applies it when told to. */
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
            if (feed == null || feed.equals(source.feed().id())) {
                var deliveries = deliveries(installation, source.feed());
                if (!deliveries.isEmpty()) {
                    replay(installation, source, deliveries, out);
                }
            }
        }
        return 0;
    }

    private List<Delivery> deliveries(Installation installation, Feed from) {
        return installation.telling(from).stream()
                .filter(delivery -> since == null
                        || !delivery.received()
                                .isBefore(since.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .toList();
    }

    private void replay(Installation installation, Intake.Source source, List<Delivery> deliveries, PrintWriter out)
            throws IOException {
        if (apply) {
            deliveries.forEach(delivery -> out.println(ReportText.summary(installation.process(delivery, source))));
            return;
        }
        var impact = installation.trials().impact(source, deliveries);
        var last = deliveries.getLast();
        out.println(
                deliveries.size() == 1
                        ? "%s, Lieferung %d vom %s: %s"
                                .formatted(source.feed().id(), last.id(), last.received(), impact.german())
                        : "%s, %d Lieferungen vom %s bis %s: %s"
                                .formatted(
                                        source.feed().id(),
                                        impact.deliveries(),
                                        deliveries.getFirst().received(),
                                        last.received(),
                                        impact.german()));
        if (impact.gone() > 0) {
            out.println(
                    "  %d Lieferungen sind nicht mehr aufbewahrt und bleiben, wie sie sind".formatted(impact.gone()));
        }
        impact.newlyHeld()
                .forEach(held -> out.println(
                        "  würde zurückgestellt: %s  %s".formatted(held.place(), String.join(", ", held.rules()))));
    }
}
