package de.hilfenetz.bench;

import de.hilfenetz.publish.PlanningCosts;
import de.hilfenetz.query.GraphCosts;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.Main;

/**
 * Entry: {@code run SIZE…} for the command as a whole, {@code push SIZE} for nightly deliveries and those to a running server, {@code cms SIZE}
 * for a CMS of many entries, {@code stages SIZE}
 * and {@code jmh [PATTERN]} for single stages, {@code queries SIZE…} for SPARQL beside others, {@code hostile ENDPOINT SECONDS}
 * for good clients beside bad ones, {@code planning SIZE…} for the figures of planning, {@code graph SIZE…}
 * for the graph that is asked, {@code release SIZE…} for a release, whole and after little has changed.
 */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        var rest = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "run" -> {
                for (var size : rest) {
                    new CommandRun(Path.of("target")).measure(Integer.parseInt(size));
                }
            }
            case "hostile" -> new HostileRun(URI.create(rest.getFirst())).measure(Integer.parseInt(rest.get(1)));
            case "push" -> {
                var size = Integer.parseInt(rest.getFirst());
                new SnapshotCosts(Path.of("target"), size).measure();
                new PushRun(Path.of("target"), size).measure();
            }
            case "cms" -> new CmsCosts(Path.of("target"), Integer.parseInt(rest.getFirst())).measure();
            case "stages" -> {
                var size = Integer.parseInt(rest.getFirst());
                new StageCosts(Path.of("target/stages"), size, GeneratedFeed::delivery).measure();
                new StageCosts(Path.of("target/stages"), size, GeneratedFeed::wordyDelivery).measure();
            }
            case "queries" -> {
                for (var size : rest) {
                    new QueryComparison(Path.of("target")).measure(Integer.parseInt(size));
                }
            }
            case "graph" -> {
                for (var size : rest) {
                    new GraphCosts(Path.of("target"), Integer.parseInt(size)).measure();
                }
            }
            case "release" -> {
                for (var size : rest) {
                    new ReleaseCosts(Path.of("target"), Integer.parseInt(size)).measure();
                }
            }
            case "planning" -> rest.forEach(size -> new PlanningCosts(Integer.parseInt(size)).measure());
            case "jmh" -> Main.main(rest.toArray(String[]::new));
            default ->
                throw new IllegalArgumentException(
                        "say 'run SIZE…', 'push SIZE', 'cms SIZE', 'stages SIZE', 'queries SIZE…', 'hostile ENDPOINT SECONDS', 'planning SIZE…', 'graph SIZE…', 'release SIZE…'"
                                + " or 'jmh [PATTERN]'");
        }
    }
}
