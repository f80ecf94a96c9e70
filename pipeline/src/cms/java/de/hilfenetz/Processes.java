package de.hilfenetz;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Ends processes that tests began. */
final class Processes {

    private Processes() {}

    /** Kills it and everything it started, without a word, and waits until all are gone and their ports free. */
    static void kill(Process process) {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    }
}
