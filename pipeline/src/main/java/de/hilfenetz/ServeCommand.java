package de.hilfenetz;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything as configured, until stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Holt die Datenquellen nach Plan, veröffentlicht und antwortet, bis Strg-C beendet.")
final class ServeCommand implements Callable<Integer> {

    private final Hilfenetz.World world;

    @Spec
    private @Nullable CommandSpec spec;

    ServeCommand(Hilfenetz.World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var settings = world.settings();
        if (settings.keyFile() == null) {
            throw new IllegalArgumentException(
                    "HILFENETZ_KEY_FILE fehlt: eine Datei außerhalb des Datenverzeichnisses, die die Lieferungen verschlüsselt."
                            + " Gibt es sie noch nicht, wird sie angelegt. / is missing: a file outside the data directory that"
                            + " encrypts raw deliveries; it is made if it does not exist.");
        }
        return Serving.run(
                settings,
                world.clock(),
                Objects.requireNonNull(spec).commandLine().getOut());
    }
}
