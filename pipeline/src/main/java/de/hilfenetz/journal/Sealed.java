package de.hilfenetz.journal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The encrypted form of a delivery: eight bytes of magic, a salt of 32 bytes, then chunks of 64 KB in AES-256-GCM, each
 * followed by its tag of 16 bytes. Every file has a key of its own (HKDF, RFC 5869, over the salt); a chunk's nonce is
 * its number and whether it is the last one, so that chunks can be neither changed, swapped nor cut off unseen (the STREAM
 * construction of Hoang, Reyhanitabar, Rogaway and Vizár).
 */
final class Sealed {

    static final int CHUNK = 64 * 1024;
    private static final int TAG = 16;
    private static final int SALT = 32;
    private static final byte[] MAGIC = "HNDEL-1\n".getBytes(StandardCharsets.US_ASCII);

    private Sealed() {}

    /** Encrypts all of {@code plain} to {@code out}; neither is closed. */
    static void write(InputStream plain, OutputStream out, DeliveryKey key, SecureRandom random) throws IOException {
        var salt = new byte[SALT];
        random.nextBytes(salt);
        out.write(MAGIC);
        out.write(salt);
        var fileKey = derive(key, salt);
        var chunk = plain.readNBytes(CHUNK);
        for (var number = 0; ; number++) {
            var next = chunk.length < CHUNK ? new byte[0] : plain.readNBytes(CHUNK);
            var last = next.length == 0;
            out.write(encrypt(fileKey, salt, number, last, chunk));
            if (last) {
                return;
            }
            chunk = next;
        }
    }

    /** The plain bytes of {@code sealed}, as a stream that fails with {@link DamagedDelivery} at the first wrong chunk. */
    static InputStream read(InputStream sealed, DeliveryKey key, String name) throws IOException {
        try {
            var magic = sealed.readNBytes(MAGIC.length);
            var salt = sealed.readNBytes(SALT);
            if (!Arrays.equals(magic, MAGIC) || salt.length < SALT) {
                throw new DamagedDelivery(name, "sie beginnt nicht wie eine aufbewahrte Lieferung", null);
            }
            return new Plain(sealed, derive(key, salt), salt, name);
        } catch (IOException e) {
            sealed.close();
            throw e;
        }
    }

    private static SecretKey derive(DeliveryKey key, byte[] salt) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(key.secret())
                                    .addSalt(salt)
                                    .thenExpand(MAGIC, 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks HKDF-SHA256", e);
        }
    }

    private static byte[] encrypt(SecretKey key, byte[] salt, int number, boolean last, byte[] chunk) {
        try {
            return crypt(Cipher.ENCRYPT_MODE, key, salt, number, last, chunk);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks AES-256-GCM", e);
        }
    }

    private static byte[] crypt(int mode, SecretKey key, byte[] salt, int number, boolean last, byte[] chunk)
            throws GeneralSecurityException {
        var nonce = ByteBuffer.allocate(12).putInt(7, number).put(11, (byte) (last ? 1 : 0));
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce.array()));
        cipher.updateAAD(salt);
        return cipher.doFinal(chunk);
    }

    private static final class Plain extends InputStream {

        private final InputStream sealed;
        private final SecretKey key;
        private final byte[] salt;
        private final String name;
        private byte[] ahead;
        private byte[] chunk = new byte[0];
        private int position;
        private int number;
        private boolean ended;

        Plain(InputStream sealed, SecretKey key, byte[] salt, String name) throws IOException {
            this.sealed = sealed;
            this.key = key;
            this.salt = salt;
            this.name = name;
            this.ahead = sealed.readNBytes(CHUNK + TAG);
        }

        @Override
        public int read() throws IOException {
            return more() ? chunk[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!more()) {
                return -1;
            }
            var count = Math.min(length, chunk.length - position);
            System.arraycopy(chunk, position, into, offset, count);
            position += count;
            return count;
        }

        private boolean more() throws IOException {
            while (position == chunk.length && !ended) {
                decryptNext();
            }
            return position < chunk.length;
        }

        private void decryptNext() throws IOException {
            var current = ahead;
            ahead = current.length < CHUNK + TAG ? new byte[0] : sealed.readNBytes(CHUNK + TAG);
            ended = ahead.length == 0;
            if (current.length < TAG) {
                throw new DamagedDelivery(name, "ihr Ende fehlt", new EOFException());
            }
            try {
                chunk = crypt(Cipher.DECRYPT_MODE, key, salt, number, ended, current);
            } catch (GeneralSecurityException e) {
                throw new DamagedDelivery(
                        name,
                        "ab Byte %d ist sie verändert oder abgeschnitten, oder sie gehört zu einem anderen Schlüssel"
                                .formatted((long) number * CHUNK),
                        e);
            }
            number++;
            position = 0;
        }

        @Override
        public void close() throws IOException {
            sealed.close();
        }
    }
}
