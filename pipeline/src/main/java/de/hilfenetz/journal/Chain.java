package de.hilfenetz.journal;

import de.hilfenetz.record.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ties rows to the rows before them: a row's hash is the SHA-256 over the previous row's hash and the row's values, each
 * preceded by its length in bytes (four bytes, -1 for null). Whoever changes or moves a row has to change all that follow.
 */
final class Chain {

    /** What the first row follows. */
    static final Sha256 START = new Sha256(0, 0, 0, 0);

    private final MessageDigest digest = Sha256.digest();
    private final ByteBuffer length = ByteBuffer.allocate(4);

    /** The hash of a row with these values after {@code previous}. */
    Sha256 next(Sha256 previous, @Nullable Object... values) {
        digest.update(previous.bytes());
        for (var value : values) {
            add(value);
        }
        return Sha256.from(digest.digest());
    }

    private void add(@Nullable Object value) {
        if (value == null) {
            digest.update(length.putInt(0, -1).array());
            return;
        }
        var bytes = bytes(value);
        digest.update(length.putInt(0, bytes.length).array());
        digest.update(bytes);
    }

    private static byte[] bytes(Object value) {
        return switch (value) {
            case Sha256 hash -> hash.bytes();
            case UUID id -> Sql.bytes(id);
            case Enum<?> word -> Sql.word(word).getBytes(StandardCharsets.UTF_8);
            default -> value.toString().getBytes(StandardCharsets.UTF_8);
        };
    }
}
