package de.hilfenetz.read;

import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that cannot be read to its end: cut off, broken, empty, or something else than its feed says. Nothing of it may
 * be published, because what was not read would look as if it were gone.
 */
public final class UnreadableDelivery extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Finding finding;

    /** Says why. */
    public UnreadableDelivery(Finding finding) {
        super(finding.place() + ": " + finding.german());
        this.finding = finding;
    }

    UnreadableDelivery(Rule rule, Place place, @Nullable String value) {
        this(Finding.of(rule, place, null, value));
    }

    /** What was found, where, and what to do. */
    public Finding finding() {
        return finding;
    }
}
