package de.hilfenetz.publish;

import de.hilfenetz.publish.Columns.Column;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * What the files of services say of their organizations and places: cells and HSDS text, made when first asked for. Only the
 * last few are kept, so that the number of records does not matter.
 */
final class Related {

    private static final int KEPT = 2_000;

    private final Function<UUID, Optional<Entry>> find;
    private final Columns columns;
    private final Hsds hsds;
    private final Map<UUID, Optional<Said>> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Optional<Said>> eldest) {
            return size() > KEPT;
        }
    };
    private TreeSet<UUID> asked = new TreeSet<>();

    /**
     * @param find the public record with an id
     */
    Related(Function<UUID, Optional<Entry>> find, Columns columns, Hsds hsds) {
        this.find = find;
        this.columns = columns;
        this.hsds = hsds;
    }

    /**
     * What is said of one record.
     *
     * @param cells in the order of its columns in {@code angebote}
     * @param hsds its JSON in HSDS
     */
    record Said(List<String> cells, String hsds) {}

    /** What is said of the organization or place with this id; empty where none is public. */
    Optional<Said> find(UUID id) {
        asked.add(id);
        return kept.computeIfAbsent(id, i -> find.apply(i).flatMap(this::say));
    }

    /** The ids asked for since the last call, in order, found or not. */
    SequencedSet<UUID> takeAsked() {
        var taken = asked;
        asked = new TreeSet<>();
        return Collections.unmodifiableSequencedSet(taken);
    }

    private Optional<Said> say(Entry entry) {
        try {
            return switch (entry) {
                case Organization organization ->
                    Optional.of(new Said(
                            cells(columns.organization(), organization),
                            CanonicalJson.mapper().writeValueAsString(hsds.organization(organization))));
                case Location location ->
                    Optional.of(new Said(
                            cells(columns.location(), location),
                            CanonicalJson.mapper().writeValueAsString(hsds.location(location))));
                default -> Optional.empty();
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> List<String> cells(List<Column<T>> columns, T record) {
        var cells = new ArrayList<String>(columns.size());
        columns.forEach(column -> cells.add(column.of(record)));
        return cells;
    }
}
