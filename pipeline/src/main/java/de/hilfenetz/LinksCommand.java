package de.hilfenetz;

import de.hilfenetz.journal.DeliveryLink;
import java.io.PrintWriter;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Personal addresses for providers without a system of their own. */
@Command(
        name = "links",
        mixinStandardHelpOptions = true,
        description = "Lieferlinks: persönliche Adressen, an denen ein Träger seine Angebote sieht und bestätigt.",
        subcommands = {LinksCommand.Add.class, LinksCommand.List.class, LinksCommand.Revoke.class})
final class LinksCommand extends CommandGroup {

    /** A new address for one feed. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Neuer Lieferlink für eine Datenquelle. Wer ihn hat, darf für sie sprechen.",
                "Ist eine Kontaktadresse eingerichtet, geht er auch per E-Mail dorthin, und nach 90 Tagen wieder."
            })
    static final class Add extends DataCommand {

        @Parameters(paramLabel = "DATENQUELLE", description = "Kennung der Datenquelle.")
        private String feed = "";

        Add(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            if (!installation.sources().containsKey(feed)) {
                throw new IllegalArgumentException("Es gibt keine Datenquelle „%s“; es gibt: %s"
                        .formatted(
                                feed, String.join(", ", installation.sources().keySet())));
            }
            var link = installation.journal().addLink(feed);
            out.println(installation.address(link));
            return 0;
        }
    }

    /** All addresses, without their secret. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Alle Lieferlinks, ohne die Adressen selbst.")
    static final class List extends DataCommand {

        List(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            installation.journal().links().forEach(link -> out.println(line(link)));
            return 0;
        }

        private static String line(DeliveryLink link) {
            return "%d  %s  angelegt %s  zuletzt benutzt %s%s"
                    .formatted(
                            link.id(),
                            link.feed(),
                            link.created(),
                            link.findLastUsed().map(Instant::toString).orElse("nie"),
                            link.findRevoked()
                                    .map(at -> "  zurückgezogen " + at)
                                    .orElse(""));
        }
    }

    /** Ends an address. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Zieht einen Lieferlink zurück; er öffnet sofort nichts mehr.")
    static final class Revoke extends DataCommand {

        @Parameters(paramLabel = "NUMMER", description = "Nummer aus links list.")
        private int id;

        Revoke(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            var link = installation.journal().revokeLink(id);
            out.println("Lieferlink %d von „%s“ ist zurückgezogen.".formatted(link.id(), link.feed()));
            return 0;
        }
    }
}
