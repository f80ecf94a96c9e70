package de.hilfenetz;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Held records. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = "Zurückgestellte Datensätze.",
        subcommands = DecisionCommands.Held.class)
final class QuarantineCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
        return CommandLine.ExitCode.USAGE;
    }
}
