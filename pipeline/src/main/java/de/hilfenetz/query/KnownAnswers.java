package de.hilfenetz.query;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were given, whole ones and those that say they are not, by release and query; those that nobody asked for
 * longest make room. Long ones have a room of their own, so that a few exports do not push out what everybody asks for. Safe
 * for use by several threads.
 */
final class KnownAnswers {

    /** Bytes of an answer that is not long. */
    static final int SHORT = 1 << 20;

    private static final int LONG_ONES = 4;
    /** A copy that grows is there twice for a moment. */
    private static final int GROWING = 2;
    /** Bytes that an answer takes beside itself and its name: the objects it is made of. */
    private static final int OBJECTS = 400;

    private final Room shortOnes;
    private final Room longOnes;
    private final int room;
    private final int longest;
    /** Bytes of the copies that are being made: as long as a client reads, its copy stays. */
    private final AtomicLong copying = new AtomicLong();

    /**
     * @param room bytes of all short ones, again of all long ones, of which each may take a quarter, and again of all copies that
     *     are being made
     */
    KnownAnswers(int room) {
        this.room = room;
        shortOnes = new Room(room);
        longOnes = new Room(room);
        longest = Math.max(SHORT, room / LONG_ONES);
    }

    /** An answer to be sent again. */
    static final class Known {
        private final Head head;
        private final byte[] bytes;

        private Known(Head head, byte[] bytes) {
            this.head = head;
            this.bytes = bytes;
        }

        void send(Receiver receiver) throws IOException {
            receiver.begin(head).write(bytes);
        }
    }

    synchronized Optional<Known> find(String release, String query) {
        var key = key(release, query);
        return Optional.ofNullable(shortOnes.find(key)).or(() -> Optional.ofNullable(longOnes.find(key)));
    }

    private static String key(String release, String query) {
        return release + ' ' + query;
    }

    private synchronized void put(String key, Known answer) {
        (answer.bytes.length <= SHORT ? shortOnes : longOnes).put(key, answer);
    }

    /** Answers up to a number of bytes. */
    private static final class Room {
        private final int size;
        private final Map<String, Known> answers = new LinkedHashMap<>(16, 0.75f, true);
        private long used;

        private Room(int size) {
            this.size = size;
        }

        private @Nullable Known find(String key) {
            return answers.get(key);
        }

        private void put(String key, Known answer) {
            var before = answers.put(key, answer);
            used += taken(key, answer) - (before == null ? 0 : taken(key, before));
            for (var eldest = answers.entrySet().iterator(); used > size && eldest.hasNext(); ) {
                var one = eldest.next();
                used -= taken(one.getKey(), one.getValue());
                eldest.remove();
            }
        }

        private static long taken(String key, Known answer) {
            return (long) answer.bytes.length + key.length() + OBJECTS;
        }
    }

    /**
     * Copies one answer on its way out; is let go where the answer is too long, or where all copies together are. The long ones
     * leave half of the room to the short ones.
     */
    final class Copy implements AutoCloseable {
        private @Nullable ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long taken;
        private Head head = new Head("", "", Head.State.STREAMED);

        /** What is written to {@code out}, and kept if there is room. */
        OutputStream of(Head head, OutputStream out) {
            this.head = head;
            return new FilterOutputStream(out) {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] some, int from, int length) throws IOException {
                    copy(some, from, length);
                    out.write(some, from, length);
                }
            };
        }

        private void copy(byte[] some, int from, int length) {
            if (bytes == null) {
                return;
            }
            var after = bytes.size() + (long) length;
            var most = after > SHORT ? room / 2 : room;
            taken += (long) GROWING * length;
            if (copying.addAndGet((long) GROWING * length) > most || after > longest) {
                close();
            } else {
                bytes.write(some, from, length);
            }
        }

        /** The answer came to its end. */
        void keep(String query) {
            if (bytes != null) {
                // What was sent as it came is known to be all, once it has ended in order.
                var state = head.state() == Head.State.STREAMED ? Head.State.COMPLETE : head.state();
                put(
                        key(head.release(), query),
                        new Known(new Head(head.mediaType(), head.release(), state), bytes.toByteArray()));
            }
        }

        /** Gives its room back. */
        @Override
        public void close() {
            bytes = null;
            copying.addAndGet(-taken);
            taken = 0;
        }
    }
}
