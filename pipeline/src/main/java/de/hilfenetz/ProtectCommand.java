package de.hilfenetz;

import de.hilfenetz.protect.Protection;
import de.hilfenetz.record.Ruling;
import de.hilfenetz.record.Ruling.Question;
import de.hilfenetz.record.Ruling.Role;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Decisions on protected places: asked once, kept, listed. The next run looks at the records again. */
@Command(
        name = "protect",
        mixinStandardHelpOptions = true,
        description = "Zeigt und entscheidet, was geschützt oder zu klären ist.")
final class ProtectCommand implements Callable<Integer> {

    private static final Set<String> CODES = Set.of(
            Protection.PLACE_WITHHELD.code(),
            Protection.DECIDE.code(),
            Protection.LINKED.code(),
            Protection.PLACE_NEEDS_CONSENT.code());

    private final Hilfenetz.World world;

    @Spec
    private @Nullable CommandSpec spec;

    ProtectCommand(Hilfenetz.World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
        return 2;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Was zu klären ist und was entschieden wurde.")
    int list() throws IOException {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        try (var installation = Installation.open(world.settings(), world.clock())) {
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
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description =
                    "Gibt eine geschützte Anschrift frei: zwei Personen, Träger und Redaktion, mit Grund und Ende.")
    int release(
            @Parameters(paramLabel = "DATENSATZ") UUID record,
            @Option(names = "--as", required = true, description = "provider oder editor") Role role,
            @Option(names = "--person", required = true) String person,
            @Option(names = "--reason", required = true) String reason,
            @Option(names = "--until", required = true) LocalDate until)
            throws IOException {
        return rule(record, Question.RELEASE_PLACE, true, role, person, reason, until);
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Nimmt eine Freigabe zurück; eine Person genügt.")
    int revoke(
            @Parameters(paramLabel = "DATENSATZ") UUID record,
            @Option(names = "--as", required = true, description = "provider oder editor") Role role,
            @Option(names = "--person", required = true) String person,
            @Option(names = "--reason", required = true) String reason)
            throws IOException {
        return rule(record, Question.RELEASE_PLACE, false, role, person, reason, null);
    }

    @Command(
            name = "counselling",
            mixinStandardHelpOptions = true,
            description = "Entscheidet einmal: Das ist eine öffentliche Beratungsstelle, keine Schutzunterkunft.")
    int counselling(
            @Parameters(paramLabel = "DATENSATZ") UUID record,
            @Option(names = "--person", required = true) String person,
            @Option(names = "--reason", required = true) String reason)
            throws IOException {
        return rule(record, Question.COUNSELLING_CENTRE, true, Role.EDITOR, person, reason, null);
    }

    @Command(
            name = "consent",
            mixinStandardHelpOptions = true,
            description = "Hält fest, dass der Träger eines sensiblen Angebots seiner Anschrift zugestimmt hat.")
    int consent(
            @Parameters(paramLabel = "DATENSATZ") UUID record,
            @Option(names = "--person", required = true) String person,
            @Option(names = "--reason", required = true) String reason)
            throws IOException {
        return rule(record, Question.ADDRESS_CONSENT, true, Role.PROVIDER, person, reason, null);
    }

    private int rule(
            UUID record,
            Question question,
            boolean yes,
            Role role,
            String person,
            String reason,
            @Nullable LocalDate until)
            throws IOException {
        try (var installation = Installation.open(world.settings(), world.clock())) {
            var now = world.clock().instant();
            installation.journal().rule(new Ruling(record, null, question, yes, role, person, reason, until, now));
        }
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("Festgehalten. Es gilt ab der nächsten Verarbeitung: hilfenetz run");
        out.flush();
        return 0;
    }
}
