package de.hilfenetz;

import de.hilfenetz.journal.PushKey;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keys with which providers push. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Schlüssel, mit denen Träger selbst liefern.",
        subcommands = {KeysCommand.Add.class, KeysCommand.List.class, KeysCommand.Revoke.class})
final class KeysCommand extends CommandGroup {

    /** A new key for one feed. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Neuer Schlüssel für eine Datenquelle; er wird nur dieses eine Mal gezeigt.")
    static final class Add extends DataCommand {

        @Parameters(paramLabel = "DATENQUELLE", arity = "0..1", description = "Kennung der Datenquelle.")
        private String feed = "";

        @Option(names = "--operator", description = "Schlüssel des Betriebs: entscheidet über die API, liefert nichts.")
        private boolean operator;

        Add(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            if (operator && feed.isEmpty()) {
                var key = installation.journal().addKey(PushKey.OPERATOR, new SecureRandom(), out::println);
                out.println("Schlüssel %d des Betriebs. Er wird nicht noch einmal gezeigt.".formatted(key.id()));
                return 0;
            }
            if (operator || !installation.sources().containsKey(feed)) {
                throw new IllegalArgumentException("Es gibt keine Datenquelle „%s“; es gibt: %s"
                        .formatted(
                                feed, String.join(", ", installation.sources().keySet())));
            }
            var key = installation.journal().addKey(feed, new SecureRandom(), out::println);
            out.println(
                    "Schlüssel %d für „%s“. Er wird nicht noch einmal gezeigt: bitte gleich in eine Datei legen, die nur das liefernde System lesen darf."
                            .formatted(key.id(), feed));
            return 0;
        }
    }

    /** All keys, without the keys themselves. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Alle Schlüssel und wann sie zuletzt benutzt wurden.")
    static final class List extends DataCommand {

        List(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            for (var key : installation.journal().keys()) {
                out.println("%d  %s  angelegt %s  zuletzt benutzt %s%s"
                        .formatted(
                                key.id(),
                                key.feed(),
                                key.created(),
                                key.findLastUsed().map(Instant::toString).orElse("nie"),
                                key.findRevoked()
                                        .map(at -> "  zurückgezogen " + at)
                                        .orElse("")));
            }
            return 0;
        }
    }

    /** Ends a key. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Zieht einen Schlüssel zurück; er öffnet sofort nichts mehr.")
    static final class Revoke extends DataCommand {

        @Parameters(paramLabel = "NUMMER", description = "Nummer des Schlüssels aus keys list.")
        private int id;

        Revoke(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            var key = installation.journal().revokeKey(id);
            out.println("Schlüssel %d von „%s“ ist zurückgezogen.".formatted(key.id(), key.feed()));
            return 0;
        }
    }
}
