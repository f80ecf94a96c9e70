package de.hilfenetz;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What an operator decides about a run: its parked removals. */
final class DecisionCommands {

    private DecisionCommands() {}

    /** Carries out parked removals. */
    @Command(
            name = "confirm",
            mixinStandardHelpOptions = true,
            description = "Führt die angehaltenen Löschungen einer Verarbeitung aus.")
    static final class Confirm extends DataCommand {

        @Parameters(paramLabel = "VERARBEITUNG", description = "Nummer der Verarbeitung.")
        private int run;

        Confirm(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) throws IOException {
            var done = installation.journal().confirmRemovals(run);
            out.println("Bestätigt: %d Datensätze der Datenquelle „%s“ sind entfallen (Verarbeitung %d)."
                    .formatted(done.counters().removed(), done.feed(), done.id()));
            return 0;
        }
    }

    /** Leaves public what was to be removed. */
    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description = "Verwirft die angehaltenen Löschungen einer Verarbeitung; die Datensätze bleiben öffentlich.")
    static final class Discard extends DataCommand {

        @Parameters(paramLabel = "VERARBEITUNG", description = "Nummer der Verarbeitung.")
        private int run;

        Discard(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            var waiting = installation.journal().listParkedRemovals(run).size();
            var done = installation.journal().discardRemovals(run);
            out.println("Verworfen: %d Datensätze der Datenquelle „%s“ bleiben öffentlich."
                    .formatted(waiting, done.feed()));
            return 0;
        }
    }
}
