package de.hilfenetz.publish;

import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.journal.Snapshot.Head;
import de.hilfenetz.planning.Inventory;
import de.hilfenetz.planning.Week;
import de.hilfenetz.record.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The inventory of the latest state, kept from release to release: only records that changed are read again. */
final class Stock {

    private static final List<Kind> KINDS = List.of(Kind.LOCATION, Kind.SERVICE);
    /** Above that it is cheaper to read all. */
    private static final int FEW = 2_000;

    private final Map<UUID, Head> known = new HashMap<>();
    private @Nullable Inventory inventory;

    /** The inventory of {@code snapshot}, its hours counted in {@code week}. */
    Inventory at(Snapshot snapshot, Week week) {
        var changed = new HashMap<Kind, List<UUID>>();
        var gone = new HashSet<>(known.keySet());
        for (var kind : KINDS) {
            var ids = changed.computeIfAbsent(kind, none -> new java.util.ArrayList<>());
            snapshot.forEachHead(kind, head -> {
                gone.remove(head.id());
                if (!head.equals(known.put(head.id(), head))) {
                    ids.add(head.id());
                }
            });
        }
        known.keySet().removeAll(gone);
        var kept = inventory;
        var few = changed.values().stream().mapToInt(List::size).sum() <= FEW;
        var now = kept != null && few && kept.week().equals(week) ? kept : new Inventory(week);
        for (var kind : KINDS) {
            if (now == kept) {
                changed.getOrDefault(kind, List.of())
                        .forEach(id -> snapshot.list(kind, id, id).forEach(version -> now.add(version.entry())));
            } else {
                snapshot.forEach(kind, version -> now.add(version.entry()));
            }
        }
        gone.forEach(now::remove);
        inventory = now;
        return now;
    }
}
