package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Addresses of one kind that stand together in a field.
 *
 * @param most characters a field may have
 * @param clean done with the whole field before it is taken apart
 * @param one address as it is written properly; empty where it is none
 * @param read told where something was changed
 * @param unreadable told of what is no address
 */
record AddressList(
        int most,
        UnaryOperator<String> clean,
        Pattern separators,
        Function<String, Optional<String>> one,
        Rule read,
        Rule unreadable) {

    /** The first of them. */
    Reading<String> first(String typed) {
        var list = all(typed);
        var all = list.value();
        return new Reading<>(all == null ? null : all.getFirst(), list.notes());
    }

    /** All of them, in order, each once; null where there is none. */
    Reading<List<String>> all(String typed) {
        var text = typed.strip();
        if (text.isEmpty() || PlainText.isNothing(text)) {
            return Reading.absent();
        }
        if (text.length() > most) {
            return Reading.refused(unreadable, text.substring(0, 60) + "…", null);
        }
        var found = new ArrayList<String>();
        var notes = new ArrayList<Reading.Note>();
        for (var part : separators.split(clean.apply(text), -1)) {
            if (part.isBlank()) {
                continue;
            }
            var address = one.apply(part.strip());
            if (address.isEmpty()) {
                notes.add(new Reading.Note(unreadable, part, null));
            } else if (!found.contains(address.get())) {
                found.add(address.get());
            }
        }
        if (found.isEmpty()) {
            return Reading.refused(unreadable, typed, null);
        }
        if (!(found.size() == 1 && found.getFirst().equals(typed))) {
            notes.addFirst(new Reading.Note(read, typed, String.join(", ", found)));
        }
        return new Reading<>(List.copyOf(found), notes);
    }
}
