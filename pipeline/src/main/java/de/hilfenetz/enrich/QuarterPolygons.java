package de.hilfenetz.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.Areas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Reads the outlines of the Stadtteile from GeoJSON (RFC 7946), as the city and OpenStreetMap publish them. */
final class QuarterPolygons {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    /** Where files keep the number or the name of a Stadtteil, in lower case; a number is surer. */
    private static final List<String> PROPERTIES = List.of(
            "nummer",
            "number",
            "nr",
            "stadtteil_nr",
            "stadtteilnummer",
            "stadtteilnr",
            "stadtteil",
            "name",
            "stadtteilname",
            "stadtteil_name",
            "bezeichnung");

    /** One Stadtteil and its outline in degrees, x = lon, y = lat. */
    record Outline(Area quarter, Geometry geometry) {}

    private final String file;
    private final Areas areas;

    private QuarterPolygons(String file, Areas areas) {
        this.file = file;
        this.areas = areas;
    }

    static List<Outline> read(String file, byte[] bytes, Areas areas) throws IOException {
        var root = new ObjectMapper().readTree(bytes);
        var reader = new QuarterPolygons(file, areas);
        var outlines = new ArrayList<Outline>();
        for (var feature : root.path("features")) {
            outlines.add(reader.outline(feature, outlines.size() + 1));
        }
        if (outlines.isEmpty()) {
            throw reader.wrong("holds no features; a GeoJSON FeatureCollection of Stadtteile is expected");
        }
        return outlines;
    }

    private Outline outline(JsonNode feature, int number) {
        var properties = feature.path("properties");
        var quarter = findQuarter(properties)
                .orElseThrow(() -> wrong("feature %d names no Stadtteil of Düsseldorf in 'nummer' or 'name', only %s"
                        .formatted(number, properties)));
        var geometry = feature.path("geometry");
        return new Outline(quarter, geometry(geometry, number));
    }

    private Optional<Area> findQuarter(JsonNode properties) {
        var values = new HashMap<String, String>();
        properties
                .properties()
                .forEach(entry -> values.put(
                        entry.getKey().toLowerCase(Locale.ROOT),
                        entry.getValue().asText("")));
        return PROPERTIES.stream()
                .filter(values::containsKey)
                .flatMap(property -> areas.findQuarter(values.getOrDefault(property, "")).stream())
                .findFirst();
    }

    private Geometry geometry(JsonNode geometry, int number) {
        var coordinates = geometry.path("coordinates");
        return switch (geometry.path("type").asText()) {
            case "Polygon" -> polygon(coordinates, number);
            case "MultiPolygon" -> {
                var polygons = new ArrayList<Polygon>();
                coordinates.forEach(polygon -> polygons.add(polygon(polygon, number)));
                yield GEOMETRIES.createMultiPolygon(polygons.toArray(Polygon[]::new));
            }
            default ->
                throw wrong("feature %d is a '%s'; Polygon or MultiPolygon is expected"
                        .formatted(number, geometry.path("type").asText()));
        };
    }

    private Polygon polygon(JsonNode rings, int number) {
        if (rings.isEmpty()) {
            throw wrong("feature %d has a polygon without a ring".formatted(number));
        }
        var holes = new ArrayList<LinearRing>();
        for (var index = 1; index < rings.size(); index++) {
            holes.add(ring(rings.get(index), number));
        }
        return GEOMETRIES.createPolygon(ring(rings.get(0), number), holes.toArray(LinearRing[]::new));
    }

    private LinearRing ring(JsonNode positions, int number) {
        var coordinates = new ArrayList<Coordinate>();
        for (var position : positions) {
            var lon = position.path(0).asDouble(Double.NaN);
            var lat = position.path(1).asDouble(Double.NaN);
            if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
                throw wrong(
                        "feature %d has the position %s; degrees in WGS84 (EPSG:4326), longitude first, are expected"
                                .formatted(number, position));
            }
            coordinates.add(new Coordinate(lon, lat));
        }
        try {
            return GEOMETRIES.createLinearRing(coordinates.toArray(Coordinate[]::new));
        } catch (IllegalArgumentException e) {
            throw wrong("feature %d has a ring that is not closed".formatted(number));
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(file + " " + what);
    }
}
