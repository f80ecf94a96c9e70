package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a parser made of a provider's value: a canonical value or none, and what there is to tell about it. No notes means
 * that the value was canonical already.
 */
public record Reading<T>(@Nullable T value, List<Note> notes) {

    /** One remark: the rule, the value before, and after (a change) or instead (a suggestion). */
    public record Note(Rule rule, String value, @Nullable String suggestion) {}

    public Reading {
        notes = List.copyOf(notes);
    }

    /** Nothing was said: blank, or a word for nothing. */
    public static <T> Reading<T> absent() {
        return new Reading<>(null, List.of());
    }

    /** A value that needs no remark. */
    public static <T> Reading<T> of(T value) {
        return new Reading<>(value, List.of());
    }

    /** A value that was brought into its form. */
    public static <T> Reading<T> changed(T value, Rule rule, String before, String after) {
        return new Reading<>(value, List.of(new Note(rule, before, after)));
    }

    /** No value. */
    public static <T> Reading<T> refused(Rule rule, String before, @Nullable String suggestion) {
        return new Reading<>(null, List.of(new Note(rule, before, suggestion)));
    }

    /** Text that came out as {@code after}: with a remark only where it differs. */
    static Reading<String> ofText(String before, String after, Rule rule) {
        return before.equals(after) ? of(after) : changed(after, rule, before, after);
    }

    /** The same value with {@code earlier} notes first. */
    Reading<T> after(List<Note> earlier) {
        if (earlier.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(earlier);
        all.addAll(notes);
        return new Reading<>(value, all);
    }
}
