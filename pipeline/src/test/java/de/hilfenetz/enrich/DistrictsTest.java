package de.hilfenetz.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.Texts;
import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.Areas;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With an invented city: Bilk is a square with a hole, Oberbilk lies east of it in two parts. */
class DistrictsTest {

    private static final Areas AREAS = Vocabulary.load().areas();
    private static final Place PLACE = new Place("orte.csv", 4, 0, null);

    private static final String CITY = """
            {"type": "FeatureCollection", "features": [
              {"type": "Feature", "properties": {"Name": "Bilk", "Nummer": "036"},
               "geometry": {"type": "Polygon", "coordinates": [
                 [[6.70, 51.20], [6.80, 51.20], [6.80, 51.30], [6.70, 51.30], [6.70, 51.20]],
                 [[6.74, 51.24], [6.76, 51.24], [6.76, 51.26], [6.74, 51.26], [6.74, 51.24]]]}},
              {"type": "Feature", "properties": {"name": "Oberbilk"},
               "geometry": {"type": "MultiPolygon", "coordinates": [
                 [[[6.80, 51.20], [6.85, 51.20], [6.85, 51.30], [6.80, 51.30], [6.80, 51.20]]],
                 [[[6.86, 51.20], [6.90, 51.20], [6.90, 51.30], [6.86, 51.30], [6.86, 51.20]]]]}}
            ]}
            """;

    @TempDir
    Path folder;

    private Districts districts;
    private final Findings findings = new Findings();

