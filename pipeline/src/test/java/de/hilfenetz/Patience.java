package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads and processes do, however much else the machine has to do; fails when it does not happen. */
public final class Patience {

    private static final Duration AMPLE = Duration.ofMinutes(5);
    /** Between two looks the machine is theirs. */
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private Patience() {}

    /** What is waited for. */
    public interface Question {
        boolean isSo() throws Exception;
    }

    public static void until(Question question) throws Exception {
        var end = System.nanoTime() + AMPLE.toNanos();
        while (!question.isSo()) {
            assertThat(System.nanoTime()).as("it should have happened by now").isLessThan(end);
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }
}
