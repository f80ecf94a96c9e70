package de.hilfenetz.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All feeds of a folder, and what is wrong with the files that are none. A wrong file never keeps the others from running.
 *
 * @param feeds in the order of their files' names
 * @param problems in the order of files and lines
 */
public record Feeds(List<Feed> feeds, List<FeedProblem> problems) {

    public Feeds {
        feeds = List.copyOf(feeds);
        problems = List.copyOf(problems);
    }

    /**
     * Reads every {@code .yaml} and {@code .yml} file of {@code folder}, not of folders below it. Names of other files in them
     * are taken from the folder: {@link Feed#mapping()} and {@code file:} addresses come out absolute.
     */
    public static Feeds load(Path folder) {
        var feeds = new ArrayList<Feed>();
        var problems = new ArrayList<FeedProblem>();
        Map<String, String> taken = new HashMap<>();
        var reader = new FeedFile(folder.toAbsolutePath().normalize());
        for (var path : files(folder, problems)) {
            var file = YamlFile.read(path, folder.getFileName() + "/" + path.getFileName());
            reader.read(file).ifPresent(feed -> {
                var first = taken.putIfAbsent(feed.id(), path.getFileName().toString());
                if (first == null) {
                    feeds.add(feed);
                } else {
                    file.problemAt(
                            "/id",
                            "id: „%s“ heißt schon die Datenquelle in %s".formatted(feed.id(), first),
                            "id: the feed in %2$s is called “%1$s” already".formatted(feed.id(), first));
                }
            });
            problems.addAll(file.problems());
        }
        return new Feeds(feeds, problems);
    }

    private static List<Path> files(Path folder, List<FeedProblem> problems) {
        try (var all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(new FeedProblem(
                    folder.toString(),
                    0,
                    0,
                    "den Ordner der Datenquellen gibt es nicht, oder er ist nicht lesbar (HILFENETZ_FEEDS)",
                    "the folder of feeds is not there or cannot be read (HILFENETZ_FEEDS)"));
            return List.of();
        }
    }

    /** The feed called {@code id}. */
    public Optional<Feed> find(String id) {
        return feeds.stream().filter(feed -> feed.id().equals(id)).findFirst();
    }
}
