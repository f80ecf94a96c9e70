package de.hilfenetz.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import de.hilfenetz.publish.ReleaseId;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Documents of the public release as they were sent, head and body, for whoever asks next: answered before anything else looks
 * at the request, they cost what a file costs a file server. One holds until there is another release or something is withdrawn;
 * those that nobody asked for longest make room.
 */
final class KeptDocuments extends Handler.Wrapper {

    /** Bytes of all of them. */
    private static final long ROOM = 64L << 20;
    /** Set anew each time. */
    private static final Set<String> OF_EACH_ANSWER =
            Set.of("Date", "Content-Length", "Transfer-Encoding", "Connection");
    /** Bytes that one takes beside its name and its body. */
    private static final int OBJECTS = 2_000;

    private final Supplier<Optional<Published>> newest;
    private final Cache<String, Document> documents = Caffeine.newBuilder()
            .maximumWeight(ROOM)
            .<String, Document>weigher(
                    (name, document) -> name.length() + document.body().capacity() + OBJECTS)
            .executor(Runnable::run)
            .build();

    /** What a document is of: it holds until one of the two is another. */
    private record State(ReleaseId release, long emptied) {

        private static State of(Published now) {
            return new State(now.manifest().release(), now.journal().emptied());
        }
    }

    /**
     * One answer.
     *
     * @param head what is sent with a 304 too
     * @param content what says how the body is to be read
     * @param tag its ETag, in quotes
     * @param body outside the heap, from where the kernel takes it as it lies
     */
    private record Document(State state, HttpFields head, HttpFields content, String tag, ByteBuffer body) {}

    KeptDocuments(Supplier<Optional<Published>> newest) {
        this.newest = newest;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var document = find(request);
        if (document == null) {
            return super.handle(request, response, callback);
        }
        response.getHeaders().add(document.head());
        if (Answers.matches(request.getHeaders().get(HttpHeader.IF_NONE_MATCH), document.tag())) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            callback.succeeded();
            return true;
        }
        response.getHeaders().add(document.content());
        response.write(true, document.body().duplicate(), callback);
        return true;
    }

    private @Nullable Document find(Request request) {
        var path = request.getHttpURI().getPath();
        var method = request.getMethod();
        if (request.getHttpURI().getQuery() != null
                || !(path.startsWith("/id/") || path.startsWith("/api/v1/"))
                || !(method.equals("GET") || method.equals("HEAD"))) {
            return null;
        }
        var takesGzip = Answers.takesGzip(request.getHeaders().get(HttpHeader.ACCEPT_ENCODING));
        var document = documents.getIfPresent(name(path, takesGzip));
        if (document == null) {
            return null;
        }
        if (newest.get().map(State::of).filter(document.state()::equals).isEmpty()) {
            documents.invalidateAll(); // nothing stays of what was withdrawn
            return null;
        }
        return document;
    }

    private static String name(String path, boolean takesGzip) {
        return takesGzip ? path + " gzip" : path;
    }

    /**
     * Keeps what {@code ctx} is about to be answered with from {@code published}, if that is a whole document of today's.
     *
     * @param emptied what {@link de.hilfenetz.journal.Journal#emptied} said before the record was read
     */
    void keep(Context ctx, Published published, long emptied) throws IOException {
        var content = ctx.resultInputStream();
        if (ctx.statusCode() != HttpStatus.OK_200
                || content == null
                || ctx.queryString() != null
                || newest.get()
                        .filter(now -> now.release().equals(published.release()))
                        .isEmpty()) {
            return;
        }
        var state = new State(published.manifest().release(), emptied);
        if (documents.asMap().values().stream()
                .limit(1)
                .anyMatch(kept -> !kept.state().equals(state))) {
            documents.invalidateAll();
        }
        var body = content.readAllBytes();
        ctx.result(body);
        var head = HttpFields.build();
        var form = HttpFields.build().add(HttpHeader.CONTENT_LENGTH, body.length);
        for (var name : ctx.res().getHeaderNames()) {
            if (OF_EACH_ANSWER.contains(name)) {
                continue;
            }
            for (var value : ctx.res().getHeaders(name)) {
                var isContent = name.equals("Content-Type") || name.equals("Content-Encoding");
                (isContent ? form : head).add(encoded(name, value));
            }
        }
        var takesGzip = Answers.takesGzip(ctx.header("Accept-Encoding"));
        documents.put(
                name(ctx.path(), takesGzip),
                new Document(
                        state,
                        head.asImmutable(),
                        form.asImmutable(),
                        String.valueOf(ctx.res().getHeader("ETag")),
                        ByteBuffer.allocateDirect(body.length).put(body).flip()));
    }

    private static HttpField encoded(String name, String value) {
        var known = HttpHeader.CACHE.get(name);
        return known == null ? new PreEncodedHttpField(name, value) : new PreEncodedHttpField(known, value);
    }
}
