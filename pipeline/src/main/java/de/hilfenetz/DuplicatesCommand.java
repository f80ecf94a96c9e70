package de.hilfenetz;

import de.hilfenetz.enrich.Duplicates;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Ruling;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pairs of records that look like one thing: found, listed, decided. Nothing is joined by itself. */
@Command(
        name = "duplicates",
        mixinStandardHelpOptions = true,
        description = "Zeigt wahrscheinliche Doppelungen zwischen Datenquellen und hält Entscheidungen fest.",
        subcommands = {DuplicatesCommand.List.class, DuplicatesCommand.Different.class})
final class DuplicatesCommand extends CommandGroup {

    /** Finds the pairs in what is public now. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Sucht und zeigt Paare, über die niemand entschieden hat; die wahrscheinlichsten zuerst.")
    static final class List extends DataCommand {

        List(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) throws IOException {
            var journal = installation.journal();
            var entries = new ArrayList<Entry>();
            try (var snapshot = journal.snapshot()) {
                for (var kind : Kind.values()) {
                    snapshot.forEach(kind, version -> entries.add(version.entry()));
                }
            }
            journal.keep(Duplicates.find(entries));
            for (var pair : journal.likelyDuplicates()) {
                out.println("%3d  %s  %s  %s  %s"
                        .formatted(pair.score(), pair.kind().json(), pair.one(), pair.other(), pair.reasons()));
            }
            return 0;
        }
    }

    /** Keeps that two records are two things. */
    @Command(
            name = "different",
            mixinStandardHelpOptions = true,
            description = "Hält fest: zwei verschiedene Dinge. Das Paar erscheint nicht wieder.")
    static final class Different extends DataCommand {

        @Parameters(index = "0", paramLabel = "DATENSATZ")
        private UUID one = NONE;

        @Parameters(index = "1", paramLabel = "DATENSATZ")
        private UUID other = NONE;

        @Option(names = "--person", required = true)
        private String person = "";

        @Option(names = "--reason", required = true)
        private String reason = "";

        Different(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            installation
                    .journal()
                    .rule(new Ruling(
                            one, other, Ruling.Question.SAME, false, Ruling.Role.EDITOR, person, reason, null, now()));
            out.println("Festgehalten.");
            return 0;
        }
    }
}
