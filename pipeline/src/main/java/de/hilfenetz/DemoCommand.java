package de.hilfenetz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the main job on the shipped example providers with embedded defaults. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Empfängt die erfundenen Beispielträger, veröffentlicht und zeigt sie; Strg-C beendet.")
final class DemoCommand implements Callable<Integer> {

    private final Hilfenetz.World world;

    @Spec
    private @Nullable CommandSpec spec;

    DemoCommand(Hilfenetz.World world) {
        this.world = world;
    }

    private static final String FILES = "/demo/";

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port, 0 für irgendeinen (Vorgabe ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            defaultValue = "./data/demo",
            description = "Datenverzeichnis (Vorgabe ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        var feeds = providersOf(data);
        copyTo(feeds);
        var settings = world.settings().at(port, data, feeds.resolve("feeds"), null);
        return Serving.run(
                settings,
                world.clock(),
                Objects.requireNonNull(spec).commandLine().getOut());
    }

    /**
     * Where the example providers' files lie: beside the data directory, for they are the providers' and say what Hilfenetz
     * keeps nowhere but encrypted.
     */
    static Path providersOf(Path data) {
        var folder = data.toAbsolutePath().normalize();
        return folder.resolveSibling(folder.getFileName() + "-traeger");
    }

    /** Copies the example providers, for the eyes of their owner only; what is the same already is left alone. */
    static void copyTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        for (var name : index()) {
            var target = folder.resolve(name);
            try (var file = DemoCommand.class.getResourceAsStream(FILES + name)) {
                if (file == null) {
                    throw new IOException("the demo file " + name + " is not in the program");
                }
                var bytes = file.readAllBytes();
                if (Files.exists(target) && java.util.Arrays.equals(Files.readAllBytes(target), bytes)) {
                    continue;
                }
                Files.createDirectories(target.getParent());
                var draft = Files.write(target.resolveSibling(target.getFileName() + ".draft"), bytes);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static java.util.List<String> index() throws IOException {
        try (var index = DemoCommand.class.getResourceAsStream(FILES + "index.txt")) {
            if (index == null) {
                throw new IOException("the list of demo files is not in the program");
            }
            return new String(index.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}
