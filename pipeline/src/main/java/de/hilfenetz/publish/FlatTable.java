package de.hilfenetz.publish;

import de.hilfenetz.publish.Columns.Column;
import de.hilfenetz.publish.Columns.Row;
import de.hilfenetz.publish.ExcelLayout.Heading;
import de.hilfenetz.publish.Related.Said;
import de.hilfenetz.record.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of {@code angebote}: one per service at location, a service without a place in one row. */
final class FlatTable {

    /** The name of the competent authority, which is another record's to say. */
    private static final Heading AUTHORITY = new Heading("zustaendig", CellForm.TEXT);

    private final Columns columns;
    private final Related related;
    private final Consumer<List<String>> out;

    /**
     * @param out takes the rows, in the order of {@link #headings}
     */
    FlatTable(Columns columns, Related related, Consumer<List<String>> out) {
        this.columns = columns;
        this.related = related;
        this.out = out;
    }

    static List<Heading> headings(Columns columns) {
        return Stream.of(
                        names(columns.service()),
                        names(columns.access()),
                        Stream.of(AUTHORITY),
                        names(columns.organization()),
                        names(columns.location()),
                        names(columns.provenance()))
                .flatMap(group -> group)
                .toList();
    }

    private static <T> Stream<Heading> names(List<Column<T>> columns) {
        return columns.stream().map(Column::heading);
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
        // The first cell of an organization is its name.
        addRelated(cells, row.service().competentAuthority(), 1);
        addRelated(cells, row.service().organization(), columns.organization().size());
        addRelated(
                cells,
                row.at() == null ? null : row.at().location(),
                columns.location().size());
        columns.provenance().forEach(column -> cells.add(column.of(row.service())));
        out.accept(cells);
    }

    private void addRelated(List<String> cells, @Nullable UUID id, int count) {
        var said = id == null ? Optional.<Said>empty() : related.find(id);
        cells.addAll(
                said.map(found -> found.cells().subList(0, count)).orElseGet(() -> Collections.nCopies(count, "")));
    }
}
