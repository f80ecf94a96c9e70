package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.graph.ReleaseGraph;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graph of a release, made of the one before, is the one that its files hold. */
class GraphChangeTest {

    private static final int SERVICES = 300;

    @TempDir
    Path folder;

    private City city;

    @BeforeEach
    void found() throws IOException {
        city = City.with(folder, SERVICES);
    }

    @AfterEach
    void close() throws IOException {
        city.close();
    }

    private ReleaseGraph read(Manifest manifest) throws IOException {
        var home = folder.resolve("releases").resolve(manifest.release().toString());
        return ReleaseGraph.read(
                City.BASE,
                manifest.release().toString(),
                home.resolve("alles.nt.gz"),
                home.resolve("systematik.ttl.gz"));
    }

    @Test
    void leadsFromOneReleaseToTheNext() throws IOException {
        var releases = city.open();
        var before = releases.cut().orElseThrow();
        assertThat(releases.graphChange(before)).isEmpty();
        city.deliver(
                City.service(7, "Geändert"),
                City.service(SERVICES + 1, "Neu"),
                City.example("organization", json -> json.replace("Beispielverband Düsseldorf e. V.", "Umbenannt")));
        city.withdraw(City.service(9, "Angebot 9"));
        var after = releases.cut().orElseThrow();

        var change = releases.graphChange(after).orElseThrow();

        assertThat(change.from()).isEqualTo(before.release());
        assertThat(change.come().lines()).hasSizeLessThan((int) after.triples());
        var made = read(before)
                .with(
                        after.release().toString(),
                        ReleaseGraph.triples(change.gone()),
                        ReleaseGraph.triples(change.come()));
        assertThat(made.published().find().toList())
                .isEqualTo(read(after).published().find().toList())
                .isNotEqualTo(read(before).published().find().toList());
    }

    @Test
    void leadsToWhatPartnersAgreedAndAwayFromIt() throws IOException {
        var releases = city.open();
        releases.cut();
        var round = City.editorial("abstimmung", "runde", """
                {"title": {"de": "Runde"}, "date": "2026-11-12", "participants": ["Beispielamt"]}""");
        city.deliver(round);
        var come = releases.cut().orElseThrow();
        city.withdraw(round);
        var gone = releases.cut().orElseThrow();

        assertThat(releases.graphChange(come).orElseThrow().come()).contains("#abstimmung-runde>", "Beispielamt");
        assertThat(releases.graphChange(come).orElseThrow().gone()).isEmpty();
        assertThat(releases.graphChange(gone).orElseThrow().gone()).contains("#abstimmung-runde>", "Beispielamt");
        assertThat(releases.graphChange(gone).orElseThrow().come()).isEmpty();
    }
}
