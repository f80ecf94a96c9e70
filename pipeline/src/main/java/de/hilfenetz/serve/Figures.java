package de.hilfenetz.serve;

import de.hilfenetz.planning.Coverage;
import de.hilfenetz.planning.Inventory;
import de.hilfenetz.planning.Reporting;
import de.hilfenetz.planning.Slot;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What planning pages of one release are made of; counted when first asked for, one count at a time. Thread-safe. */
final class Figures {

    /** Choices whose figures are kept. */
    private static final int KEPT = 32;

    private final Inventory inventory;
    private final Reporting reporting;
    private final Vocabulary vocabulary;
    private @Nullable Coverage coverage;

    private final Map<Set<Slot>, Coverage> narrowed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<Slot>, Coverage> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * @param inventory of the release, no longer changed
     */
    Figures(Inventory inventory, Reporting reporting, Vocabulary vocabulary) {
        this.inventory = inventory;
        this.reporting = reporting;
        this.vocabulary = vocabulary;
    }

    Inventory inventory() {
        return inventory;
    }

    synchronized Coverage coverage() {
        if (coverage == null) {
            coverage = Coverage.of(inventory, reporting, vocabulary);
        }
        return coverage;
    }

    /** The figures of those alone that fit all slots, the last few choices kept. Who waits for others keeps no one from the rest. */
    Coverage only(List<Slot> slots) {
        var all = coverage();
        synchronized (narrowed) {
            return narrowed.computeIfAbsent(Set.copyOf(slots), some -> all.only(slots));
        }
    }
}
