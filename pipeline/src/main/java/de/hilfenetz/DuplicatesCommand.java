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
        subcommands = {DuplicatesCommand.List.class, DuplicatesCommand.Same.class, DuplicatesCommand.Different.class})
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
                for (var kind : Kind.PUBLISHED) {
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

    /** What somebody says about two records, with name and reason. */
    abstract static class Decision extends DataCommand {

        @Parameters(index = "0", paramLabel = "DATENSATZ")
        private UUID one = NONE;

        @Parameters(index = "1", paramLabel = "DATENSATZ")
        private UUID other = NONE;

        @Option(names = "--person", required = true)
        private String person = "";

        @Option(names = "--reason", required = true)
        private String reason = "";

        Decision(Hilfenetz.World world) {
            super(world);
        }

        final Ruling ruling(boolean same) {
            return new Ruling(
                    one, other, Ruling.Question.SAME, same, Ruling.Role.EDITOR, person, reason, null, null, now());
        }

        /** Says so, and carries it out. */
        static int kept(Installation installation, PrintWriter out) {
            out.println("Festgehalten.");
            installation.process().forEach(report -> out.println(ReportText.summary(report)));
            return 0;
        }
    }

    /** Keeps that two records are two things; takes back that they were one. */
    @Command(
            name = "different",
            mixinStandardHelpOptions = true,
            description =
                    "Hält fest: zwei verschiedene Dinge. Das Paar erscheint nicht wieder; war es zusammengeführt, wird der zweite Datensatz wieder öffentlich.")
    static final class Different extends Decision {

        Different(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            installation.journal().rule(ruling(false));
            return kept(installation, out);
        }
    }

    /** Keeps that two records are one thing. */
    @Command(
            name = "same",
            mixinStandardHelpOptions = true,
            description =
                    "Hält fest: dasselbe. Der erste Datensatz bleibt, der zweite ist nicht mehr öffentlich und seine Adresse führt zum ersten.")
    static final class Same extends Decision {

        Same(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            installation.journal().join(ruling(true));
            return kept(installation, out);
        }
    }
}
