package de.hilfenetz;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Keeps that a provider said of all its public records: still right. */
@Command(
        name = "attest",
        mixinStandardHelpOptions = true,
        description = {
            "Hält fest, dass ein Träger alle seine Einträge bestätigt hat, etwa am Telefon.",
            "Über seinen Lieferlink tut er das selbst."
        })
final class AttestCommand extends DataCommand {

    @Parameters(paramLabel = "DATENQUELLE")
    private String feed = "";

    AttestCommand(Hilfenetz.World world) {
        super(world);
    }

    @Override
    int call(Installation installation, PrintWriter out) {
        var run = installation.journal().attest(feed);
        out.println("Bestätigt: %d Einträge von „%s“.".formatted(run.counters().changed(), feed));
        return 0;
    }
}
