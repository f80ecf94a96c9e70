package de.hilfenetz.record;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 hash as a small value that can be a key by the hundred thousand. */
public record Sha256(long first, long second, long third, long fourth) {

    /** The hash of {@code bytes}. */
    public static Sha256 of(byte[] bytes) {
        return from(digest().digest(bytes));
    }

    /** The hash whose 32 bytes are given, as a {@link MessageDigest} returns them. */
    public static Sha256 from(byte[] hash) {
        if (hash.length != 32) {
            throw new IllegalArgumentException("a SHA-256 has 32 bytes, was " + hash.length);
        }
        var buffer = ByteBuffer.wrap(hash);
        return new Sha256(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /** Reads what {@link #toString} wrote. */
    public static Sha256 parse(String hex) {
        return from(HexFormat.of().parseHex(hex));
    }

    /** A fresh digest for streams. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The 32 bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(32)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    /** Lower-case hexadecimal, 64 characters. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes());
    }
}
