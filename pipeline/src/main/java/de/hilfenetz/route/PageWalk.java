package de.hilfenetz.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.route.FetchFailed.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All pages of an API, one after the other, as the files of one zip. Only pages that belong together become a delivery: no
 * record twice, as many as were announced, and the first page still as it was when the last one has come. What shifted
 * between two pages is trouble that passes; pages without end are not.
 */
final class PageWalk implements ZipOfFiles.Parts {

    static final int PAGES = 1000;

    private static final int PAGE_LIMIT = 64 << 20;
    private static final Pattern NEXT = Pattern.compile("<([^<>]{1,2000})>[^,<]*;\\s*rel=\"?next\"?(?![\\w-])");
    private static final List<String> ITEMS = List.of("/contents", "/content", "/items", "/data", "/results");
    private static final List<String> LINKS =
            List.of("/next", "/links/next", "/_links/next/href", "/meta/next", "/nextPage");
    private static final List<String> TOTALS = List.of("/total_items", "/totalElements", "/total", "/count");
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .build());

    /** One page as it came. */
    static final class Page {

        private final URI uri;
        private final byte[] bytes;
        private final List<String> links;

        /** @param links values of HTTP's {@code Link} header */
        Page(URI uri, byte[] bytes, List<String> links) {
            this.uri = uri;
            this.bytes = bytes;
            this.links = links;
        }
    }

    /** Gets one page, of at most so many bytes. */
    interface Get {
        Page get(URI uri, long limit) throws IOException;
    }

    private final Feed feed;
    private final Feed.Fetch where;
    private final Feed.Pages pages;
    private final Get get;
    private final Set<URI> seen = new HashSet<>();
    private final Set<JsonNode> ids = new HashSet<>();
    private @Nullable URI next;
    private @Nullable JsonNode first;
    private long bytes;
    private long items;
    private int number;

    PageWalk(Feed feed, Feed.Fetch where, Feed.Pages pages, Get get) {
        this.feed = feed;
        this.where = where;
        this.pages = pages;
        this.get = get;
        this.next = start();
    }

    private URI start() {
        return pages.by() == Feed.Pages.By.NUMBER ? numbered(pages.first()) : where.url();
    }

    @Override
    public ZipOfFiles.@Nullable Part next() throws IOException {
        var uri = next;
        if (uri == null) {
            checkWhole();
            return null;
        }
        if (++number > PAGES || !seen.add(uri)) {
            throw new FetchFailed(feed, Reason.ENDLESS, uri.toString());
        }
        var page = get.get(uri, Math.min(PAGE_LIMIT, where.maxBytes() - bytes));
        bytes += page.bytes.length;
        var json = parse(page);
        checkTotal(json);
        count(json, uri);
        if (first == null) {
            first = json;
        }
        next = following(json, page);
        return new ZipOfFiles.Part("seite-%04d.json".formatted(number), new ByteArrayInputStream(page.bytes));
    }

    private JsonNode parse(Page page) throws FetchFailed {
        try {
            var json = JSON.readTree(page.bytes);
            if (json != null && (json.isObject() || json.isArray())) {
                return json;
            }
        } catch (JsonProcessingException broken) {
            throw unexpected("kein gültiges JSON", page.uri);
        } catch (IOException never) {
            throw new java.io.UncheckedIOException("bytes in memory cannot fail", never);
        }
        throw unexpected("kein JSON mit einer Liste", page.uri);
    }

    private JsonNode items(JsonNode page, @Nullable URI uri) throws FetchFailed {
        if (page.isArray()) {
            return page;
        }
        var wanted = feed.records();
        for (var pointer : wanted == null ? ITEMS : List.of(wanted)) {
            if (page.at(pointer).isArray()) {
                return page.at(pointer);
            }
        }
        throw unexpected("keine Liste von Datensätzen", uri == null ? where.url() : uri);
    }

    /** A record that comes on two pages shows that the pages moved, or that the server does not turn them. */
    private void count(JsonNode json, URI uri) throws IOException {
        var list = items(json, uri);
        int known = 0;
        for (var item : list) {
            items++;
            if (!ids.add(item.hasNonNull("id") ? item.get("id") : item)) {
                known++;
            }
        }
        if (known > 0 && known == list.size()) {
            throw new FetchFailed(feed, Reason.ENDLESS, uri.toString());
        }
        if (known > 0) {
            throw shifted("%d Datensätze kommen auf zwei Seiten vor".formatted(known));
        }
    }

    private void checkTotal(JsonNode page) throws IOException {
        if (first != null && total(first) != total(page)) {
            throw shifted("statt %d sind es %d Datensätze".formatted(total(first), total(page)));
        }
    }

    private static long total(JsonNode page) {
        for (var pointer : TOTALS) {
            if (page.at(pointer).isIntegralNumber()) {
                return page.at(pointer).longValue();
            }
        }
        return -1;
    }

    private @Nullable URI following(JsonNode json, Page page) throws FetchFailed {
        return pages.by() == Feed.Pages.By.NUMBER ? byNumber(json, page.uri) : byLink(json, page);
    }

    private @Nullable URI byNumber(JsonNode json, URI uri) throws FetchFailed {
        long all = Math.max(
                json.path("total_pages").asLong(-1), json.path("totalPages").asLong(-1));
        boolean last = json.path("last_page").asBoolean(false)
                || json.path("last").asBoolean(false)
                || (all >= 0 && number >= all)
                || items(json, uri).isEmpty();
        return last ? null : numbered(pages.first() + number);
    }

    private URI numbered(int page) {
        var url = where.url();
        var query = url.getRawQuery();
        var name = pages.parameter() + "=";
        var kept = query == null
                ? ""
                : List.of(query.split("&")).stream()
                        .filter(one -> !one.startsWith(name))
                        .map(one -> one + "&")
                        .collect(java.util.stream.Collectors.joining());
        var text = url.toString().replaceFirst("[?#].*", "");
        return URI.create(text + "?" + kept + name + page);
    }

    private @Nullable URI byLink(JsonNode json, Page page) throws FetchFailed {
        var link = link(json, page.links);
        if (link == null) {
            return null;
        }
        URI to;
        try {
            to = Addresses.resolve(page.uri, link);
        } catch (IllegalArgumentException noAddress) {
            throw unexpected("Verweis auf die nächste Seite: " + link, page.uri);
        }
        Addresses.checkSameHost(feed, where.url(), to);
        return to;
    }

    private static @Nullable String link(JsonNode json, List<String> headers) {
        for (var header : headers) {
            var found = NEXT.matcher(header);
            if (found.find()) {
                return found.group(1);
            }
        }
        for (var pointer : LINKS) {
            var text = json.at(pointer).asText("");
            if (json.at(pointer).isTextual() && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }

    private void checkWhole() throws IOException {
        var before = java.util.Objects.requireNonNull(first, "there was a first page");
        if (total(before) >= 0 && total(before) != items) {
            throw shifted("angekündigt sind %d Datensätze, gekommen %d".formatted(total(before), items));
        }
        if (number > 1) {
            var again = parse(get.get(start(), PAGE_LIMIT));
            if (total(again) != total(before) || !items(again, null).equals(items(before, null))) {
                throw shifted("die erste Seite ist inzwischen eine andere");
            }
        }
    }

    private IOException shifted(String what) {
        return new IOException(
                "%s: Der Bestand änderte sich, während die Seiten gelesen wurden / the pages moved while they were read: %s"
                        .formatted(feed.id(), what));
    }

    private FetchFailed unexpected(String what, URI uri) {
        return new FetchFailed(feed, Reason.UNEXPECTED_ANSWER, what + ", " + uri);
    }
}
