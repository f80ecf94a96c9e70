package de.hilfenetz;

import de.hilfenetz.protect.Protection;
import de.hilfenetz.protect.Rulings;
import de.hilfenetz.record.Ruling;
import de.hilfenetz.record.Ruling.Question;
import de.hilfenetz.record.Ruling.Role;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decisions on protected places: asked once, kept, listed. The next run looks at the records again. */
@Command(
        name = "protect",
        mixinStandardHelpOptions = true,
        description = "Zeigt und entscheidet, was geschützt oder zu klären ist.",
        subcommands = {
            ProtectCommand.List.class,
            ProtectCommand.Release.class,
            ProtectCommand.Revoke.class,
            ProtectCommand.Counselling.class,
            ProtectCommand.Consent.class
        })
final class ProtectCommand extends CommandGroup {

    private static final Set<String> CODES = Set.of(
            Protection.PLACE_WITHHELD.code(),
            Protection.DECIDE.code(),
            Protection.LINKED.code(),
            Protection.PLACE_NEEDS_CONSENT.code());

    /** What waits for a decision, and what was decided. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Was zu klären ist und was entschieden wurde.")
    static final class List extends DataCommand {

        List(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            var journal = installation.journal();
            for (var feed : installation.sources().keySet()) {
                for (var held : journal.quarantine(feed)) {
                    var why = held.rules().stream().filter(CODES::contains).toList();
                    if (!why.isEmpty()) {
                        out.println(
                                "zu klären  %s  %s  %s".formatted(held.record(), String.join(" ", why), held.place()));
                    }
                }
            }
            for (var ruling : journal.rulings()) {
                out.println("entschieden  %s  %s  %s  %s als %s  %s  bis %s: %s"
                        .formatted(
                                ruling.record(),
                                ruling.question(),
                                ruling.yes() ? "ja" : "nein",
                                ruling.person(),
                                ruling.role(),
                                ruling.at(),
                                ruling.until() == null ? "auf Weiteres" : ruling.until(),
                                ruling.reason()));
            }
            return 0;
        }
    }

    /** What somebody says of one record, with name and reason. */
    abstract static class Decision extends DataCommand {

        @Parameters(paramLabel = "DATENSATZ")
        private UUID record = NONE;

        @Option(names = "--person", required = true)
        private String person = "";

        @Option(names = "--reason", required = true)
        private String reason = "";

        /** Given by the operator's page: whose key opened it. */
        @Option(names = "--key", hidden = true)
        private @Nullable Integer key;

        Decision(Hilfenetz.World world) {
            super(world);
        }

        UUID record() {
            return record;
        }

        int rule(
                Installation installation,
                PrintWriter out,
                Question question,
                boolean yes,
                Role role,
                @Nullable LocalDate until) {
            installation
                    .journal()
                    .rule(new Ruling(record, null, question, yes, role, person, reason, until, key, now()));
            out.println("Festgehalten. Es gilt ab der nächsten Verarbeitung: hilfenetz run");
            return 0;
        }
    }

    /** One of the two voices that a release needs. */
    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description =
                    "Gibt eine geschützte Anschrift frei: zwei Personen, Träger und Redaktion, mit Grund und Ende.")
    static final class Release extends Decision {

        @Option(names = "--as", required = true, description = "provider oder editor")
        private Role role = Role.PROVIDER;

        @Option(names = "--until", required = true)
        private LocalDate until = LocalDate.EPOCH;

        Release(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            var done = rule(installation, out, Question.RELEASE_PLACE, true, role, until);
            var journal = installation.journal();
            if (!new Rulings(journal.rulings()).isReleased(record(), journal.today())) {
                out.println(
                        "Die Anschrift bleibt geschützt, bis auch die andere Seite zustimmt: Träger und Redaktion, zwei Personen,"
                                + " auf der Seite des Betriebs jede mit ihrem eigenen Schlüssel.");
            }
            return done;
        }
    }

    /** Takes a release back. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Nimmt eine Freigabe zurück; eine Person genügt.")
    static final class Revoke extends Decision {

        @Option(names = "--as", required = true, description = "provider oder editor")
        private Role role = Role.PROVIDER;

        Revoke(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            return rule(installation, out, Question.RELEASE_PLACE, false, role, null);
        }
    }

    /** Tells a counselling centre from a refuge. */
    @Command(
            name = "counselling",
            mixinStandardHelpOptions = true,
            description = "Entscheidet einmal: Das ist eine öffentliche Beratungsstelle, keine Schutzunterkunft.")
    static final class Counselling extends Decision {

        Counselling(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            return rule(installation, out, Question.COUNSELLING_CENTRE, true, Role.EDITOR, null);
        }
    }

    /** Keeps a provider's yes to its address. */
    @Command(
            name = "consent",
            mixinStandardHelpOptions = true,
            description = "Hält fest, dass der Träger eines sensiblen Angebots seiner Anschrift zugestimmt hat.")
    static final class Consent extends Decision {

        Consent(Hilfenetz.World world) {
            super(world);
        }

        @Override
        int call(Installation installation, PrintWriter out) {
            return rule(installation, out, Question.ADDRESS_CONSENT, true, Role.PROVIDER, null);
        }
    }
}
