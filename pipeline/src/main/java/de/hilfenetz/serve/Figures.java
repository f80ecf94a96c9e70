package de.hilfenetz.serve;

import de.hilfenetz.planning.Coverage;
import de.hilfenetz.planning.Inventory;
import de.hilfenetz.planning.Reporting;
import de.hilfenetz.vocabulary.Vocabulary;
import org.jspecify.annotations.Nullable;

/** What planning pages of one release are made of; counted when first asked for. Thread-safe. */
final class Figures {

    private final Inventory inventory;
    private final Reporting reporting;
    private final Vocabulary vocabulary;
    private @Nullable Coverage coverage;

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
}
