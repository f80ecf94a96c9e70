package de.hilfenetz;

import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
            "1:einzelne Datensätze zurückgestellt oder Löschungen angehalten",
            "2:eine Datenquelle gescheitert",
            "3:falsche Einstellung"
        })
final class RunCommand implements Callable<Integer> {

    /** So long a feed may keep the others waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Hilfenetz.World world;

    RunCommand(Hilfenetz.World world) {
        this.world = world;
    }

    @Parameters(paramLabel = "DATENQUELLE", description = "Kennungen; ohne Angabe alle.")
    private List<String> only = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        try (var installation = Installation.open(world.settings(), world.clock())) {
            installation.problems().forEach(problem -> out.println(problem));
            var chosen = chosen(installation);
            var reports = fetchAndPublish(installation, chosen, out);
            reports.forEach(report -> out.println(ReportText.summary(report)));
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

    /**
     * Fetches all feeds beside each other; what has come is processed and released without those that keep it waiting, and
     * they follow when they come.
     *
     * @return by feed; of one feed in the order in which it happened
     */
    private List<Report> fetchAndPublish(Installation installation, List<Intake.Source> chosen, PrintWriter out)
            throws IOException, InterruptedException {
        var reports = new ArrayList<Report>();
        var isReleased = false;
        try (var pulls = new Pulls(installation, world.clock(), () -> {})) {
            var looks = new TreeMap<String, CompletableFuture<Optional<Report>>>();
            chosen.forEach(source -> looks.put(
                    source.feed().id(),
                    CompletableFuture.supplyAsync(
                            () -> pulls.once(source.feed()),
                            look -> Thread.ofVirtual().start(look))));
            var all = CompletableFuture.allOf(looks.values().toArray(CompletableFuture[]::new));
            var isFirst = true;
            for (var isOver = false; !isOver; isFirst = false) {
                isOver = isDone(all);
                if (isFirst || installation.isPending()) {
                    reports.addAll(installation.process());
                    var release = installation.release();
                    release.ifPresent(manifest -> out.println("Datenstand " + manifest.release() + " veröffentlicht."));
                    isReleased |= release.isPresent();
                }
                if (isFirst && !isOver) {
                    var awaited = looks.entrySet().stream()
                            .filter(look -> !look.getValue().isDone())
                            .map(Map.Entry::getKey)
                            .collect(Collectors.joining(", "));
                    out.println("Noch nicht fertig geholt: " + awaited);
                }
                out.flush();
            }
            looks.values().forEach(look -> look.join().ifPresent(reports::add));
        }
        if (!isReleased) {
            out.println("Nichts Neues: kein neuer Datenstand.");
        }
        reports.sort(Comparator.comparing(Report::feed));
        return installation.asItStands(reports);
    }

    private static boolean isDone(CompletableFuture<Void> looks) throws InterruptedException {
        try {
            looks.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return false;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
        return true;
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
            var parked = installation.journal().parked(feed).stream()
                    .mapToInt(run ->
                            installation.journal().listParkedRemovals(run.id()).size())
                    .sum();
            if (parked > 0 && !told.contains(feed)) {
                standing = true;
                out.println("%s: weiterhin angehalten %d".formatted(feed, parked));
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
