package de.hilfenetz.publish;

import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.journal.Snapshot.Head;
import de.hilfenetz.planning.Coverage;
import de.hilfenetz.planning.Inventory;
import de.hilfenetz.planning.Reporting;
import de.hilfenetz.planning.Week;
import de.hilfenetz.record.Kind;
import de.hilfenetz.vocabulary.Vocabulary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The inventory of the latest state and its figures, kept from release to release: only records that changed are read and counted
 * again.
 */
final class Stock {

    private static final List<Kind> KINDS = List.of(Kind.LOCATION, Kind.SERVICE);
    /** Above that it is cheaper to read all. */
    private static final int FEW = 2_000;

    private final Map<UUID, Head> known = new HashMap<>();
    private final Vocabulary vocabulary;
    private String counted = "";
    private @Nullable Inventory inventory;
    private @Nullable Coverage coverage;

    Stock(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** What there is, and how much. */
    record Counted(Inventory inventory, Coverage coverage) {}

    /** The inventory of {@code snapshot} and its figures as everybody sees them on {@code day}, hours counted in the week after. */
    Counted at(Snapshot snapshot, LocalDate day, Reporting reporting) {
        var week = Week.after(day);
        var shown = vocabulary.on(day);
        var changed = new HashMap<Kind, List<UUID>>();
        var gone = new HashSet<>(known.keySet());
        for (var kind : KINDS) {
            var ids = changed.computeIfAbsent(kind, none -> new ArrayList<>());
            snapshot.forEachHead(kind, head -> {
                gone.remove(head.id());
                if (!head.equals(known.put(head.id(), head))) {
                    ids.add(head.id());
                }
            });
        }
        known.keySet().removeAll(gone);
        var ids = new ArrayList<>(gone);
        changed.values().forEach(ids::addAll);
        var kept = inventory;
        var figures = coverage;
        // Concepts have other ones above them after a change of the vocabulary.
        var isSame = counted.equals(shown.fingerprint());
        if (kept != null
                && figures != null
                && isSame
                && ids.size() <= FEW
                && kept.week().equals(week)) {
            // Half of a change is never gone on from.
            coverage = null;
            figures.recount(ids, reporting, () -> {
                changed.forEach((kind, some) ->
                        some.forEach(id -> snapshot.list(kind, id, id).forEach(version -> kept.add(version.entry()))));
                gone.forEach(kept::remove);
            });
            coverage = figures;
            return new Counted(kept, figures);
        }
        var all = new Inventory(week);
        KINDS.forEach(kind -> snapshot.forEach(kind, version -> all.add(version.entry())));
        var fresh = Coverage.of(all, reporting, shown);
        inventory = all;
        coverage = fresh;
        counted = shown.fingerprint();
        return new Counted(all, fresh);
    }
}
