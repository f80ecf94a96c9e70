package de.hilfenetz.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.enrich.Outlines.Outline;
import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.Areas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The city's Wohnquartiere in one cut: four digits, of which the first three are the Stadtteil. Another cut is another file, and
 * figures of two cuts do not compare, so that each carries its own.
 *
 * @param cut year of the cut, {@code 2017}; empty without Wohnquartiere
 */
public record Neighbourhoods(String cut, List<Area> areas, List<Outline> outlines) {

    /** Where the operator supplies none. */
    public static final Neighbourhoods NONE = new Neighbourhoods("", List.of(), List.of());

    private static final List<String> NUMBERS = List.of(
            "nummer", "nr", "number", "wohnquartier_nr", "wohnquartier", "sozialraum_nr", "sozialraum", "wq_nr", "wq");
    private static final List<String> NAMES = List.of("name", "bezeichnung", "wohnquartiername", "wohnquartier_name");
    private static final String CUT = "gebietsstand";
    private static final Pattern YEAR = Pattern.compile("(?:19|20)[0-9]{2}");

    public Neighbourhoods {
        areas = List.copyOf(areas);
        outlines = List.copyOf(outlines);
    }

    /**
     * Reads a GeoJSON file in WGS84 whose member {@code gebietsstand}, or else whose name, holds the year of the cut.
     *
     * @throws IllegalArgumentException where it is not what is expected; the message says where and what
     */
    public static Neighbourhoods load(@Nullable Path geojson, Areas areas) throws IOException {
        if (geojson == null) {
            return NONE;
        }
        var root = Outlines.json(Files.readAllBytes(geojson));
        var cut = cut(root, geojson);
        var outlines = Outlines.read(
                geojson.toString(),
                root,
                properties -> area(properties, areas),
                "Wohnquartier in 'nummer': four digits that begin with the number of its Stadtteil");
        return new Neighbourhoods(
                cut, outlines.stream().map(Outline::area).distinct().toList(), outlines);
    }

    private static String cut(JsonNode root, Path file) {
        var said = YEAR.matcher(root.path(CUT).asText(""));
        if (said.find()) {
            return said.group();
        }
        var named = YEAR.matcher(String.valueOf(file.getFileName()));
        if (named.find()) {
            return named.group();
        }
        throw new IllegalArgumentException(
                "%s does not say of which year its cut is; put \"%s\": \"2017\" beside \"type\"".formatted(file, CUT));
    }

    private static Optional<Area> area(Map<String, String> properties, Areas areas) {
        return NUMBERS.stream()
                .map(property -> properties.getOrDefault(property, "").strip())
                .filter(number -> number.matches("[0-9]{4}")
                        && areas.find(number.substring(0, 3)).isPresent())
                .findFirst()
                .map(number -> {
                    var name = NAMES.stream()
                            .map(property ->
                                    properties.getOrDefault(property, "").strip())
                            .filter(text -> !text.isEmpty() && !text.equals(number))
                            .findFirst()
                            .map(text -> text + " (" + number + ")")
                            .orElse(number);
                    var labels = new TreeMap<>(Map.of("de", "Wohnquartier " + name, "en", "Neighbourhood " + name));
                    return new Area(number, Area.AreaKind.NEIGHBOURHOOD, labels, List.of(), number.substring(0, 3));
                });
    }
}
