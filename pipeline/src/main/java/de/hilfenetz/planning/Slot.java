package de.hilfenetz.planning;

import de.hilfenetz.record.Answer;
import org.jspecify.annotations.Nullable;

/**
 * One value of a split.
 *
 * @param value notation, language code, {@code alle} or {@link Split#UNKNOWN}
 * @param answer to a threshold or feature; null elsewhere
 */
public record Slot(Split split, String value, @Nullable Answer answer) {

    /** All services. */
    public static final Slot ALL = new Slot(Split.ALL, "alle", null);

    /** The slot of those that say nothing about what this one is of. */
    public Slot unknown() {
        return split.isAnswered() ? new Slot(split, value, Answer.UNKNOWN) : new Slot(split, Split.UNKNOWN, null);
    }
}
