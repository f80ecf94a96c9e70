package de.hilfenetz.query;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * How processes that answer queries are started: from this program's own classes, with a memory of their own, an empty
 * environment, no way to open a connection, and nothing to read but what they are told.
 *
 * @param base public base IRI
 * @param megabytes of memory that each has for queries, beside what the graph takes
 * @param classPath this program's own classes
 */
public record Launch(URI base, int megabytes, String classPath) {

    /** From the classes that this process runs from. */
    public Launch(URI base, int megabytes) {
        this(base, megabytes, System.getProperty("java.class.path"));
    }

    /** Megabytes of memory that a million triples take, in numbers and while they are read. */
    private static final int PER_MILLION = 160;

    /** So much more than it has now a release may have before a process has to make way for one with more memory. */
    private static final double GROWTH = 1.25;

    private static final long FEW = 50_000;

    /** How many triples a process finds room for that is started for so many. */
    static long room(long triples) {
        return Math.max(FEW, (long) (GROWTH * triples));
    }

    /** The memory of a process with room for so many triples. */
    int memory(long room) {
        return Math.toIntExact(megabytes + room * PER_MILLION / 1_000_000);
    }

    /**
     * @param room for how many triples
     */
    Process start(long room) throws IOException {
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory(room) + "m",
                "-Xms16m",
                "-XX:MinHeapFreeRatio=20",
                "-XX:MaxHeapFreeRatio=40",
                "-Xss1m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Djava.nio.channels.spi.SelectorProvider=" + NoConnections.class.getName(),
                "-Djdk.net.hosts.file=" + new File("/dev/null"),
                "-DsocksProxyHost=0.0.0.0", // plain sockets ask a proxy that is none
                "-DsocksProxyPort=1",
                "-DsocksNonProxyHosts=",
                "-cp",
                classPath,
                QueryWorker.class.getName(),
                base.toString()));
        builder.environment().clear();
        return builder.start();
    }
}
