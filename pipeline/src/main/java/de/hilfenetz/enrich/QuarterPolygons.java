package de.hilfenetz.enrich;

import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.Areas;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The outlines of the Stadtteile, as the city and OpenStreetMap publish them. */
final class QuarterPolygons {

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

    private QuarterPolygons() {}

    static List<Outlines.Outline> read(String file, byte[] bytes, Areas areas) throws IOException {
        return Outlines.read(
                file,
                Outlines.json(bytes),
                properties -> find(properties, areas),
                "Stadtteil of Düsseldorf in 'nummer' or 'name'");
    }

    private static Optional<Area> find(Map<String, String> properties, Areas areas) {
        return PROPERTIES.stream()
                .filter(properties::containsKey)
                .flatMap(property -> areas.findQuarter(properties.getOrDefault(property, "")).stream())
                .findFirst();
    }
}
