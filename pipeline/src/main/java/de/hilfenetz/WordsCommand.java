package de.hilfenetz;

import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The providers' own words that lead nobody to a topic, for whoever keeps the vocabulary or a feed's table of words. */
@Command(
        name = "words",
        mixinStandardHelpOptions = true,
        description =
                "Zeigt die Wörter der Träger, die zu keinem Begriff führen, mit ihrer Zahl; die häufigsten zuerst.")
final class WordsCommand extends DataCommand {

    @Option(names = "--feed", paramLabel = "DATENQUELLE", description = "Nur diese.")
    private @Nullable String feed;

    WordsCommand(Hilfenetz.World world) {
        super(world);
    }

    @Override
    int call(Installation installation, PrintWriter out) throws IOException {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        try (var snapshot = installation.journal().snapshot()) {
            snapshot.forEach(Kind.SERVICE, version -> {
                var service = (Service) version.entry();
                if (feed == null || feed.equals(service.feed())) {
                    var concepts = installation.concepts(service.feed());
                    service.categories().stream()
                            .filter(concepts::isUnknown)
                            .forEach(word -> counts.computeIfAbsent(service.feed(), none -> new HashMap<>())
                                    .merge(word, 1, Integer::sum));
                }
            });
        }
        counts.forEach((of, words) -> words.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(word -> out.println("%4d  %s  %s".formatted(word.getValue(), of, word.getKey()))));
        if (counts.isEmpty()) {
            out.println("Alle Wörter führen zu einem Begriff.");
        }
        return 0;
    }
}
