package de.hilfenetz.planning;

import de.hilfenetz.vocabulary.AreaFigures;
import de.hilfenetz.vocabulary.AreaFigures.Inhabitants;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ages of a generation, as {@code vocab/generation.ttl} defines them: a rate is told over those inhabitants and no others.
 *
 * @param to null where there is no end
 */
record Ages(int from, @Nullable Integer to) {

    private static final Ages ALL = new Ages(0, null);

    private static final Map<String, Ages> BY_GENERATION = Map.of(
            "kinder",
            new Ages(0, 13),
            "jugendliche",
            new Ages(14, 17),
            "junge-erwachsene",
            new Ages(18, 26),
            "erwachsene",
            new Ages(27, 64),
            "aeltere",
            new Ages(65, null),
            Classes.ALL_AGES,
            ALL);

    /** The inhabitants whom the services of a slot are for; empty where the table or the slot does not tell. */
    static Optional<Inhabitants> inhabitants(AreaFigures figures, String area, Slot slot) {
        return of(slot).flatMap(ages -> figures.inhabitants(area, ages.from, ages.to));
    }

    private static Optional<Ages> of(Slot slot) {
        return switch (slot.split()) {
            case ALL -> Optional.of(ALL);
            case GENERATION -> Optional.ofNullable(BY_GENERATION.get(slot.value()));
            default -> Optional.empty();
        };
    }
}
