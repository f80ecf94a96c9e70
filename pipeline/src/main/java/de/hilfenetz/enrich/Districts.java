package de.hilfenetz.enrich;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.Areas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Finds the Stadtteil and Stadtbezirk of a place: by its position where the operator supplied the city's polygons, else by
 * what the record says itself. Thread-safe.
 */
public final class Districts {

    /** Position and words name different Stadtteile. */
    public static final Rule DISAGREES = Rule.warning(
            "stadtteil-passt-nicht-zur-lage",
            "Angegeben ist der Stadtteil {value}, die Koordinaten liegen aber in {suggestion}. Übernommen wird der Stadtteil der"
                    + " Koordinaten. Bitte Anschrift und Koordinaten prüfen.",
            "The quarter {value} was given, but the coordinates lie in {suggestion}. The quarter of the coordinates is taken."
                    + " Please check address and coordinates.");

    /** A place of the city by its words, but not by its position. */
    public static final Rule POINT_OUTSIDE = Rule.warning(
            "lage-ausserhalb-des-stadtgebiets",
            "Angegeben ist der Stadtteil {value}, die Koordinaten liegen aber außerhalb von Düsseldorf. Der Stadtteil wird"
                    + " übernommen. Bitte die Koordinaten prüfen.",
            "The quarter {value} was given, but the coordinates lie outside Düsseldorf. The quarter is taken. Please check the"
                    + " coordinates.");

    /** A place of a neighbour or of the region, which is welcome. */
    public static final Rule OUTSIDE = Rule.info(
            "ausserhalb-des-stadtgebiets",
            "Der Ort liegt nach seinen Koordinaten außerhalb von Düsseldorf. Er wird veröffentlicht, zählt aber zu keinem"
                    + " Stadtteil.",
            "By its coordinates the place lies outside Düsseldorf. It is published, but counts for no quarter.");

    /** A spreadsheet's or an anonymiser's work on coordinates shows where postal code and position contradict each other. */
    public static final Rule CODE_DISAGREES = Rule.warning(
            "lage-passt-nicht-zur-postleitzahl",
            "Die Postleitzahl {value} und die Koordinaten passen nicht zusammen: Nur eines von beiden liegt in Düsseldorf. Beides"
                    + " bleibt stehen. Bitte Anschrift und Koordinaten prüfen.",
            "The postal code {value} and the coordinates do not fit: only one of them is in Düsseldorf. Both stay. Please check"
                    + " address and coordinates.");

    static final List<Rule> RULES = List.of(DISAGREES, POINT_OUTSIDE, OUTSIDE, CODE_DISAGREES);

    /** Düsseldorf's postal codes; none of a neighbour's begins like that. */
    private static final Pattern CITYS_CODE = Pattern.compile("40(?:2\\d\\d|4[6-8]\\d|5[4-9]\\d|62\\d)");

    /** Around the whole city, for those without its polygons: longitudes, then latitudes. */
    private static final Envelope CITY = new Envelope(6.6887, 6.9399, 51.1244, 51.3525);

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    private final Areas areas;
    private final STRtree quarters;
    private final STRtree neighbourhoods;
    private final @Nullable Sha256 fingerprint;
    /** The cut of the Wohnquartiere; empty without them. */
    private final String cut;

    private record Outlined(Area area, PreparedGeometry outline) {}

    private Districts(
            Areas areas, List<Outlines.Outline> quarters, Neighbourhoods neighbourhoods, @Nullable Sha256 fingerprint) {
        this.areas = areas;
        this.fingerprint = fingerprint;
        this.quarters = index(quarters);
        this.neighbourhoods = index(neighbourhoods.outlines());
        cut = neighbourhoods.cut();
    }

    private static STRtree index(List<Outlines.Outline> outlines) {
        var index = new STRtree();
        for (var outline : outlines) {
            var geometry = outline.geometry();
            index.insert(
                    geometry.getEnvelopeInternal(),
                    new Outlined(outline.area(), PreparedGeometryFactory.prepare(geometry)));
        }
        // Built now, because the first query would build it and queries run side by side.
        index.build();
        return index;
    }

    /**
     * Reads the polygons of the Stadtteile from a GeoJSON file in WGS84; without a file nothing is told from positions.
     *
     * @throws IllegalArgumentException where the file is not what is expected; the message says where and what
     */
    public static Districts load(@Nullable Path geojson, Areas areas) {
        return load(geojson, Neighbourhoods.NONE, areas);
    }

