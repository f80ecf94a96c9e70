package de.hilfenetz.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.finding.Findings;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Place;
import de.hilfenetz.vocabulary.Areas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two cuts of an invented Bilk: in 2017 a west and an east half, in 2025 one whole. */
class NeighbourhoodsTest {

    private static final Areas AREAS = Vocabulary.load().areas();

    @TempDir
    Path folder;

    private Path file(String name, String start, String... features) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "{\"type\": \"FeatureCollection\", %s\"features\": [%s]}".formatted(start, String.join(",", features)));
    }

    private static String square(String number, double west, double east) {
        return """
                {"type": "Feature", "properties": {"WQ_NR": "%1$s", "Name": "Am Probeplatz"}, "geometry": {"type": "Polygon",
                 "coordinates": [[[%2$s, 51.0], [%3$s, 51.0], [%3$s, 51.4], [%2$s, 51.4], [%2$s, 51.0]]]}}""".formatted(number, west, east);
    }

    private static Location.Area areaOf(Path polygons) throws IOException {
        var neighbourhoods = Neighbourhoods.load(polygons, AREAS);
        var districts = Districts.load(null, neighbourhoods, AREAS);
        var json = (com.fasterxml.jackson.databind.node.ObjectNode)
                CanonicalJson.mapper().readTree(Files.readAllBytes(Path.of("../schemas/examples/location.json")));
        json.putObject("area").put("quarter", "036");
        json.putObject("point").put("lat", 51.2).put("lon", 6.78).put("source", "delivered");
        var location = (Location) CanonicalJson.from(json);
        return Objects.requireNonNull(districts
                .assign(location, new Place("orte.csv", 4, 0, null), new Findings())
                .area());
    }

    @Test
    void tellsTheWohnquartierFromThePositionWithItsCut() throws IOException {
        var old = areaOf(file(
                "umrisse.geojson",
                "\"gebietsstand\": \"2017\", ",
                square("0361", 6.7, 6.75),
                square("0362", 6.75, 6.8)));
        var current = areaOf(file("wohnquartiere_2025.geojson", "", square("0361", 6.7, 6.8)));

        assertThat(old.wohnquartier()).isEqualTo("0362");
        assertThat(old.cut()).isEqualTo("2017");
        assertThat(current.wohnquartier()).isEqualTo("0361");
        assertThat(current.cut()).isEqualTo("2025");
    }

    @Test
    void takesNoWohnquartierOfAnotherStadtteil() throws IOException {
        var area = areaOf(file("wohnquartiere_2025.geojson", "", square("0371", 6.7, 6.8)));

        assertThat(area.quarter()).isEqualTo("036");
        assertThat(area.wohnquartier()).isNull();
    }

    @Test
    void becomesAnAreaBelowItsStadtteil() throws IOException {
        var neighbourhoods = Neighbourhoods.load(file("2025.geojson", "", square("0361", 6.7, 6.8)), AREAS);
        var areas = Vocabulary.load()
                .with(neighbourhoods.cut(), neighbourhoods.areas())
                .areas();

        assertThat(areas.find("0361").orElseThrow().label()).isEqualTo("Wohnquartier Am Probeplatz (0361)");
        assertThat(areas.within("036")).extracting(area -> area.notation()).containsExactly("0361");
        assertThat(areas.quarters()).hasSize(50);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        var withoutCut = file("umrisse.geojson", "", square("0361", 6.7, 6.8));
        var ofNowhere = file("2017.geojson", "", square("9991", 6.7, 6.8));

        assertThatThrownBy(() -> Neighbourhoods.load(withoutCut, AREAS))
                .hasMessageContaining("does not say of which year its cut is");
        assertThatThrownBy(() -> Neighbourhoods.load(ofNowhere, AREAS))
                .hasMessageContaining("feature 1 names no Wohnquartier in 'nummer'");
    }
}
