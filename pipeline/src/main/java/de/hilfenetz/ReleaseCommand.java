package de.hilfenetz;

import de.hilfenetz.graph.ReleaseGraph;
import de.hilfenetz.graph.ReleaseShapes;
import de.hilfenetz.publish.Manifest;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at releases. */
@Command(name = "release", mixinStandardHelpOptions = true, description = "Zeigt die Datenstände.")
final class ReleaseCommand implements Callable<Integer> {

    private final Hilfenetz.World world;

    ReleaseCommand(Hilfenetz.World world) {
        this.world = world;
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
        return 2;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Alle Datenstände, der neueste zuletzt.")
    int list() throws IOException {
        try (var installation = Installation.open(world.settings(), world.clock())) {
            var out = out();
            installation.releases().list().forEach(out::println);
            out.flush();
            return 0;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Die Dateien eines Datenstands.")
    int show(
            @Parameters(
                            paramLabel = "DATENSTAND",
                            description = "Kennung oder Tag; ohne Angabe der aktuelle.",
                            arity = "0..1")
                    @Nullable
                    String id)
            throws IOException {
        try (var installation = Installation.open(world.settings(), world.clock())) {
            var manifest = id == null
                    ? installation.releases().current()
                    : installation.releases().find(id);
            var out = out();
            manifest.ifPresentOrElse(found -> print(found, out), () -> out.println("Diesen Datenstand gibt es nicht."));
            out.flush();
            return manifest.isPresent() ? 0 : 1;
        }
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description =
                    "Prüft alles, was öffentlich ist, gegen die Formregeln (SHACL); 1, wenn etwas dagegen verstößt.")
    int check() throws IOException {
        try (var installation = Installation.open(world.settings(), world.clock())) {
            var entries = new ArrayList<Entry>();
            try (var snapshot = installation.journal().snapshot()) {
                for (var kind : Kind.PUBLISHED) {
                    snapshot.forEach(kind, version -> entries.add(version.entry()));
                }
            }
            var graph = ReleaseGraph.of(installation.crosswalk(), "", entries);
            var breaches = new ReleaseShapes(installation.crosswalk()).check(graph);
            var out = out();
            breaches.forEach(out::println);
            out.println(breaches.isEmpty() ? "Alle Formregeln sind eingehalten." : breaches.size() + " Verstöße.");
            out.flush();
            return breaches.isEmpty() ? 0 : 1;
        }
    }

    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description = "Was sich zwischen zwei Datenständen geändert hat, ein Satz je Datensatz.")
    int diff(
            @Parameters(paramLabel = "VON", description = "Kennung oder Tag.") String from,
            @Parameters(paramLabel = "BIS", description = "Kennung oder Tag.") String to)
            throws IOException {
        try (var installation = Installation.open(world.settings(), world.clock())) {
            var releases = installation.releases();
            var out = out();
            var before = releases.find(from);
            var after = releases.find(to);
            if (before.isEmpty() || after.isEmpty()) {
                out.println("Den Datenstand %s gibt es nicht. Vorhanden: hilfenetz release list"
                        .formatted(before.isEmpty() ? from : to));
                out.flush();
                return 1;
            }
            for (var difference :
                    releases.differences(before.get(), after.get()).records()) {
                out.println(difference.sentence() + "  " + difference.id());
                for (var field : difference.fields()) {
                    out.println("    %s: %s -> %s"
                            .formatted(
                                    field.pointer(),
                                    field.before() == null ? "–" : field.before(),
                                    field.after() == null ? "–" : field.after()));
                }
            }
            out.flush();
            return 0;
        }
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Rechnet alle Prüfsummen aus den veröffentlichten Dateien nach; 1, wenn eine nicht stimmt.")
    int verify(
            @Parameters(paramLabel = "DATENSTAND", description = "Kennung; ohne Angabe alle.", arity = "0..1") @Nullable
                    String id)
            throws IOException {
        try (var installation = Installation.open(world.settings(), world.clock())) {
            var out = out();
            var wrong = 0;
            for (var release : installation.releases().list()) {
                if (id == null || release.toString().equals(id)) {
                    var faults = installation.releases().verify(release);
                    out.println(release + (faults.isEmpty() ? ": unverändert" : ""));
                    faults.forEach(fault -> out.println("  " + fault));
                    wrong += faults.size();
                }
            }
            out.flush();
            return wrong == 0 ? 0 : 1;
        }
    }

    private static void print(Manifest manifest, PrintWriter out) {
        out.println(
                "Datenstand %s, Journal %d, %s".formatted(manifest.release(), manifest.journal(), manifest.counts()));
        manifest.files()
                .forEach(file -> out.println(
                        "  %-28s %12d Bytes  SHA-256 %s".formatted(file.name(), file.bytes(), file.sha256())));
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
