package de.hilfenetz;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes what was sent by mistake (Fehllieferung): client data must not be kept (users.md point 3). */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = {
            "Löscht eine Fehllieferung: Rohdaten, Prüfmeldungen und was daraus öffentlich wurde.",
            "Prüfsumme, Zeit und Grund bleiben; dieselbe Datei wird nicht wieder angenommen."
        })
final class ForgetCommand extends DataCommand {

    @Parameters(paramLabel = "LIEFERUNG", description = "Nummer der Lieferung, aus dem Bericht oder quarantine list.")
    private int delivery;

    @Option(names = "--reason", required = true, paramLabel = "GRUND")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Wer es löscht.")
    private String by = "Betrieb";

    ForgetCommand(Hilfenetz.World world) {
        super(world);
    }

    @Override
    int call(Installation installation, PrintWriter out) throws IOException {
        var sent = installation.journal().getDelivery(delivery);
        var withdrawn = new Decisions(installation).forget(sent, by, reason);
        out.println(
                "Gelöscht: Lieferung %d von „%s“, empfangen %s.".formatted(sent.id(), sent.feed(), sent.received()));
        out.println(
                withdrawn == 0
                        ? "Aus ihr war nichts öffentlich."
                        : "%d Datensätze daraus sind zurückgezogen; was die Lieferung davor enthielt, gilt wieder."
                                .formatted(withdrawn));
        out.println("In Sicherungskopien liegt sie noch, verschlüsselt: Bitte dort die Datei deliveries/%s/%s löschen."
                .formatted(sent.sha256().toString().substring(0, 2), sent.sha256()));
        return 0;
    }
}
