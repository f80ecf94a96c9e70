package de.hilfenetz;

import de.hilfenetz.journal.Withdrawal;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Retraction (SP-7, SP-12): a record, or one of its members, out of everything public and kept. */
@Command(
        name = "withdraw",
        mixinStandardHelpOptions = true,
        description = {
            "Zieht einen Eintrag oder eine Angabe zurück: aus dem Datenstand, allen aufbewahrten Datenständen, der Suche, SPARQL",
            "und zitierten Ergebnissen. Öffentlich steht danach nur „zurückgezogen“."
        })
final class WithdrawCommand extends DataCommand {

    @Parameters(paramLabel = "DATENSATZ", description = "Kennung (UUID) aus der Adresse des Eintrags.")
    private UUID record = NONE;

    @Option(
            names = "--field",
            paramLabel = "ANGABE",
            description = "Nur diese Angabe, wie sie in der JSON-Fassung heißt: contacts, at, description …")
    private @Nullable String field;

    @Option(names = "--reason", required = true, paramLabel = "GRUND", description = "Bleibt intern.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Wer es zurückzieht.")
    private String by = "Betrieb";

    @Option(names = "--lift", description = "Hebt es auf: Was wieder geliefert wird, wird wieder öffentlich.")
    private boolean lift;

    WithdrawCommand(Hilfenetz.World world) {
        super(world);
    }

    @Override
    int call(Installation installation, PrintWriter out) throws IOException {
        var releases = new Decisions(installation).withdraw(new Withdrawal(record, field, lift, by, reason, now()));
        var what = field == null ? record.toString() : "%s von %s".formatted(field, record);
        if (lift) {
            out.println("Aufgehoben: %s darf wieder öffentlich werden, sobald es geliefert wird.".formatted(what));
            return 0;
        }
        out.println("Zurückgezogen: %s. Der nächste Datenstand enthält es nicht mehr.".formatted(what));
        if (releases.isEmpty()) {
            out.println("Es stand in keinem aufbewahrten Datenstand.");
            return 0;
        }
        out.println("Es stand in %d Datenständen, %s bis %s; sie werden mit dem nächsten geleert."
                .formatted(releases.size(), releases.getFirst(), releases.getLast()));
        out.println(
                "Wer Dateien daraus abgerufen hat, zeichnet Hilfenetz nicht auf: Bitte die Abnehmer unterrichten, die Sie"
                        + " kennen (Datenportale, Suchmaschinen), und das Protokoll eines vorgeschalteten Servers ansehen.");
        return 0;
    }
}
