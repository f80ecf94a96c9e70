package de.hilfenetz.publish;

import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The planning rounds that are about figures, by key, and what only partners see of them yet: assessments made for a round, and
 * comments on its figures.
 */
public record Rounds(List<Round> list) {

    public Rounds {
        list = List.copyOf(list);
    }

    /** Those among {@code entries}. */
    public static Rounds of(Collection<Editorial> entries) {
        return new Rounds(entries.stream()
                .filter(entry -> entry.type().equals(Round.TYPE))
                .flatMap(entry -> Round.of(entry).stream())
                .toList());
    }

    /** Those of a state of the journal. */
    public static Rounds of(Snapshot snapshot) {
        var entries = new ArrayList<Editorial>();
        snapshot.forEach(Kind.EDITORIAL, version -> {
            if (version.entry() instanceof Editorial entry) {
                entries.add(entry);
            }
        });
        return of(entries);
    }

    public Optional<Round> find(String key) {
        return list.stream().filter(round -> round.key().equals(key)).findFirst();
    }

    /**
     * Whether everybody may read an entry on {@code day}. What belongs to a round that is not there, or has no figures, is kept
     * back: nobody knows until when.
     */
    public boolean isPublic(Editorial entry, LocalDate day) {
        return Editorial.round(entry.content())
                .map(key -> find(key)
                        .filter(round -> !day.isBefore(round.publicOn()))
                        .isPresent())
                .orElse(true);
    }

    /** Whether everybody may read an entry once the preview of its round ends, and not on {@code day}. */
    public boolean isAwaited(Editorial entry, LocalDate day) {
        return Editorial.round(entry.content())
                .flatMap(this::find)
                .filter(round -> day.isBefore(round.publicOn()))
                .isPresent();
    }

    /** Whether something becomes public after {@code before} and by {@code day}. */
    public boolean opens(LocalDate before, LocalDate day) {
        return list.stream().map(Round::publicOn).anyMatch(on -> on.isAfter(before) && !on.isAfter(day));
    }
}
