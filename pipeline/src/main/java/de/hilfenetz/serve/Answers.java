package de.hilfenetz.serve;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/**
 * How answers are sent: with a strong ETag per representation, packed where the client takes it, 304 where it has it already,
 * the same bytes for the same release.
 */
final class Answers {

    /** To be asked for anew each time; the ETag makes that cheap. */
    static final String REVALIDATE = "no-cache";
    /** Never changes. */
    static final String FOR_EVER = "public, max-age=31536000, immutable";
    /** Says what somebody looked for. */
    static final String NOT_KEPT = "no-store";

    private static final int WORTH_PACKING = 1_024;

    private Answers() {}

    /** Sends {@code body}; {@code tag} names its content: release, form, and what else it depends on. */
    static void send(Context ctx, String type, byte[] body, String tag, String cache) {
        vary(ctx, "Accept-Encoding");
        ctx.header("Cache-Control", cache);
        var pack = body.length >= WORTH_PACKING && takesGzip(ctx.header("Accept-Encoding"));
        if (isKnown(ctx, pack ? tag + "-gz" : tag)) {
            return;
        }
        ctx.contentType(type);
        if (pack) {
            ctx.header("Content-Encoding", "gzip");
        }
        var sent = pack ? gzip(body) : body;
        ctx.res().setContentLengthLong(sent.length);
        ctx.result(sent);
    }

    /** Answers with 304 who has what {@link #send} would send with that tag, packed or not, before anybody makes it. */
    static boolean hasAlready(Context ctx, String tag) {
        var has = ctx.header("If-None-Match");
        if (has == null) {
            return false;
        }
        vary(ctx, "Accept-Encoding");
        ctx.header("Cache-Control", REVALIDATE);
        return isKnown(ctx, tag + "-gz") || isKnown(ctx, tag);
    }

    /** Sets the ETag; true where the client has that already: then it is answered with 304. */
    static boolean isKnown(Context ctx, String tag) {
        var quoted = '"' + tag.replaceAll("[^!#-~]", "_") + '"';
        ctx.header("ETag", quoted);
        if (!matches(ctx.header("If-None-Match"), quoted)) {
            return false;
        }
        ctx.status(304);
        return true;
    }

    /** RFC 9110 section 13.1.2: weak comparison. */
    static boolean matches(@Nullable String header, String quoted) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(tag -> tag.equals(quoted) || tag.equals("*"));
    }

    /** Half an answer must not look like a whole one: the connection breaks instead of ending. */
    static void cut(Context ctx) {
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    /** Adds a name to {@code Vary}. */
    static void vary(Context ctx, String name) {
        var vary = ctx.res().getHeader("Vary");
        if (vary == null) {
            ctx.header("Vary", name);
        } else if (!vary.contains(name)) {
            ctx.header("Vary", vary + ", " + name);
        }
    }

    static boolean takesGzip(@Nullable String header) {
        if (header == null) {
            return false;
        }
        for (var coding : header.toLowerCase(java.util.Locale.ROOT).split(",", -1)) {
            var parts = coding.split(";", 2);
            if (parts[0].strip().equals("gzip")) {
                return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    private static byte[] gzip(byte[] body) {
        var packed = new ByteArrayOutputStream(body.length / 3);
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
