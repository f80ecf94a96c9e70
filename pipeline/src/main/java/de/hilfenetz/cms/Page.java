package de.hilfenetz.cms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param rows whole entries only
 * @param total how many rows there are on all pages; null where the answer does not say so
 * @param next id after which the list goes on; null: there is no more
 */
record Page(List<Row> rows, @Nullable Long total, @Nullable String next) {

    Page {
        rows = List.copyOf(rows);
    }
}
