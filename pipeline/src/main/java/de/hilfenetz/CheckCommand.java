package de.hilfenetz;

import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.enrich.Neighbourhoods;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.Feeds;
import de.hilfenetz.graph.RecordShapes;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Trials;
import de.hilfenetz.journal.Announcement;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.normalise.MappingError;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.serve.Reports;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A dry run of a file by the production code; nothing is kept. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Prüft eine Datei, wie eine Lieferung geprüft würde; es wird nichts gespeichert.",
            "Mit --feed auch, was sich an dem ändern würde, was aus dem Datenordner veröffentlicht ist."
        },
        exitCodeListHeading = "%nRückgabe%n",
        exitCodeList = {"0:keine Fehler", "1:Fehler gefunden", "3:falsche Angaben"})
final class CheckCommand implements Callable<Integer> {

    private final Hilfenetz.World world;

    CheckCommand(Hilfenetz.World world) {
        this.world = world;
    }

    @Parameters(paramLabel = "DATEI", description = "Die Lieferung.")
    private Path file = Path.of("");

    @Option(names = "--feed", description = "Kennung einer Datenquelle im Ordner der Datenquellen.")
    private @Nullable String feed;

    @Option(
            names = "--format",
            description =
                    "Format, wenn es keine Datenquelle gibt: hsds, hsds-csv, csv, xlsx, json, ndjson, geojson, xml.")
    private Feed.@Nullable Format format;

    @Option(names = "--mapping", description = "Zuordnung (JSLT) dazu; hsds und hsds-csv brauchen keine.")
    private @Nullable Path mapping;

    @Option(names = "--json", description = "Bericht als JSON statt als Text.")
    private boolean json;

    @Option(names = "--html", paramLabel = "AUSGABE", description = "Bericht auch als eine HTML-Datei.")
    private @Nullable Path html;

    @Option(names = "--csv", paramLabel = "AUSGABE", description = "Prüfmeldungen auch als CSV-Datei.")
    private @Nullable Path csv;

    @Option(
            names = "--corrected",
            paramLabel = "AUSGABE",
            description = "Die Datei mit allen Vorschlägen, die sich übernehmen lassen; sonst bleibt jedes Byte.")
    private @Nullable Path corrected;

    @Option(
            names = "--records",
            paramLabel = "ANZAHL",
            description = "Die ersten Datensätze auch nebeneinander: wie geliefert, zugeordnet, vereinheitlicht.")
    private int records;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, MappingError {
        var settings = world.settings();
        var source = source(settings);
        var live = feed == null ? Optional.<Journal>empty() : Journal.look(settings.data(), world.clock());
        try {
            return check(source, trials(settings, live.orElse(null)), settings);
        } finally {
            if (live.isPresent()) {
                live.get().close();
            }
        }
    }

    /** @param live what is public now; null where there is nothing to compare with */
    private Trials trials(Settings settings, @Nullable Journal live) throws IOException {
        var vocabulary = Vocabulary.load();
        return new Trials(
                live,
                new Schemas(),
                new Concepts(vocabulary),
                Districts.load(
                        settings.districts(),
                        Neighbourhoods.load(settings.neighbourhoods(), vocabulary.areas()),
                        vocabulary.areas()),
                new RecordShapes(vocabulary),
                new ConfidentialValues(),
                Software.fingerprint(settings.districts(), settings.neighbourhoods()),
                world.clock());
    }

    private int check(Intake.Source source, Trials trials, Settings settings) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            var name = String.valueOf(file.getFileName());
            var trial = trials.of(source, source.feed().deliveries(), name, bytes, Announcement.NONE, false);
            var out = Objects.requireNonNull(spec).commandLine().getOut();
            if (json) {
                out.println(new String(Reports.json(trial, settings.base()), StandardCharsets.UTF_8));
            } else {
                out.println(ReportText.full(trial));
                if (!trial.notChecked().isEmpty()) {
                    out.println("\nNicht geprüft:");
                }
                trial.notChecked().forEach(not -> out.println("  " + not.german()));
            }
            if (records > 0) {
                try (var again = Files.newInputStream(file)) {
                    trials.steps(source, name, again, records).forEach(steps -> out.println(ReportText.steps(steps)));
                }
            }
            out.flush();
            if (corrected != null) {
                try (var again = Files.newInputStream(file)) {
                    Files.write(
                            corrected,
                            trials.correct(source, name, again, false).bytes());
                } catch (Trials.Uncorrectable other) {
                    throw new IllegalArgumentException(
                            "Diese Datei lässt sich nicht berichtigen: zu groß oder nicht zu lesen. / It cannot be corrected.");
                }
            }
            if (html != null) {
                Files.write(html, Reports.html(trial, settings.base()));
            }
            if (csv != null) {
                Files.write(csv, Reports.csv(trial));
            }
            return trial.hasErrors() ? 1 : 0;
        }
    }

    private Intake.Source source(Settings settings) throws IOException, MappingError {
        if (feed != null) {
            var loaded = Feeds.load(settings.feeds());
            var found = loaded.find(feed)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Es gibt keine Datenquelle „%s“ in %s. / There is no such feed."
                                    .formatted(feed, settings.feeds())));
            return Intake.Source.of(found);
        }
        if (format == null) {
            throw new IllegalArgumentException(
                    "Bitte --feed KENNUNG oder --format FORMAT angeben. / Please give --feed ID or --format FORMAT.");
        }
        return Intake.Source.of(Feed.unnamed(
                format, mapping == null ? null : mapping.toAbsolutePath().toString()));
    }
}