    /** The same with the Wohnquartiere of one cut. */
    public static Districts load(@Nullable Path geojson, Neighbourhoods neighbourhoods, Areas areas) {
        if (geojson == null) {
            return new Districts(areas, List.of(), neighbourhoods, null);
        }
        try {
            var bytes = Files.readAllBytes(geojson);
            return new Districts(
                    areas, QuarterPolygons.read(geojson.toString(), bytes, areas), neighbourhoods, Sha256.of(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("The polygons of the Stadtteile cannot be read: " + geojson, e);
        }
    }

    /** Changes with the polygons, so that records are looked at again; empty without polygons. */
    public Optional<Sha256> findFingerprint() {
        return Optional.ofNullable(fingerprint);
    }

    /** Whether positions can be told apart. */
    public boolean knowsPolygons() {
        return fingerprint != null;
    }

    /** The Stadtteil around a position; one on a border belongs to the lower number. */
    public Optional<Area> findQuarter(double lat, double lon) {
        return find(quarters, lat, lon);
    }

    private static Optional<Area> find(STRtree index, double lat, double lon) {
        var point = GEOMETRIES.createPoint(new Coordinate(lon, lat));
        List<?> candidates = index.query(point.getEnvelopeInternal());
        return candidates.stream()
                .map(Outlined.class::cast)
                .filter(outlined -> outlined.outline().covers((Geometry) point))
                .map(Outlined::area)
                .min(Comparator.comparing(Area::notation));
    }

    /** The same location with its Wohnquartier, Stadtteil and Stadtbezirk as far as they can be known. */
    public Location assign(Location location, Place place, Findings findings) {
        var said = location.area() == null ? null : location.area().quarter();
        var point = location.point();
        var inside = point == null ? Optional.<Area>empty() : find(neighbourhoods, point.lat(), point.lon());
        if (point != null && !knowsPolygons() && isCitysCode(location) && !CITY.contains(point.lon(), point.lat())) {
            findings.add(CODE_DISAGREES, place, "/point", code(location));
        }
        if (point == null || !knowsPolygons()) {
            var quarter = said == null ? inside.map(Area::within).orElse(null) : said;
            return quarter == null ? location : with(location, quarter, inside);
        }
        var found = findQuarter(point.lat(), point.lon()).orElse(null);
        if (found == null) {
            outside(location, said, place, findings);
            return said == null ? location : with(location, said, inside);
        }
        if (code(location) != null && !isCitysCode(location)) {
            findings.add(CODE_DISAGREES, place, "/address/postalCode", code(location));
        }
        if (said != null && !said.equals(found.notation())) {
            findings.add(
                    Finding.of(DISAGREES, place, "/area/quarter", name(said)).suggesting(found.label()));
        }
        return with(location, found.notation(), inside);
    }

    private void outside(Location location, @Nullable String said, Place place, Findings findings) {
        if (said != null) {
            findings.add(POINT_OUTSIDE, place, "/point", name(said));
        } else if (isCitysCode(location)) {
            findings.add(CODE_DISAGREES, place, "/point", code(location));
        } else {
            findings.add(OUTSIDE, place, "/point", null);
        }
    }

    private static @Nullable String code(Location location) {
        return location.address() == null ? null : location.address().postalCode();
    }

    private static boolean isCitysCode(Location location) {
        var code = code(location);
        return code != null && CITYS_CODE.matcher(code).matches();
    }

    private String name(String quarter) {
        return areas.find(quarter).map(Area::label).orElse(quarter);
    }

    /** A Wohnquartier of another Stadtteil is none: the two cuts do not fit there, or the record is wrong. */
    private Location with(Location location, String quarter, Optional<Area> inside) {
        var before = location.area();
        var district = areas.find(quarter).map(Area::within).orElse(before == null ? null : before.district());
        var fitting = inside.map(Area::notation).filter(number -> number.startsWith(quarter));
        var said = before == null ? null : before.wohnquartier();
        var ofThisCut = before != null && (cut.isEmpty() || cut.equals(before.cut()));
        var kept = said != null && said.startsWith(quarter) && ofThisCut ? said : null;
        var area = fitting.isPresent()
                ? new Location.Area(quarter, district, fitting.get(), cut)
                : new Location.Area(quarter, district, kept, before == null || !ofThisCut ? null : before.cut());
        return area.equals(before) ? location : location.withArea(area);
    }
}
