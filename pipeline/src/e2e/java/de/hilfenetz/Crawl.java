package de.hilfenetz;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Every address that any page names, from the start pages on; what lists are narrowed to is asked for but not followed. */
final class Crawl {

    private static final Pattern LINK = Pattern.compile("(?:href|action)=\"(/[^\"]*)\"");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");

    private final Set<String> addresses = new HashSet<>();
    private final List<String> dead = new ArrayList<>();
    private final Set<String> anchors = new HashSet<>();
    /** The ids of each page. */
    private final LinkedHashMap<String, Set<String>> ids = new LinkedHashMap<>();

    private Crawl() {}

    /** English pages of records are left out: they are like the German ones. */
    static Crawl most(DemoPortal portal, BiConsumer<String, String> page) {
        return of(
                portal,
                address -> isCheap(address)
                        && !address.matches("/en/(angebote|traeger|orte|begriffe|gebiete|liefern/regeln)/.*"),
                page);
    }

    static Crawl everything(DemoPortal portal, BiConsumer<String, String> page) {
        return of(portal, Crawl::isCheap, page);
    }

    /** Answers of queries are costly and rate-limited; the tests of questions ask them all. */
    private static boolean isCheap(String address) {
        return !address.startsWith("/sparql") && !address.matches("(/en)?/(fragen|ergebnis|abfrage).+");
    }

    /** @param page is told of each page, by address and content */
    private static Crawl of(DemoPortal portal, Predicate<String> worthAsking, BiConsumer<String, String> page) {
        var crawl = new Crawl();
        var queue = new ArrayDeque<>(List.of("/", "/en"));
        crawl.addresses.addAll(queue);
        while (!queue.isEmpty()) {
            var path = queue.poll();
            var body = crawl.ask(portal, path);
            if (body.isEmpty()) {
                continue;
            }
            page.accept(path, body);
            if (!path.contains("?")) {
                crawl.links(body).stream()
                        .filter(worthAsking)
                        .filter(crawl.addresses::add)
                        .forEach(queue::add);
            }
        }
        return crawl;
    }

    /** The page at an address; empty where there is none, or it is a file. */
    private String ask(DemoPortal portal, String path) {
        try {
            var answer = portal.get(path);
            if (answer.statusCode() >= 400) {
                dead.add(answer.statusCode() + " " + path);
            }
            if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
                return "";
            }
            var own = new HashSet<String>();
            ID.matcher(answer.body()).results().forEach(id -> own.add(id.group(1)));
            ids.put(path, own);
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(path, e);
        }
    }

    private List<String> links(String body) {
        return LINK.matcher(body)
                .results()
                .map(link -> link.group(1).replace("&amp;", "&"))
                .map(link -> {
                    var hash = link.indexOf('#');
                    if (hash > 0) {
                        anchors.add(link);
                    }
                    return hash < 0 ? link : link.substring(0, hash);
                })
                .filter(address -> !address.isEmpty())
                .toList();
    }

    Set<String> addresses() {
        return addresses;
    }

    int pages() {
        return ids.size();
    }

    List<String> dead() {
        return dead;
    }

    /** Links into a page that was read, to a place that is not there. */
    List<String> deadAnchors() {
        return anchors.stream()
                .filter(link -> ids.containsKey(link.substring(0, link.indexOf('#'))))
                .filter(link -> !requireNonNull(ids.get(link.substring(0, link.indexOf('#'))))
                        .contains(link.substring(link.indexOf('#') + 1)))
                .toList();
    }
}
