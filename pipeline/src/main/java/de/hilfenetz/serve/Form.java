package de.hilfenetz.serve;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.util.Blocker;

/**
 * A form with a file, as browsers send it (RFC 7578), in memory: what somebody tries out never touches the disk. It is closed
 * where it is no longer needed, for memory is counted over all of them.
 */
final class Form implements AutoCloseable {

    private static final int MEGABYTE = 1_000_000;

    private final MultiPartFormData.Parts parts;
    private final Runnable end;

    private Form(MultiPartFormData.Parts parts, Runnable end) {
        this.parts = parts;
        this.end = end;
    }

    /** Reads the form of a request; slow ones are given up, large ones refused. */
    static Form read(Context ctx, Receiving receiving, Words t, long limit) {
        receiving.refuseLong(ctx, limit);
        var boundary = MultiPart.extractBoundary(String.valueOf(ctx.contentType()));
        if (boundary == null) {
            throw Refusal.problem(415, "form", t.of("problem.form", "…"));
        }
        var said = ctx.req().getContentLengthLong();
        var megabytes = (int) ((said < 0 ? limit : said) / MEGABYTE) + 1;
        var memory = receiving.limits().megabytes();
        if (!memory.tryAcquire(megabytes)) {
            throw Refusal.problem(503, "voll", t.of("problem.voll"));
        }
        try {
            var bytes = receiving.receive(
                    ctx, limit, PushHandlers.DEADLINE_UNKNOWN, body -> body.readNBytes((int) limit + 1));
            return new Form(parse(bytes, boundary, t), () -> memory.release(megabytes));
        } catch (RuntimeException | Error refused) {
            memory.release(megabytes);
            throw refused;
        }
    }

    private static MultiPartFormData.Parts parse(byte[] bytes, String boundary, Words t) {
        var parser = new MultiPartFormData.Parser(boundary);
        parser.setMaxMemoryFileSize(-1);
        parser.setMaxParts(20);
        try {
            var source = new ByteBufferContentSource(ByteBuffer.wrap(bytes));
            return Blocker.<MultiPartFormData.Parts>blockWithPromise(promise -> parser.parse(source, promise));
        } catch (IOException | RuntimeException malformed) {
            throw Refusal.problem(422, "unvollstaendig", t.of("problem.unvollstaendig"));
        }
    }

    /** A file that was chosen. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are handed on, never compared
    record File(String name, byte[] bytes) {}

    /** The file of this field; empty where none was chosen or it is empty. */
    Optional<File> file(String field) {
        return Optional.ofNullable(parts.getFirst(field))
                .filter(part -> part.getFileName() != null && part.getLength() > 0)
                .map(part -> new File(plain(Objects.requireNonNull(part.getFileName())), bytes(part)));
    }

    /** What stands in this field; empty where there is none. */
    String text(String field) {
        var part = parts.getFirst(field);
        return part == null ? "" : new String(bytes(part), StandardCharsets.UTF_8);
    }

    boolean has(String field) {
        return parts.getFirst(field) != null;
    }

    private static byte[] bytes(MultiPart.Part part) {
        try (var in = Content.Source.asInputStream(part.createContentSource())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail", e);
        }
    }

    /** Browsers send a name, some with folders before it; nothing is opened by it. */
    private static String plain(String name) {
        var last = name.replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", "").strip();
        return last.isEmpty() ? "datei" : last.length() > 100 ? last.substring(last.length() - 100) : last;
    }

    @Override
    public void close() {
        parts.close();
        end.run();
    }
}
