package de.hilfenetz.publish;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.hilfenetz.publish.ExcelLayout.Heading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A table's rows as features of one collection (RFC 7946), one a line: longitude first, no geometry where nobody said where it
 * is, the row's cells that say something as properties.
 */
final class GeoJson extends DumpFile {

    private static final String SEPARATOR = ",\n";

    private final List<Heading> headings;
    private final int longitude;
    private final int latitude;
    private final int part;
    private final JsonGenerator json;
    private boolean first = true;

    /**
     * @param part column that tells rows of the same first cell apart; the first itself where there is no need
     */
    GeoJson(Path folder, String dataset, List<Heading> headings, String part) throws IOException {
        super(folder, dataset, "geojson", "application/geo+json", SEPARATOR);
        this.headings = List.copyOf(headings);
        longitude = column("lon");
        latitude = column("lat");
        this.part = column(part);
        json = new JsonFactory().setRootValueSeparator("").createGenerator(stored(), JsonEncoding.UTF8);
        json.writeRaw("{\"type\":\"FeatureCollection\",\"features\":[\n");
    }

    private int column(String name) {
        return headings.stream().map(Heading::name).toList().indexOf(name);
    }

    void write(List<String> row) {
        try {
            json.writeRaw(first ? "" : SEPARATOR);
            first = false;
            feature(row);
            add(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void feature(List<String> row) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        var id = row.getFirst();
        json.writeStringField("id", part == 0 || row.get(part).isEmpty() ? id : id + "/" + row.get(part));
        if (row.get(longitude).isEmpty() || row.get(latitude).isEmpty()) {
            json.writeNullField("geometry");
        } else {
            json.writeObjectFieldStart("geometry");
            json.writeStringField("type", "Point");
            json.writeArrayFieldStart("coordinates");
            json.writeNumber(row.get(longitude));
            json.writeNumber(row.get(latitude));
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeObjectFieldStart("properties");
        for (var i = 0; i < headings.size(); i++) {
            property(headings.get(i), row.get(i));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void property(Heading heading, String cell) throws IOException {
        if (cell.isEmpty()) {
            return;
        }
        json.writeFieldName(heading.name());
        if (heading.form().separator() != null) {
            json.writeStartArray();
            for (var value : cell.split("\\|", -1)) {
                json.writeString(value);
            }
            json.writeEndArray();
        } else if (heading.form() == CellForm.INTEGER || heading.form() == CellForm.DECIMAL) {
            json.writeNumber(cell);
        } else {
            json.writeString(cell);
        }
    }

    @Override
    void flush() throws IOException {
        json.flush();
        first = true;
    }

    @Override
    void finish() throws IOException {
        json.writeRaw("\n]}\n");
        json.close();
    }
}
