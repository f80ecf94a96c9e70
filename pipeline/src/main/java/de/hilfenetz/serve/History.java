package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.journal.Change;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What happened to a record, without a value of it: what was withdrawn since must not be read there. */
final class History {

    private static final int SHOWN = 8;

    /** Says nothing about the record itself: when it came, and where from. */
    private static final Set<String> LEFT_OUT = Set.of("dates", "origin");

    private final Words t;
    private final Dictionary dictionary;

    History(Dictionary dictionary, Words t) {
        this.t = t;
        this.dictionary = dictionary;
    }

    /** The latest steps, newest first. */
    List<Step> of(Entry entry, Snapshot snapshot) {
        var steps = snapshot.steps(entry.id(), SHOWN + 1);
        var shown = new ArrayList<Step>();
        for (var i = 0; i < Math.min(SHOWN, steps.size()); i++) {
            var step = steps.get(i);
            var before = i + 1 < steps.size() ? steps.get(i + 1).content() : null;
            shown.add(new Step(
                    t.day(step.at()),
                    t.of("verlauf." + step.change().name().toLowerCase(Locale.ROOT)),
                    step.change() == Change.CHANGED ? changed(entry.kind(), before, step.content()) : List.of()));
        }
        return shown;
    }

    private List<Link> changed(Kind kind, @Nullable ObjectNode before, @Nullable ObjectNode after) {
        if (before == null || after == null) {
            return List.of();
        }
        var members = new TreeSet<String>();
        before.fieldNames().forEachRemaining(members::add);
        after.fieldNames().forEachRemaining(members::add);
        return members.stream()
                .filter(member -> !LEFT_OUT.contains(member) && !Objects.equals(before.get(member), after.get(member)))
                .map(member -> title(kind, member))
                .toList();
    }

    private Link title(Kind kind, String member) {
        var key = "quelle." + member;
        return new Link(
                t.has(key)
                        ? t.of(key)
                        : dictionary
                                .findField(kind.json(), member)
                                .map(Dictionary.Field::title)
                                .orElse(member),
                "");
    }
}
