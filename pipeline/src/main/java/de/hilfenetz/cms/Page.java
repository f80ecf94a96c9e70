package de.hilfenetz.cms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param rows whole entries only
 * @param next id after which the list goes on; null: there is no more
 */
record Page(List<Row> rows, @Nullable String next) {

    Page {
        rows = List.copyOf(rows);
    }
}
