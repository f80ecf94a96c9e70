package de.hilfenetz;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A word that only introduces other commands: alone it shows them. */
abstract class CommandGroup implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
        return CommandLine.ExitCode.USAGE;
    }
}
