package de.hilfenetz.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.hilfenetz.vocabulary.Area;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** Reads outlines of areas from GeoJSON (RFC 7946) in WGS84. */
final class Outlines {

    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    /** One area and its outline in degrees, x = lon, y = lat. */
    record Outline(Area area, Geometry geometry) {}

    private final String file;

    private Outlines(String file) {
        this.file = file;
    }

    /**
     * @param file for messages
     * @param areas finds the area of a feature by its properties, whose names are in lower case
     * @param expected what a feature should name
     */
    static List<Outline> read(
            String file, JsonNode root, Function<Map<String, String>, Optional<Area>> areas, String expected) {
        var reader = new Outlines(file);
        var outlines = new ArrayList<Outline>();
        for (var feature : root.path("features")) {
            outlines.add(reader.outline(feature, outlines.size() + 1, areas, expected));
        }
        if (outlines.isEmpty()) {
            throw reader.wrong("holds no features; a GeoJSON FeatureCollection is expected");
        }
        return outlines;
    }

    static JsonNode json(byte[] bytes) throws IOException {
        return new ObjectMapper().readTree(bytes);
    }

    private Outline outline(
            JsonNode feature, int number, Function<Map<String, String>, Optional<Area>> areas, String expected) {
        var properties = feature.path("properties");
        var values = new HashMap<String, String>();
        properties
                .properties()
                .forEach(entry -> values.put(
                        entry.getKey().toLowerCase(Locale.ROOT),
                        entry.getValue().asText("")));
        var area = areas.apply(values)
                .orElseThrow(() -> wrong("feature %d names no %s, only %s".formatted(number, expected, properties)));
        return new Outline(area, geometry(feature.path("geometry"), number));
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
