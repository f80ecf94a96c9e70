package de.hilfenetz;

import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** Held records. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = "Zurückgestellte Datensätze.",
        subcommands = QuarantineCommand.List.class)
final class QuarantineCommand extends CommandGroup {

    /** Records that are held, feed by feed. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Alle zurückgestellten Datensätze: wo sie stehen und gegen welche Regeln, nie was darin steht.")
    static final class List extends DataCommand {

        List(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            for (var feed : installation.sources().keySet()) {
                for (var held : installation.journal().quarantine(feed)) {
                    out.println("%s  %s  seit %s  %s  Lieferung %d"
                            .formatted(
                                    feed,
                                    held.place(),
                                    held.since(),
                                    String.join(", ", held.rules()),
                                    held.delivery()));
                }
            }
            return 0;
        }
    }
}
