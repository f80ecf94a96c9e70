package de.hilfenetz;

import de.hilfenetz.enrich.Concepts;
import de.hilfenetz.enrich.Districts;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.Feeds;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Report;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Way;
import de.hilfenetz.normalise.MappingError;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.validate.Schemas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
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
        description = "Prüft eine Datei, wie eine Lieferung geprüft würde; es wird nichts gespeichert.",
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

    @Option(names = "--format", description = "Format, wenn es keine Datenquelle gibt: ${COMPLETION-CANDIDATES}.")
    private Feed.@Nullable Format format;

    @Option(names = "--mapping", description = "Zuordnung (JSLT) dazu; hsds braucht keine.")
    private @Nullable Path mapping;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, MappingError {
        var settings = world.settings();
        var source = source(settings);
        var vocabulary = Vocabulary.load();
        try (var journal = Journal.inMemory(world.clock());
                var bytes = Files.newInputStream(file)) {
            var intake = new Intake(
                    journal,
                    new Schemas(),
                    new Concepts(vocabulary),
                    Districts.load(settings.districts(), vocabulary.areas()),
                    new ConfidentialValues(),
                    Software.fingerprint(settings.districts()));
            var name = String.valueOf(file.getFileName());
            var report = intake.process(journal.receive(source.feed(), name, null, Way.COMMAND, bytes), source);
            var out = Objects.requireNonNull(spec).commandLine().getOut();
            out.println(ReportText.full(report));
            out.flush();
            return hasErrors(report) ? 1 : 0;
        }
    }

    private static boolean hasErrors(Report report) {
        return report.rules().stream().anyMatch(count -> count.rule().severity() == Severity.ERROR);
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
        return Intake.Source.of(new Feed(
                "probelauf",
                "Probelauf",
                null,
                format,
                mapping == null ? null : mapping.toAbsolutePath().toString(),
                "probelauf",
                Feed.Deliveries.SNAPSHOT,
                null,
                null,
                URI.create("http://dcat-ap.de/def/licenses/dl-zero-de/2.0"),
                null,
                null,
                null,
                Feed.Brake.DEFAULT,
                Feed.Trust.DEFAULT,
                Locale.GERMAN.getLanguage(),
                Feed.Table.DETECT,
                null));
    }
}
