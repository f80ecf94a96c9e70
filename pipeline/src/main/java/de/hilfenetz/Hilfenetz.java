package de.hilfenetz;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code hilfenetz}. */
@Command(name = "hilfenetz", mixinStandardHelpOptions = true, version = "0.1.0")
public final class Hilfenetz implements Callable<Integer> {

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return CommandLine.ExitCode.USAGE;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Hilfenetz()).execute(arguments));
    }
}
