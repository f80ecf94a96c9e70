package de.hilfenetz.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists as records want them: absent is empty. */
final class Lists {

    private Lists() {}

    static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
