package de.hilfenetz.journal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Dates;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a record says, apart from when it came and where from: two entries are equal when their contents are. The canonical
 * JSON of a version is its content with dates and origin, the last two fields of every kind, set before the closing brace.
 */
final class Content {

    private static final ObjectWriter BARE = CanonicalJson.mapper()
            .copy()
            .addMixIn(Organization.class, Bare.class)
            .addMixIn(Service.class, Bare.class)
            .addMixIn(Location.class, Bare.class)
            .addMixIn(Editorial.class, Bare.class)
            .writerFor(Entry.class);
    private static final ObjectWriter PART = CanonicalJson.mapper().writer();
    private static final byte[] DATES = ",\"dates\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ORIGIN = ",\"origin\":".getBytes(StandardCharsets.UTF_8);

    private final byte[] json;
    private final Sha256 sha256;
    private final byte @Nullable [] origin;

    /** @param others what corrections and other sources say is content, as nothing else of an origin is: its end is a change */
    private Content(byte[] json, byte @Nullable [] origin, byte[] others) {
        this.json = json;
        this.sha256 = Sha256.of(concat(json, others));
        this.origin = origin;
    }

    static Content of(Entry entry) {
        try {
            var origin = entry.origin();
            return new Content(
                    BARE.writeValueAsBytes(entry),
                    origin == null ? null : PART.writeValueAsBytes(origin),
                    origin == null ? new byte[0] : concat(bytes(origin.corrections()), bytes(origin.others())));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(SortedMap<String, ?> said) throws JsonProcessingException {
        return said.isEmpty() ? new byte[0] : PART.writeValueAsBytes(said);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    Sha256 sha256() {
        return sha256;
    }

    /** The canonical JSON of the version with these dates. */
    byte[] with(Dates dates) {
        try {
            var out = new ByteArrayOutputStream(json.length + 256 + (origin == null ? 0 : origin.length));
            out.write(json, 0, json.length - 1);
            out.writeBytes(DATES);
            out.writeBytes(PART.writeValueAsBytes(dates));
            if (origin != null) {
                out.writeBytes(ORIGIN);
                out.writeBytes(origin);
            }
            out.write('}');
            return out.toByteArray();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @JsonIgnoreProperties({"dates", "origin"})
    private interface Bare {}
}
