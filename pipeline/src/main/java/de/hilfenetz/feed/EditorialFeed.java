package de.hilfenetz.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A feed as editors keep it: an entry of the type {@code feed}, whose key is its id and whose {@code mapping} is the mapping
 * itself. Editors may send us only where the operator lets them, and show only secrets that are named after their feed.
 *
 * @param feed null where it is wrong; its {@link Feed#mapping()} is the text of the mapping
 * @param problems what is wrong, in the order of its members
 */
public record EditorialFeed(@Nullable Feed feed, List<FeedProblem> problems) {

    /** Any host: for checking an entry before anybody asks whether it may be used here. */
    public static final Set<String> ANY_HOST = Set.of("*");

    /**
     * What names files beside the feed file, another feed's records, persons that may appear, or fields that only look like
     * client data.
     */
    private static final List<String> OPERATORS = List.of("takes_over", "words", "persons", "harmless");

    public EditorialFeed {
        problems = List.copyOf(problems);
    }

    /**
     * Reads an entry.
     *
     * @param key its id
     * @param content its members
     * @param hosts where it may fetch from; a name that begins with a dot stands for all below it
     */
    public static EditorialFeed read(String key, JsonNode content, Set<String> hosts) {
        var entry = ((ObjectNode) content).deepCopy();
        var problems = new ArrayList<FeedProblem>();
        for (var member : OPERATORS) {
            if (entry.remove(member) != null) {
                problems.add(new FeedProblem(
                        "feed/" + key,
                        0,
                        0,
                        member + ": das sagt nur eine Datei des Betreibers",
                        member + ": only a file of the operator says that"));
            }
        }
        entry.remove("description");
        entry.put("id", key);
        var file = YamlFile.read(entry.toString().getBytes(StandardCharsets.UTF_8), "feed/" + key);
        var feed = new FeedFile(Path.of("").toAbsolutePath(), true).read(file);
        file.problems()
                .forEach(problem ->
                        problems.add(new FeedProblem(problem.file(), 0, 0, problem.german(), problem.english())));
        feed.ifPresent(read -> check(read, hosts, problems));
        return new EditorialFeed(problems.isEmpty() ? feed.orElse(null) : null, problems);
    }

    private static void check(Feed feed, Set<String> hosts, List<FeedProblem> problems) {
        var name = "feed/" + feed.id();
        if (feed.format().isEditorial()) {
            problems.add(new FeedProblem(
                    name,
                    0,
                    0,
                    "format: was die Redaktion pflegt, kann keine weitere Redaktion nennen",
                    "format: what editors keep cannot name further editors"));
        }
        var secret = feed.secret();
        if (secret != null && !secret.equals(feed.id()) && !secret.startsWith(feed.id() + "-")) {
            problems.add(new FeedProblem(
                    name,
                    0,
                    0,
                    "secret: erwartet wird ein Name, der mit „%s“ beginnt, gefunden „%s“".formatted(feed.id(), secret),
                    "secret: expected is a name that begins with “%s”, found “%s”".formatted(feed.id(), secret)));
        }
        var where = feed.fetch();
        if (where == null) {
            return;
        }
        var scheme = Optional.ofNullable(where.url().getScheme()).orElse("");
        if (!scheme.equals("https") && !scheme.equals("sftp")) {
            problems.add(new FeedProblem(
                    name,
                    0,
                    0,
                    "fetch.url: die Redaktion darf nur https: und sftp: nennen, gefunden „%s“".formatted(where.url()),
                    "fetch.url: editors may only name https: and sftp:, found “%s”".formatted(where.url())));
        } else if (!isAllowed(String.valueOf(where.url().getHost()), hosts)) {
            problems.add(new FeedProblem(
                    name,
                    0,
                    0,
                    "fetch.url: der Server „%s“ steht nicht in HILFENETZ_FEED_HOSTS"
                            .formatted(where.url().getHost()),
                    "fetch.url: the host “%s” is not in HILFENETZ_FEED_HOSTS"
                            .formatted(where.url().getHost())));
        }
        if (where.access().internal()) {
            problems.add(new FeedProblem(
                    name,
                    0,
                    0,
                    "fetch.internal: private Netze gibt nur der Betreiber frei",
                    "fetch.internal: only the operator opens private networks"));
        }
    }

    private static boolean isAllowed(String host, Set<String> hosts) {
        return hosts.equals(ANY_HOST)
                || hosts.contains(host)
                || hosts.stream().anyMatch(allowed -> allowed.startsWith(".") && host.endsWith(allowed));
    }
}