    @BeforeEach
    void readTheCity() throws IOException {
        districts = Districts.load(file(CITY), AREAS);
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource(nullValues = "-", textBlock = """
            51.21, 6.71, 036
            51.25, 6.75, -
            51.25, 6.82, 037
            51.25, 6.88, 037
            51.25, 6.855, -
            51.25, 6.80, 036
            53.45, 13.45, -
            """)
    void findsTheQuarterAroundAPoint(double lat, double lon, String quarter) {
        assertThat(districts.findQuarter(lat, lon).map(Area::notation).orElse(null))
                .isEqualTo(quarter);
    }

    /**
     * All fifty Stadtteile as slanted fields of a board, whose boxes overlap: their middles, sixteen points a hair's breadth
     * from a border, and six outside. What is expected comes from the board's arithmetic.
     */
    @Test
    void findsTheQuarterOf66PointsAndNoneOfSixOutside() throws IOException {
        var quarters = AREAS.quarters();
        assertThat(quarters).hasSize(50);
        var features = new StringJoiner(",", "{\"type\": \"FeatureCollection\", \"features\": [", "]}");
        for (var field = 0; field < 50; field++) {
            var corners = new StringJoiner(",", "[[", "]]");
            for (var corner : new double[][] {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}) {
                var row = field / 10;
                var point = board(field % 10 + corner[0], row + corner[1]);
                corners.add("[%s, %s]".formatted(point[1], point[0]));
            }
            features.add(
                    "{\"type\": \"Feature\", \"properties\": {\"Nummer\": \"%s\"}, \"geometry\": {\"type\": \"Polygon\", \"coordinates\": %s}}"
                            .formatted(quarters.get(field).notation(), corners));
        }
        var city = Districts.load(file(features.toString()), AREAS);
        for (var field = 0; field < 50; field++) {
            var row = field / 10;
            expect(city, field % 10 + 0.5, row + 0.5, quarters.get(field).notation());
        }
        for (var border = 1; border <= 8; border++) {
            expect(city, border - 0.001, 2.3, quarters.get(20 + border - 1).notation());
            expect(city, border + 0.001, 2.3, quarters.get(20 + border).notation());
        }
        for (var outside : new double[][] {{-0.001, 2}, {10.001, 2}, {5, -0.001}, {5, 5.001}, {-1, -1}, {11, 6}}) {
            expect(city, outside[0], outside[1], null);
        }
    }

    private static void expect(Districts city, double column, double row, @Nullable String notation) {
        var point = board(column, row);
        assertThat(city.findQuarter(point[0], point[1]).map(Area::notation).orElse(null))
                .as("%s, %s", column, row)
                .isEqualTo(notation);
    }

    /** Latitude and longitude of a place on the board. */
    private static double[] board(double column, double row) {
        return new double[] {51.13 + row * 0.04, 6.69 + column * 0.02 + row * 0.012};
    }

    @Test
    void tellsQuarterAndDistrictFromThePosition() {
        var location = districts.assign(location(new Location.Point(51.25, 6.82, "delivered"), null), PLACE, findings);

        assertThat(location.area()).isEqualTo(new Location.Area("037", "03", null, null));
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void believesThePositionMoreThanTheWordsAndSaysSo() {
        var said = new Location.Area("036", "03", "0361", "2017");

        var location = districts.assign(location(new Location.Point(51.25, 6.82, "delivered"), said), PLACE, findings);

        assertThat(location.area()).isEqualTo(new Location.Area("037", "03", null, "2017"));
        assertThat(findings.list()).extracting(Finding::rule).containsExactly(Districts.DISAGREES);
        assertThat(findings.list().getFirst().german()).contains("Stadtteil Bilk", "liegen aber in Oberbilk");
    }

    @Test
    void keepsWhatAgrees() {
        var said = new Location.Area("037", "03", "0371", "2017");
        var before = location(new Location.Point(51.25, 6.82, "delivered"), said);

        assertThat(districts.assign(before, PLACE, findings)).isSameAs(before);
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void claimsNoQuarterOutsideTheCity() {
        var before = location(new Location.Point(51.19, 6.60, "delivered"), null);

        assertThat(districts.assign(before, PLACE, findings)).isSameAs(before);
        assertThat(findings.list()).extracting(Finding::rule).containsExactly(Districts.OUTSIDE);
    }

    @Test
    void keepsTheRecordsOwnQuarterWhereOnlyThePositionLiesOutside() {
        var before =
                location(new Location.Point(13.45, 53.45, "delivered"), new Location.Area("036", "03", null, null));

        assertThat(districts.assign(before, PLACE, findings).area()).isEqualTo(before.area());
        assertThat(findings.list()).extracting(Finding::rule).containsExactly(Districts.POINT_OUTSIDE);
    }

    @ParameterizedTest(name = "{0} at {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
            40227 | 53.45 | 13.45 | lage-passt-nicht-zur-postleitzahl | lage-passt-nicht-zur-postleitzahl
            40489 | 51.13 |  6.50 | lage-passt-nicht-zur-postleitzahl | lage-passt-nicht-zur-postleitzahl
            40227 | 51.25 |  6.82 |                                   |
            40667 | 51.25 |  6.82 | lage-passt-nicht-zur-postleitzahl |
            40667 | 51.19 |  6.60 | ausserhalb-des-stadtgebiets       |
            10115 | 53.45 | 13.45 | ausserhalb-des-stadtgebiets       |
            """)
    void holdsPositionAndPostalCodeAgainstEachOther(
            String code, double lat, double lon, @Nullable String withPolygons, @Nullable String without) {
        var at = location(
                new Location.Address("Musterweg", "1", null, code, "Düsseldorf", null, null, null),
                new Location.Point(lat, lon, "delivered"),
                null);

        districts.assign(at, PLACE, findings);
        assertThat(codes()).isEqualTo(withPolygons == null ? List.of() : List.of(withPolygons));

        var others = new Findings();
        assertThat(Districts.load(null, AREAS).assign(at, PLACE, others)).isSameAs(at);
        assertThat(others.list())
                .extracting(found -> found.rule().code())
                .isEqualTo(without == null ? List.of() : List.of(without));
    }

    private List<String> codes() {
        return findings.list().stream().map(found -> found.rule().code()).toList();
    }

    @Test
    void goesByTheRecordsOwnQuarterWithoutAPosition() {
        var location = districts.assign(location(null, new Location.Area("101", null, null, null)), PLACE, findings);

        assertThat(location.area()).isEqualTo(new Location.Area("101", "10", null, null));
    }

    @Test
    void tellsNothingFromPositionsWithoutPolygons() {
        var without = Districts.load(null, AREAS);
        var before = location(new Location.Point(51.25, 6.82, "delivered"), null);

        assertThat(without.assign(before, PLACE, findings)).isSameAs(before);
        assertThat(without.knowsPolygons()).isFalse();
        assertThat(findings.list()).isEmpty();
    }

    @Test
    void isAnotherOneWithOtherPolygons() throws IOException {
        var same = Districts.load(file(CITY), AREAS);
        var other = Districts.load(file(CITY.replace("6.71", "6.72").replace("\"036\"", "\"035\"")), AREAS);

        assertThat(same.findFingerprint()).isPresent().isEqualTo(districts.findFingerprint());
        assertThat(other.findFingerprint()).isPresent().isNotEqualTo(districts.findFingerprint());
        assertThat(Districts.load(null, AREAS).findFingerprint()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            "Oberbilk"        | "Neuss-Mitte"  | feature 2 names no Stadtteil of Düsseldorf
            "MultiPolygon"    | "LineString"   | feature 2 is a 'LineString'; Polygon or MultiPolygon is expected
            [6.86, 51.20]     | [345678, 5678901] | feature 2 has the position [345678,5678901]; degrees in WGS84
            [6.70, 51.20]]    | [6.70, 51.21]] | feature 1 has a ring that is not closed
            "features"        | "nothing"      | holds no features
            """)
    void saysWhatIsWrongWithAFile(String right, String wrong, String complaint) throws IOException {
        var file = file(CITY.replace(right, wrong));

        assertThatThrownBy(() -> Districts.load(file, AREAS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(complaint);
    }

    @Test
    void namesTheFileItCannotRead() {
        assertThatThrownBy(() -> Districts.load(folder.resolve("fehlt.geojson"), AREAS))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("fehlt.geojson");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("stadtteile.geojson"), content);
    }

    private static Location location(Location.@Nullable Point point, Location.@Nullable Area area) {
        return location(null, point, area);
    }

    private static Location location(
            Location.@Nullable Address address, Location.@Nullable Point point, Location.@Nullable Area area) {
        return new Location(
                UUID.fromString("77aa1b2c-3d4e-5f60-8a7b-0c1d2e3f4a5b"),
                "beispielverband",
                "haus-3",
                Texts.german("Beratungshaus"),
                null,
                null,
                Location.LocationKind.PHYSICAL,
                null,
                address,
                point,
                area,
                new TreeMap<>(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null);
    }
}
