package de.hilfenetz;

import de.hilfenetz.journal.DataLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that works on a data directory: here where nobody holds it, else in the process that does. What it changes is
 * published.
 */
abstract class DataCommand implements Callable<Integer> {

    /** Stands in a parameter until the command line is read. */
    static final UUID NONE = new UUID(0, 0);

    private final Hilfenetz.World world;

    @Spec
    private @Nullable CommandSpec spec;

    DataCommand(Hilfenetz.World world) {
        this.world = world;
    }

    /** The moment, for what is kept with its time. */
    final Instant now() {
        return world.clock().instant();
    }

    /** Does it; answers the exit code. */
    abstract int call(Installation installation, PrintWriter out) throws IOException;

    @Override
    public final Integer call() throws IOException {
        var line = Objects.requireNonNull(spec).commandLine();
        var running = world.running();
        if (running != null) {
            return call(running, line.getOut());
        }
        var settings = world.settings();
        try (var installation = Installation.open(settings, world.clock())) {
            var code = call(installation, line.getOut());
            installation
                    .release()
                    .ifPresent(
                            manifest -> line.getOut().println("Datenstand " + manifest.release() + " veröffentlicht."));
            line.getOut().flush();
            installation.tidy();
            return code;
        } catch (DataLock.InUse other) {
            var root = line;
            while (root.getParent() != null) {
                root = root.getParent();
            }
            return Control.send(settings.data(), root.getParseResult().originalArgs(), line.getOut());
        }
    }
}
