package de.hilfenetz;

import de.hilfenetz.enrich.Duplicates;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Ruling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pairs of records that look like one thing: found, listed, decided. Nothing is joined by itself. */
@Command(
        name = "duplicates",
        mixinStandardHelpOptions = true,
        description = "Zeigt wahrscheinliche Doppelungen zwischen Datenquellen und hält Entscheidungen fest.")
final class DuplicatesCommand implements Callable<Integer> {

    private final Hilfenetz.World world;

    @Spec
    private @Nullable CommandSpec spec;

    DuplicatesCommand(Hilfenetz.World world) {
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
            description = "Sucht und zeigt Paare, über die niemand entschieden hat; die wahrscheinlichsten zuerst.")
    int list() throws IOException {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        try (var installation = Installation.open(world.settings(), world.clock())) {
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
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "different",
            mixinStandardHelpOptions = true,
            description = "Hält fest: zwei verschiedene Dinge. Das Paar erscheint nicht wieder.")
    int different(
            @Parameters(paramLabel = "DATENSATZ") UUID one,
            @Parameters(paramLabel = "DATENSATZ") UUID other,
            @Option(names = "--person", required = true) String person,
            @Option(names = "--reason", required = true) String reason)
            throws IOException {
        try (var installation = Installation.open(world.settings(), world.clock())) {
            installation
                    .journal()
                    .rule(new Ruling(
                            one,
                            other,
                            Ruling.Question.SAME,
                            false,
                            Ruling.Role.EDITOR,
                            person,
                            reason,
                            null,
                            world.clock().instant()));
        }
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("Festgehalten.");
        out.flush();
        return 0;
    }
}
