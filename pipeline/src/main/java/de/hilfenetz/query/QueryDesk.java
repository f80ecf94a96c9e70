package de.hilfenetz.query;

import de.hilfenetz.graph.ShortNames;
import de.hilfenetz.record.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where pages and endpoint ask: reads a query, looks whether its answer is known, lets clients in by turns and has the rest
 * computed. Answers are kept by release and query, layout and prefixes left aside ({@link KnownAnswers}). Safe for use by several
 * threads.
 */
public final class QueryDesk {

    private static final int MOST_KNOWN = 64 << 20;
    private static final int PART_OF_MEMORY = 8;
    private static final int SLOW_ONES = 10_000;
    private static final int READ_ONES = 500;
    /** Characters of a query that is kept as it was read. */
    private static final int READ_LONGEST = 2_000;

    private final Answering answering;
    private final ShortNames names;
    private final Supplier<Contents> contents;
    private final Duration time;
    private final Admission admission;
    private final KnownAnswers known =
            new KnownAnswers((int) Math.min(MOST_KNOWN, Runtime.getRuntime().maxMemory() / PART_OF_MEMORY));
    private final LongSupplier nanos;

    /** Queries that took long before, by key. */
    private final Map<String, Boolean> slow = latest(SLOW_ONES);

    /** Queries as they were read, by text: to read one costs more than to send an answer that is known. */
    private final Map<String, ReadFor> read = latest(READ_ONES);

    /**
     * @param contents of the newest release
     * @param time after which a query is stopped
     * @param nanos a clock that only goes forward
     */
    public QueryDesk(
            Answering answering, ShortNames names, Supplier<Contents> contents, Duration time, LongSupplier nanos) {
        this.answering = answering;
        this.names = names;
        this.contents = contents;
        this.time = time;
        this.nanos = nanos;
        admission = new Admission(time.plus(Limits.GRACE).plus(Limits.PATIENCE), nanos);
    }

    /** What a query is depends on what there is. */
    private record ReadFor(Contents contents, AskedQuery query) {}

    private static <V> Map<String, V> latest(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /** After so long a query is stopped. */
    public Duration time() {
        return time;
    }

    /** What there is in the newest release. */
    public Contents contents() {
        return contents.get();
    }

    /** The prefixes everybody uses here. */
    public ShortNames names() {
        return names;
    }

    /**
     * Reads a query, if it may be asked.
     *
     * @throws SparqlProblem why not
     */
    public AskedQuery read(String text) throws SparqlProblem {
        var now = contents.get();
        synchronized (read) {
            var before = read.get(text);
            if (before != null && before.contents().equals(now)) {
                return before.query();
            }
        }
        var query = AskedQuery.read(text, names, now);
        if (text.length() <= READ_LONGEST) {
            synchronized (read) {
                read.put(text, new ReadFor(now, query));
            }
        }
        return query;
    }

    /** A failure before a query could be asked counts too: somebody is trying things out by machine. */
    public AskedQuery read(String text, String client) throws SparqlProblem {
        try {
            return read(text);
        } catch (SparqlProblem e) {
            try (var visit = admission.enter(client)) {
                visit.fail();
            }
            throw e;
        }
    }

    /**
     * How an answer is to be.
     *
     * @param release null for the newest
     * @param rows at most; 0 for all there are
     * @param partial whether more rows than these are left out; else they make the query fail
     */
    public record Form(String mediaType, @Nullable String release, long rows, boolean partial) {}

    /** Names the query and its form, the same for all that must give the same bytes. */
    public static String key(AskedQuery query, Form form) {
        return Sha256.of((query.normalised() + '\n' + form.mediaType() + '\n' + form.rows() + '\n' + form.partial())
                        .getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 20);
    }

    /**
     * Answers {@code query}.
     *
     * @param release the newest one, by which known answers are looked up where the form names none
     * @param client address of whoever asks; null for ourselves, who need not wait for a turn
     * @throws SparqlProblem when there is no answer; nothing was sent unless it is {@link SparqlProblem.Broken}
     */
    public void answer(AskedQuery query, Form form, String release, @Nullable String client, Receiver receiver)
            throws SparqlProblem, IOException {
        var key = key(query, form);
        if (query.isSteady()) {
            var before = known.find(form.release() == null ? release : form.release(), key);
            if (before.isPresent()) {
                before.get().send(receiver);
                return;
            }
        }
        if (client == null) {
            compute(query, key, request(query, form, wasSlow(key)), receiver);
            return;
        }
        try (var visit = admission.enter(client)) {
            try {
                compute(query, key, request(query, form, visit.isHeavy() || wasSlow(key)), receiver);
            } catch (SparqlProblem.Busy notTheClients) {
                throw notTheClients;
            } catch (SparqlProblem e) {
                if (e.isDeadly()) {
                    visit.kill();
                }
                if (!(e instanceof SparqlProblem.Failed)) {
                    visit.fail();
                }
                throw e;
            }
        }
    }

    private Request request(AskedQuery query, Form form, boolean heavy) {
        return new Request(query.text(), form.mediaType(), form.release(), form.rows(), form.partial(), time, heavy);
    }

    private synchronized boolean wasSlow(String key) {
        return slow.containsKey(key);
    }

    private synchronized void rememberSlow(String key) {
        slow.put(key, true);
    }

    /**
     * The rows of an answer, or its yes or no.
     *
     * @param rows at most; where there are more, the table says so
     * @param pinned the release to ask; null for the newest
     */
    public Table table(AskedQuery query, long rows, @Nullable String pinned, String release, @Nullable String client)
            throws SparqlProblem, IOException {
        var bytes = new ByteArrayOutputStream();
        var heads = new ArrayList<Head>();
        answer(query, new Form(RowFormat.JSON.mediaType(), pinned, rows, true), release, client, head -> {
            heads.add(head);
            return bytes;
        });
        return Table.read(heads.getFirst(), bytes.toByteArray());
    }

    private void compute(AskedQuery query, String key, Request request, Receiver receiver)
            throws SparqlProblem, IOException {
        var began = nanos.getAsLong();
        try {
            if (query.isSteady()) {
                try (var copy = known.new Copy()) {
                    answering.answer(request, head -> copy.of(head, receiver.begin(head)));
                    copy.keep(key);
                }
            } else {
                answering.answer(request, receiver);
            }
        } finally {
            if (nanos.getAsLong() - began > Turns.QUICK.toNanos()) {
                rememberSlow(key);
            }
        }
    }
}
