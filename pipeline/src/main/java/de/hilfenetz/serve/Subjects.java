package de.hilfenetz.serve;

import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The topics and life situations that somebody looks at: what stands in the path, what was chosen, what the words of a search
 * mean. Pages of all kinds ask here whether they need crisis numbers and a quick way out.
 */
final class Subjects {

    /** Whose readers may have somebody looking over their shoulder. */
    private static final Set<String> DELICATE = Set.of(
            "gewalt",
            "gewaltschutz",
            "frauenhaus",
            "frauenberatung",
            "schutzunterkunft",
            "sexualisierte-gewalt",
            "menschenhandel",
            "zwangsheirat",
            "opferhilfe",
            "prostituiertenberatung",
            "sucht",
            "suchthilfe",
            "suchtberatung",
            "suchtbehandlung",
            "suchtselbsthilfe",
            "spielsucht",
            "drogenkonsumraum",
            "schwangerschaftskonflikt",
            "schulden-und-armut",
            "schulden");

    private static final List<String> SCHEMES = List.of("thema", "lebenslage");

    /** The parameter with the words somebody looks for; elsewhere it holds a query. */
    private static final String WORDS = "q";

    private static final Pattern SEARCHED =
            Pattern.compile("/(?:suche|finden|angebote|traeger|orte|wegweiser|daten/[^/]+/tabelle)");

    private final @Nullable Vocabulary vocabulary;

    /**
     * @param vocabulary null where no page is about anything
     */
    Subjects(@Nullable Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The notations of what the request asks for, of all that lies above it, and of the life situations that go with it. */
    Set<String> of(Context ctx) {
        var found = new HashSet<String>();
        for (var part : ctx.path().split("/", -1)) {
            add(part, found);
        }
        ctx.queryParamMap().values().stream()
                .flatMap(List::stream)
                .flatMap(value -> Stream.of(value.split("\\|", -1)))
                .forEach(value -> add(value, found));
        var words = ListPages.words(words(ctx));
        if (!words.isEmpty()) {
            concepts().filter(concept -> isMeant(concept, words)).forEach(concept -> add(concept, found));
        }
        return found;
    }

    /** The same of what somebody looks at who sees these. */
    Set<String> of(Collection<String> notations) {
        var found = new HashSet<String>();
        notations.forEach(notation -> add(notation, found));
        return found;
    }

    /** Whether a page about these, or one that answers words, needs a quick way out. */
    static boolean isDelicate(Context ctx, Set<String> subjects) {
        return isDelicate(subjects) || !words(ctx).isBlank();
    }

    /** What somebody looks for; in the body of a request it leaves no trace. */
    private static String words(Context ctx) {
        if (!SEARCHED.matcher(Languages.withoutLanguage(ctx.path())).matches()) {
            return "";
        }
        var words = ctx.method().equals(HandlerType.POST) ? ctx.formParam(WORDS) : ctx.queryParam(WORDS);
        return Objects.requireNonNullElse(words, "");
    }

    static boolean isDelicate(Collection<String> subjects) {
        return subjects.stream().anyMatch(DELICATE::contains);
    }

    private void add(String notation, Set<String> found) {
        if (vocabulary != null) {
            SCHEMES.forEach(
                    scheme -> vocabulary.getScheme(scheme).find(notation).ifPresent(concept -> add(concept, found)));
        }
    }

    private void add(Concept concept, Set<String> found) {
        found.add(concept.notation());
        found.addAll(concept.implies().getOrDefault("lebenslage", List.of()));
        if (concept.broader() != null) {
            add(concept.broader(), found);
        }
    }

    private Stream<Concept> concepts() {
        return vocabulary == null
                ? Stream.of()
                : SCHEMES.stream().flatMap(scheme -> vocabulary.getScheme(scheme).concepts().stream());
    }

    private static boolean isMeant(Concept concept, List<String> words) {
        return Stream.concat(concept.labels().values().stream(), concept.otherLabels().stream())
                .map(label -> " " + GermanOrder.fold(label))
                .anyMatch(label -> words.stream().allMatch(word -> label.contains(" " + word)));
    }
}
