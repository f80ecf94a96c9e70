package de.hilfenetz;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.normalise.MappingError;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code hilfenetz}: every command of interfaces.md section 1 that is built is listed here. */
@Command(
        name = "hilfenetz",
        mixinStandardHelpOptions = true,
        versionProvider = Software.class,
        description = "Nimmt Angaben sozialer Dienste entgegen und veröffentlicht sie als offenen Datenbestand.",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            RunCommand.class,
            CheckCommand.class,
            ReleaseCommand.class,
            ProtectCommand.class,
            DuplicatesCommand.class,
            WordsCommand.class,
            KeysCommand.class,
            DecisionCommands.Confirm.class,
            DecisionCommands.Discard.class,
            QuarantineCommand.class,
            LinksCommand.class,
            AttestCommand.class,
            WithdrawCommand.class,
            ForgetCommand.class,
            ReplayCommand.class,
            SparqlCommand.class
        })
public final class Hilfenetz implements Callable<Integer> {

    /** Exit code for a wrong setting or a wrong feed file. */
    static final int BAD_CONFIGURATION = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
        return CommandLine.ExitCode.USAGE;
    }

    /**
     * The world a command runs in.
     *
     * @param variables of the environment
     * @param running what this process has opened already; null for a command on its own
     */
    record World(
            Function<String, @Nullable String> variables,
            Clock clock,
            @Nullable Installation running) {

        World(Function<String, @Nullable String> variables, Clock clock) {
            this(variables, clock, null);
        }

        /** The settings these variables say. */
        Settings settings() {
            return Settings.from(variables);
        }
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(new World(System::getenv, Clock.systemUTC())).execute(arguments));
    }

    /** The command line with its error handling: a wrong configuration is told in one line, not as a stack trace. */
    static CommandLine commandLine(World world) {
        return new CommandLine(new Hilfenetz(), new Commands(world))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Feed.Format.class, Feed.Format::of)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (failure instanceof IOException) {
                        line.getErr().println("""
                                Im Datenverzeichnis %s oder an einer Datei ging es nicht weiter: %s
                                Was angenommen war, ist nicht verloren. Bitte Platz und Rechte prüfen und den Befehl wiederholen. / \
                                Nothing accepted is lost; check room and rights, then repeat the command.""".formatted(world.settings().data(), failure.getMessage()));
                        return BAD_CONFIGURATION;
                    }
                    if (failure instanceof IllegalArgumentException || failure instanceof MappingError) {
                        line.getErr().println(failure.getMessage());
                        return BAD_CONFIGURATION;
                    }
                    throw failure;
                });
    }

    /** Makes commands, and gives the world to those that take it. */
    private record Commands(World world) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == World.class) {
                    return type.cast(constructor.newInstance(world));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
