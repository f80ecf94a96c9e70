package de.hilfenetz.serve;

import de.hilfenetz.intake.Trials;
import de.hilfenetz.journal.ForgottenDelivery;
import de.hilfenetz.journal.JournalException;
import de.hilfenetz.journal.OtherRequest;
import de.hilfenetz.journal.RefusedDelivery;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What everything that takes files has in common: limits, and words for what goes wrong on the way. */
final class Receiving {

    private static final Logger LOG = LoggerFactory.getLogger(Receiving.class);
    private static final long MOST_DRAINED = 20_000_000;

    /** How long somebody waits for a place. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Limits limits;
    private final Words t;

    Receiving(Limits limits, Words t) {
        this.limits = limits;
        this.t = t;
    }

    Limits limits() {
        return limits;
    }

    /** Something done with the body. */
    interface Receipt<T> {
        T with(InputStream bytes) throws IOException;
    }

    <T> T receive(Context ctx, long limit, Duration deadline, Receipt<T> receipt) {
        enter(limits.uploads());
        try {
            var raw = new Upload(ctx.bodyInputStream(), limit, deadline, System::nanoTime);
            var plain = plain(ctx, raw, limit, deadline);
            return keeping(() -> receipt.with(plain));
        } catch (Upload.TooLarge e) {
            drain(ctx);
            throw tooLarge(limit);
        } catch (Upload.TooSlow e) {
            throw Refusal.problem(408, "zu-langsam", t.of("problem.zu-langsam"));
        } catch (Upload.Broken e) {
            throw Refusal.problem(422, "unvollstaendig", t.of("problem.unvollstaendig"));
        } catch (IOException ours) {
            throw notKept(ours);
        } finally {
            limits.uploads().release();
        }
    }
    /** Keeps what has come, and says why not where that fails. */
    <T> T keeping(Work<T> work) throws IOException {
        try {
            return work.get();
        } catch (Upload.TooLarge | Upload.TooSlow | Upload.Broken onItsWay) {
            throw onItsWay;
        } catch (OtherRequest e) {
            throw Refusal.problem(422, "anfrage-wiederverwendet", t.of("problem.anfrage-wiederverwendet"));
        } catch (RefusedDelivery e) {
            throw Refusal.problem(
                            422,
                            e.finding().rule().code(),
                            t.of("problem." + e.finding().rule().code()))
                    .with(Map.of("errors", List.of(Reports.error(e.finding(), t))));
        } catch (ForgottenDelivery e) {
            throw Refusal.problem(422, "vergessen", t.of("problem.vergessen"));
        } catch (IOException | JournalException ours) {
            throw notKept(ours);
        }
    }

    private Refusal notKept(Exception ours) {
        LOG.error("a delivery could not be kept", ours);
        return Refusal.problem(503, "nicht-gespeichert", t.of("problem.nicht-gespeichert"));
    }

    /** A client that is still sending would not listen to the answer: a little more is read and thrown away. */
    private static void drain(Context ctx) {
        try (var rest = new Upload(ctx.bodyInputStream(), MOST_DRAINED, Duration.ofSeconds(10), System::nanoTime)) {
            rest.transferTo(OutputStream.nullOutputStream());
        } catch (IOException enough) {
            return;
        }
    }

    private static InputStream plain(Context ctx, Upload raw, long limit, Duration deadline) throws IOException {
        if (!"gzip".equalsIgnoreCase(ctx.header("Content-Encoding"))) {
            return raw;
        }
        try {
            return new Upload(new GZIPInputStream(raw, 1 << 16), limit, deadline, System::nanoTime);
        } catch (Upload.TooLarge | Upload.TooSlow | Upload.Broken known) {
            throw known;
        } catch (IOException e) {
            throw new Upload.Broken(e);
        }
    }

    interface Work<T> {
        T get() throws IOException;
    }

    /** Work that costs processor time: not too much of it at once. */
    <T> T trying(Work<T> work) throws IOException {
        enter(limits.trials());
        try {
            return work.get();
        } finally {
            limits.trials().release();
        }
    }

    /** Waits a little where as many as may are in: many short ones that come together are no reason to refuse any. */
    private void enter(Semaphore door) {
        try {
            if (!door.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Refusal.problem(503, "voll", t.of("problem.voll"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(503);
        }
    }

    /** Corrects with as much at once as is tried out at once. */
    Trials.Corrected correcting(Work<Trials.Corrected> work) throws IOException {
        try {
            return trying(work);
        } catch (Trials.Uncorrectable tooLarge) {
            throw Refusal.problem(413, "zu-gross", t.of("problem.nicht-zu-berichtigen"));
        }
    }

    /** A body that says it is too long is not waited for. */
    void refuseLong(Context ctx, long limit) {
        if (ctx.req().getContentLengthLong() > limit) {
            drain(ctx);
            throw tooLarge(limit);
        }
    }

    Refusal tooLarge(long limit) {
        return Refusal.problem(413, "zu-gross", t.of("problem.zu-gross", t.size(limit)));
    }
}
