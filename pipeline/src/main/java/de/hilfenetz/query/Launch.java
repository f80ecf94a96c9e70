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
 * @param megabytes heap of each
 * @param classPath this program's own classes
 */
public record Launch(URI base, int megabytes, String classPath) {

    /** From the classes that this process runs from. */
    public Launch(URI base, int megabytes) {
        this(base, megabytes, System.getProperty("java.class.path"));
    }

    Process start() throws IOException {
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
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
