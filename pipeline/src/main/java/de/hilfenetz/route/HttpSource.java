package de.hilfenetz.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import de.hilfenetz.cms.Answer;
import de.hilfenetz.cms.Writing;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.route.FetchFailed.Reason;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one file, or all pages of an API, over HTTP: asks only for what changed, reads it as it comes, and takes nothing but a whole file from the
 * host that was named. Thread-safe.
 */
final class HttpSource implements Source, AutoCloseable {

    private static final int REDIRECTS = 3;
    private static final int PEEK = 1024;

    private final Function<Feed, Optional<String>> secrets;
    // HTTP/1.1, because its lengths and chunks prove that an answer came to its end.
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("fetch-deadlines").factory());

    /** @param secrets the feed's secret, for headers that ask for it */
    HttpSource(Function<Feed, Optional<String>> secrets) {
        this.secrets = secrets;
    }

    @Override
    public Optional<Mark> fetch(Feed feed, Feed.Fetch where, @Nullable Mark mark, Sink sink) throws IOException {
        var deadline = Deadline.startNow(feed, where);
        var pages = where.pages();
        if (pages != null) {
            var walk = new PageWalk(feed, where, pages, (uri, limit) -> page(feed, where, uri, limit, deadline));
            try (var zip = ZipOfFiles.open(walk)) {
                sink.take(zip, new Arrival(where.url(), feed.id() + ".zip", "application/zip", null));
            }
            return Optional.of(new Mark(null, null));
        }
        var answer = open(feed, where, where.url(), mark, deadline);
        if (answer == null) {
            return Optional.empty();
        }
        try (var bytes = answer.body()) {
            return Optional.of(take(feed, where.maxBytes(), answer, bytes, deadline, sink));
        }
    }

    /** What the server answers, whatever it is; of at most {@code limit} bytes, and without going anywhere else. */
    Answer answer(Feed feed, Feed.Fetch where, URI uri, long limit, Deadline deadline) throws IOException {
        Addresses.check(feed, where, uri);
        return answer(feed, request(feed, where, uri, null), limit, deadline.ofNextAnswer());
    }

    private Answer answer(Feed feed, HttpRequest request, long limit, Deadline deadline) throws IOException {
        var answer = ask(request, deadline);
        var end = watch.schedule(() -> closeQuietly(answer.body()), deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        try (var body = new Body(feed, limit, decoded(feed, answer, answer.body()), deadline)) {
            var headers = new TreeMap<String, String>();
            answer.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(ROOT), values.getFirst()));
            return new Answer(answer.statusCode(), headers, body.readAllBytes());
        } finally {
            end.cancel(false);
        }
    }

    /** The same after sending something, with the secret of {@code feed} as bearer. */
    Answer send(Feed feed, Feed.Fetch where, Writing writing, Deadline deadline) throws IOException {
        var uri = URI.create(where.url().toString().replaceFirst("/+$", "") + writing.path());
        Addresses.check(feed, where, uri);
        var request = HttpRequest.newBuilder(request(feed, where, uri, null), (name, value) -> true)
                .header("Content-Type", "application/json")
                .method(writing.method(), BodyPublishers.ofString(writing.body().toString()))
                .build();
        return answer(feed, request, where.maxBytes(), deadline.ofNextAnswer());
    }

    private PageWalk.Page page(Feed feed, Feed.Fetch where, URI uri, long limit, Deadline deadline) throws IOException {
        var answer = Objects.requireNonNull(open(feed, where, uri, null, deadline), "nothing to be unchanged against");
        var whole = new ByteArrayOutputStream();
        try (var bytes = answer.body()) {
            take(feed, limit, answer, bytes, deadline.ofNextAnswer(), (body, arrival) -> body.transferTo(whole));
        }
        return new PageWalk.Page(
                answer.uri(), whole.toByteArray(), answer.headers().allValues("Link"));
    }

    /** The answer with status 200, after redirects; null where nothing has changed since {@code mark}. */
    private @Nullable HttpResponse<InputStream> open(
            Feed feed, Feed.Fetch where, URI from, @Nullable Mark mark, Deadline deadline) throws IOException {
        var uri = from;
        for (var hop = 0; hop <= REDIRECTS; hop++) {
            Addresses.check(feed, where, uri);
            var answer = ask(request(feed, where, uri, mark), deadline);
            if (answer.statusCode() == 200) {
                return answer;
            }
            answer.body().close();
            switch (answer.statusCode()) {
                case 304 -> {
                    if (mark == null || !mark.isKnown()) {
                        throw new FetchFailed(feed, Reason.UNEXPECTED_ANSWER, "304 ohne Anlass, " + uri);
                    }
                    return null;
                }
                case 301, 302, 303, 307, 308 -> uri = next(feed, uri, answer);
                default -> throw refusal(feed, uri, answer.statusCode());
            }
        }
        throw new FetchFailed(feed, Reason.TOO_MANY_REDIRECTS, from.toString());
    }

    private HttpRequest request(Feed feed, Feed.Fetch where, URI uri, @Nullable Mark mark) throws FetchFailed {
        var request =
                HttpRequest.newBuilder(uri).header("User-Agent", "Hilfenetz").header("Accept-Encoding", "gzip");
        for (var header : where.headers().entrySet()) {
            var value = header.getValue();
            request.setHeader(
                    header.getKey(), value.contains("{secret}") ? value.replace("{secret}", secret(feed)) : value);
        }
        var auth = where.access().auth();
        if (auth != null) {
            request.setHeader(
                    "Authorization",
                    switch (auth) {
                        case BASIC ->
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(secret(feed).getBytes(UTF_8));
                        case BEARER -> "Bearer " + secret(feed);
                    });
        }
        if (mark != null && mark.etag() != null) {
            request.header("If-None-Match", mark.etag());
        }
        if (mark != null && mark.lastModified() != null) {
            request.header("If-Modified-Since", mark.lastModified());
        }
        return request.build();
    }

    /** Never goes without: an empty password would be tried until the account is locked. */
    private String secret(Feed feed) throws FetchFailed {
        return secrets.apply(feed)
                .orElseThrow(() -> new FetchFailed(feed, Reason.NO_SECRET, String.valueOf(feed.secret())));
    }

    private HttpResponse<InputStream> ask(HttpRequest request, Deadline deadline) throws IOException {
        var answer = client.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            return answer.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException tooSlow) {
            answer.cancel(true);
            throw deadline.passed();
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for " + request.uri());
        } catch (ExecutionException failed) {
            throw new IOException(
                    "%s antwortet nicht / does not answer: %s".formatted(request.uri(), failed.getCause()),
                    failed.getCause());
        }
    }

    private Mark take(
            Feed feed, long limit, HttpResponse<InputStream> answer, InputStream bytes, Deadline deadline, Sink sink)
            throws IOException {
        var arrival = arrival(answer);
        if (isWebPage(arrival.mediaType())) {
            throw new FetchFailed(feed, Reason.WEB_PAGE, "Content-Type " + arrival.mediaType());
        }
        // A read that waits for bytes knows no deadline of its own; closing the stream under it ends the wait.
        var end = watch.schedule(() -> closeQuietly(bytes), deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        try (var body =
                new BufferedInputStream(new Body(feed, limit, decoded(feed, answer, bytes), deadline), 65_536)) {
            body.mark(PEEK);
            var first = new String(body.readNBytes(PEEK), ISO_8859_1);
            body.reset();
            if (first.isEmpty()) {
                throw new FetchFailed(feed, Reason.EMPTY, answer.uri().toString());
            }
            if (looksLikeWebPage(first)) {
                throw new FetchFailed(feed, Reason.WEB_PAGE, answer.uri().toString());
            }
            sink.take(body, arrival);
        } finally {
            end.cancel(false);
        }
        return new Mark(header(answer, "ETag"), header(answer, "Last-Modified"));
    }

    private static void closeQuietly(InputStream bytes) {
        try {
            bytes.close();
        } catch (IOException nothingLeftToDo) {
            // The reader notices the deadline itself.
        }
    }

    private static InputStream decoded(Feed feed, HttpResponse<?> answer, InputStream bytes) throws IOException {
        var encoding = Optional.ofNullable(header(answer, "Content-Encoding")).orElse("identity");
        return switch (encoding.toLowerCase(ROOT)) {
            case "identity" -> bytes;
            case "gzip", "x-gzip" -> new GZIPInputStream(bytes, 65_536);
            default -> throw new FetchFailed(feed, Reason.UNEXPECTED_ANSWER, "Content-Encoding " + encoding);
        };
    }

    private static URI next(Feed feed, URI from, HttpResponse<?> answer) throws FetchFailed {
        var location = Optional.ofNullable(header(answer, "Location"))
                .orElseThrow(() -> new FetchFailed(
                        feed, Reason.UNEXPECTED_ANSWER, "%d ohne Location, %s".formatted(answer.statusCode(), from)));
        URI to;
        try {
            to = Addresses.resolve(from, location);
        } catch (IllegalArgumentException unreadable) {
            throw new FetchFailed(feed, Reason.UNEXPECTED_ANSWER, "Location " + location);
        }
        Addresses.checkSameHost(feed, from, to);
        return to;
    }

    private static IOException refusal(Feed feed, URI uri, int status) {
        var detail = "HTTP %d, %s".formatted(status, uri);
        if (status == 429 || status >= 500) {
            return new IOException("%s: Der Server ist gestört oder überlastet / the server is in trouble: %s"
                    .formatted(feed.id(), detail));
        }
        return switch (status) {
            case 401, 403, 407 -> new FetchFailed(feed, Reason.NOT_ALLOWED, detail);
            case 404, 410 -> new FetchFailed(feed, Reason.MISSING, detail);
            default -> new FetchFailed(feed, Reason.UNEXPECTED_ANSWER, detail);
        };
    }

    private static Arrival arrival(HttpResponse<?> answer) {
        var type = header(answer, "Content-Type");
        var path = answer.uri().getPath();
        var name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        return new Arrival(
                answer.uri(),
                name.isEmpty() ? answer.uri().getHost() : name,
                type == null ? null : type.replaceFirst(";.*", "").strip().toLowerCase(ROOT),
                type == null || !type.contains("charset=")
                        ? null
                        : type.replaceFirst(".*charset=\"?([^\";]*).*", "$1").strip());
    }

    private static boolean isWebPage(@Nullable String mediaType) {
        return "text/html".equals(mediaType) || "application/xhtml+xml".equals(mediaType);
    }

    private static boolean looksLikeWebPage(String first) {
        var text = first.replaceFirst("^(ï»¿)?\\s*(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)*", "")
                .toLowerCase(ROOT);
        return text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<head");
    }

    private static @Nullable String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    @Override
    public void close() {
        watch.shutdownNow();
        client.shutdownNow();
    }
}
