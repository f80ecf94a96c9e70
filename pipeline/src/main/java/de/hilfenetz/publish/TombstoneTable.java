package de.hilfenetz.publish;

import de.hilfenetz.journal.Tombstone;
import de.hilfenetz.publish.ExcelLayout.Heading;
import java.util.List;

/** The rows of {@code entfallen}: what is no longer public, since when and why, and nothing it said. */
final class TombstoneTable {

    static final List<Heading> HEADINGS = List.of(
            new Heading("id", CellForm.ID),
            new Heading("art", CellForm.TEXT),
            new Heading("quelle", CellForm.TEXT),
            new Heading("entfallen_am", CellForm.MOMENT),
            new Heading("grund", CellForm.TEXT),
            new Heading("nachfolger_id", CellForm.ID));

    private TombstoneTable() {}

    static List<String> row(Tombstone tombstone) {
        return List.of(
                tombstone.id().toString(),
                tombstone.kind().path(),
                tombstone.feed(),
                tombstone.removed().toString(),
                tombstone.reason(),
                tombstone.successor() == null ? "" : tombstone.successor().toString());
    }
}
