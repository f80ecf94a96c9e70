package de.hilfenetz;

import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches and processes feeds once, makes a release, prints the reports. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Holt und verarbeitet Datenquellen einmal, veröffentlicht und druckt den Bericht.",
        exitCodeListHeading = "%nRückgabe%n",
        exitCodeList = {
            "0:alles übernommen",
            "1:einzelne Datensätze zurückgestellt",
            "2:eine Datenquelle gescheitert",
            "3:falsche Einstellung"
        })
final class RunCommand implements Callable<Integer> {

    private final Hilfenetz.World world;

    RunCommand(Hilfenetz.World world) {
        this.world = world;
    }

    @Parameters(paramLabel = "DATENQUELLE", description = "Kennungen; ohne Angabe alle.")
    private List<String> only = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        try (var installation = Installation.open(world.settings(), world.clock())) {
            installation.problems().forEach(problem -> out.println(problem));
            var chosen = chosen(installation);
            var reports = new ArrayList<Report>();
            try (var pulls = new Pulls(installation, world.clock(), () -> {})) {
                chosen.forEach(source -> pulls.once(source.feed()).ifPresent(reports::add));
            }
            reports.addAll(installation.process());
            reports.forEach(report -> out.println(ReportText.summary(report)));
            installation
                    .release()
                    .ifPresentOrElse(
                            manifest -> out.println("Datenstand " + manifest.release() + " veröffentlicht."),
                            () -> out.println("Nichts Neues: kein neuer Datenstand."));
            out.flush();
            installation.tidy();
            var held = tellStandingHolds(installation, chosen, reports, out);
            out.flush();
            if (!installation.problems().isEmpty()) {
                return Hilfenetz.BAD_CONFIGURATION;
            }
            return Math.max(ReportText.exitCode(reports), held ? ReportText.SOME_HELD : 0);
        }
    }

    /** What an earlier run held is still held when nothing new came: silence would read as "mended". */
    private static boolean tellStandingHolds(
            Installation installation, List<Intake.Source> chosen, List<Report> reports, PrintWriter out) {
        var told = reports.stream()
                .filter(report -> report.counters() != null)
                .map(Report::feed)
                .collect(Collectors.toSet());
        var standing = false;
        for (var source : chosen) {
            var feed = source.feed().id();
            var held = installation.journal().quarantine(feed).size();
            if (held > 0 && !told.contains(feed)) {
                standing = true;
                out.println("%s: weiterhin zurückgestellt %d".formatted(feed, held));
            }
        }
        return standing;
    }

    private List<Intake.Source> chosen(Installation installation) {
        if (only.isEmpty()) {
            return List.copyOf(installation.sources().values());
        }
        return only.stream()
                .map(id -> {
                    var source = installation.sources().get(id);
                    if (source == null) {
                        throw new IllegalArgumentException("Es gibt keine Datenquelle „%s“; es gibt: %s"
                                .formatted(
                                        id,
                                        String.join(", ", installation.sources().keySet())));
                    }
                    return source;
                })
                .toList();
    }
}
