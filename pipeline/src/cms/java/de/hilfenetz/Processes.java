package de.hilfenetz;

import java.util.concurrent.TimeUnit;

/** Ends processes that tests began. */
final class Processes {

    private Processes() {}

    /** Kills it and everything it started, without a word. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
