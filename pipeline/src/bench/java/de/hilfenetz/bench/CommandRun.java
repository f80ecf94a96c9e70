package de.hilfenetz.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What {@code ./hilfenetz run} costs as a whole: the built jar in a process of its own with 512 MB of heap, over a first
 * delivery, over one that changed a little, and over the same once more. CPU time and peak memory are the kernel's figures
 * ({@code /proc}, so Linux only).
 */
final class CommandRun {

    private final Path work;
    private final Path jar;

    CommandRun(Path target) {
        this.work = target.resolve("bench");
        this.jar = target.resolve("hilfenetz.jar").toAbsolutePath();
    }

    void measure(int services) throws IOException, InterruptedException {
        var folder = work.resolve(Integer.toString(services));
        delete(folder);
        step(folder, services, 0, 0, "first delivery");
        step(folder, services, services / 1000, 1, "0.1 % changed");
        step(folder, services, services / 100, 2, "1 % changed");
        step(folder, services, services / 100, 2, "the same again");
        delete(folder);
    }

    private void step(Path folder, int services, int changed, int revision, String what)
            throws IOException, InterruptedException {
        GeneratedFeed.write(folder.resolve("feeds"), services, changed, revision);
        var cost = run(folder);
        System.out.printf(
                "%,9d services  %-15s  %7.2f s CPU  %6.1f s  %7.1f µs/record  peak %,5d MB  exit %d%n",
                services,
                what,
                cost.cpu().toMillis() / 1000.0,
                cost.wall().toMillis() / 1000.0,
                cost.cpu().toNanos() / 1000.0 / services,
                cost.peakKilobytes() / 1024,
                cost.exit());
    }

    /** One run over the feeds in {@code folder}. */
    Cost run(Path folder) throws IOException, InterruptedException {
        var command = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:+UseSerialGC", // as the launcher starts it
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString(),
                "run");
        command.environment()
                .putAll(Map.of(
                        "HILFENETZ_FEEDS", folder.resolve("feeds").toString(),
                        "HILFENETZ_DATA", folder.resolve("data").toString(),
                        "HILFENETZ_KEY_FILE", folder.resolve("key").toString()));
        command.environment().remove("JAVA_TOOL_OPTIONS"); // whoever tunes Maven does not mean the product
        command.redirectErrorStream(true)
                .redirectOutput(folder.resolve("run.log").toFile());
        var cpuBefore = childrenCpu();
        var begin = System.nanoTime();
        var process = command.start();
        var peak = 0L;
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakKilobytes(process.pid()));
        }
        var wall = Duration.ofNanos(System.nanoTime() - begin);
        if (process.exitValue() > 1) {
            Files.readAllLines(folder.resolve("run.log")).stream().limit(20).forEach(System.out::println);
        }
        return new Cost(childrenCpu().minus(cpuBefore), wall, peak, process.exitValue());
    }

    /** User and system time of all ended children: fields 16 and 17 of proc(5)'s stat, in hundredths of a second. */
    private static Duration childrenCpu() throws IOException {
        var stat = Files.readString(Path.of("/proc/self/stat"));
        var fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        return Duration.ofMillis(10 * (Long.parseLong(fields.get(13)) + Long.parseLong(fields.get(14))));
    }

    private static long peakKilobytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc/%d/status".formatted(pid)))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException ended) {
            return 0;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** @param peakKilobytes of memory */
    record Cost(Duration cpu, Duration wall, long peakKilobytes, int exit) {}
}
