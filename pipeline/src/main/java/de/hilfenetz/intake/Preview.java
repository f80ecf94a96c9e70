package de.hilfenetz.intake;

import de.hilfenetz.journal.Change;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.journal.Version;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The first services of a delivery as they would be public, for whoever wants to see the pages they would have.
 *
 * @param linked the organizations and places that they name, by id
 */
public record Preview(List<Service> services, Map<UUID, Entry> linked) {

    /** Nothing to be seen. */
    static final Preview NONE = new Preview(List.of(), Map.of());

    private static final int SHOWN = 3;

    public Preview {
        services = List.copyOf(services);
        linked = Map.copyOf(linked);
    }

    /** Of what became new or other in {@code journal} since it stood at {@code before}, in the order it came. */
    static Preview of(Journal journal, long before) {
        var services = new ArrayList<Service>();
        var linked = new HashMap<UUID, Entry>();
        try (var snapshot = journal.snapshot()) {
            for (var change : snapshot.changes(before)) {
                if (change.kind() == Kind.SERVICE && change.change() != Change.REMOVED && services.size() < SHOWN) {
                    snapshot.find(change.id())
                            .map(version -> (Service) version.entry())
                            .ifPresent(service -> {
                                services.add(service);
                                if (service.organization() != null) {
                                    link(service.organization(), snapshot, linked);
                                }
                                service.at().forEach(at -> link(at.location(), snapshot, linked));
                            });
                }
            }
        }
        return new Preview(services, linked);
    }

    private static void link(UUID id, Snapshot snapshot, Map<UUID, Entry> linked) {
        snapshot.find(id).map(Version::entry).ifPresent(entry -> linked.put(id, entry));
    }
}
