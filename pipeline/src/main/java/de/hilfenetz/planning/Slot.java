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

    /** Whether it is of those that say nothing about it. */
    public boolean isUnknown() {
        return split.isAnswered() ? answer == Answer.UNKNOWN : value.equals(Split.UNKNOWN);
    }
}
