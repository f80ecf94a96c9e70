package de.hilfenetz.query;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The word that was likely meant. */
final class Nearest {

    private static final int FAR = 3;

    private Nearest() {}

    /** The word of {@code known} that is most like {@code written}; empty where none is much like it. */
    static Optional<String> to(String written, Collection<String> known) {
        var most = Math.min(FAR, Math.max(1, written.length() / 3));
        var distance = new LevenshteinDistance(most);
        var nearest = Optional.<String>empty();
        var best = most + 1;
        for (var word : known) {
            var far = distance.apply(lower(written), lower(word));
            if (far >= 0 && far < best) {
                best = far;
                nearest = Optional.of(word);
            }
        }
        return nearest;
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
