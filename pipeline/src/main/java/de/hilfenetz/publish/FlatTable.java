package de.hilfenetz.publish;

import de.hilfenetz.publish.Columns.Column;
import de.hilfenetz.publish.Columns.Row;
import de.hilfenetz.publish.ExcelLayout.Heading;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code angebote}: one per service at location, a service without a place in one row. Organizations and places
 * come first; of them only the text of their cells is kept.
 */
final class FlatTable {

    /** Separates cells that are kept as one string; no text of a record holds it. */
    private static final String SEPARATOR = "\u001f";

    private final Columns columns;
    private final Consumer<List<String>> out;
    private final Map<UUID, String> organizations = new HashMap<>();
    private final Map<UUID, String> locations = new HashMap<>();

    /**
     * @param out takes the rows, in the order of {@link #headings}
     */
    FlatTable(Columns columns, Consumer<List<String>> out) {
        this.columns = columns;
        this.out = out;
    }

    static List<Heading> headings(Columns columns) {
        return Stream.of(
                        columns.service(),
                        columns.access(),
                        columns.organization(),
                        columns.location(),
                        columns.provenance())
                .flatMap(group -> group.stream().map(Column::heading))
                .toList();
    }

    void keep(Organization organization) {
        organizations.put(organization.id(), kept(columns.organization(), organization));
    }

    void keep(Location location) {
        locations.put(location.id(), kept(columns.location(), location));
    }

    private static <T> String kept(List<Column<T>> columns, T record) {
        var cells = new StringBuilder();
        for (var column : columns) {
            cells.append(column.of(record).replace(SEPARATOR, "")).append(SEPARATOR);
        }
        return cells.toString();
    }

    void write(Service service) {
        if (service.at().isEmpty()) {
            write(new Row(service, null));
        }
        service.at().forEach(at -> write(new Row(service, at)));
    }

    private void write(Row row) {
        var cells = new ArrayList<String>();
        columns.service().forEach(column -> cells.add(column.of(row)));
        columns.access().forEach(column -> cells.add(column.of(row.service())));
        addKept(
                cells,
                organizations,
                row.service().organization(),
                columns.organization().size());
        addKept(
                cells,
                locations,
                row.at() == null ? null : row.at().location(),
                columns.location().size());
        columns.provenance().forEach(column -> cells.add(column.of(row.service())));
        out.accept(cells);
    }

    private static void addKept(List<String> cells, Map<UUID, String> kept, @Nullable UUID id, int count) {
        var text = id == null ? null : kept.get(id);
        var from = 0;
        for (var i = 0; i < count; i++) {
            if (text == null) {
                cells.add("");
            } else {
                var to = text.indexOf(SEPARATOR, from);
                cells.add(text.substring(from, to));
                from = to + 1;
            }
        }
    }
}
