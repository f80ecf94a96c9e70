package de.hilfenetz.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns providers' words into notations of the vocabulary, in a draft that still has the provider's ids. A topic brings along
 * the life situations and kinds of help that the vocabulary names for it. Thread-safe.
 */
public final class Concepts {

    /** A word that no scheme knows; it stays with the record as the provider's own. */
    public static final Rule UNKNOWN_WORD = Rule.info(
            "wort-unbekannt",
            "Das Wort „{value}“ steht in keinem unserer Verzeichnisse. Es bleibt als Ihr eigenes Wort stehen, aber niemand findet"
                    + " das Angebot über ein Thema, das es nennt.",
            "The word “{value}” is in none of our lists. It stays as your own word, but leads nobody to a topic.");

    /** A word of a list field that was read as a notation. */
    public static final Rule READ_WORD = Rule.info(
            "wort-zugeordnet",
            "Das Wort „{value}“ wurde als „{suggestion}“ ({list}) übernommen.",
            "The word “{value}” was taken as “{suggestion}” ({list}).");

    /** Member of a draft: its lists as the vocabulary reads them without what editors say. */
    public static final String AS_SHIPPED = "asShipped";

    private static final String CATEGORIES = "categories";

    /** Fields that are lists of notations, and their schemes. */
    private static final Map<String, String> LISTS = lists();

    private static final Set<String> CATEGORY_FIELDS =
            Set.of("topics", "lifeSituations", "kindsOfHelp", "generations", "audiences");

    private final Vocabulary vocabulary;
    private final Map<String, WordIndex> byField = new LinkedHashMap<>();
    private final Map<String, String> fieldByScheme = new LinkedHashMap<>();
    private final WordIndex forCategories;
    private final Notations notations;
    private final AreaNames areaNames;
    private final Map<String, List<Concept>> own;
    /** The same by the vocabulary without what editors say; null where this is it. */
    private final @Nullable Concepts unedited;

    public Concepts(Vocabulary vocabulary) {
        this(vocabulary, new Concepts(vocabulary.unedited(), null));
    }

    private Concepts(Vocabulary vocabulary, @Nullable Concepts unedited) {
        this.vocabulary = vocabulary;
        this.unedited = unedited;
        this.own = Map.of();
        LISTS.forEach((field, scheme) -> {
            byField.put(field, new WordIndex(vocabulary, scheme));
            fieldByScheme.put(scheme, field);
        });
        forCategories = new WordIndex(
                vocabulary,
                LISTS.keySet().stream()
                        .filter(CATEGORY_FIELDS::contains)
                        .map(LISTS::get)
                        .toArray(String[]::new));
        notations = new Notations(vocabulary);
        areaNames = new AreaNames(vocabulary.areas());
    }

    private Concepts(Concepts others, Map<String, List<Concept>> own, @Nullable Concepts unedited) {
        this.vocabulary = others.vocabulary;
        this.byField.putAll(others.byField);
        this.fieldByScheme.putAll(others.fieldByScheme);
        this.forCategories = others.forCategories;
        this.notations = others.notations;
        this.areaNames = others.areaNames;
        this.unedited = unedited;
        this.own = own;
    }

    /**
     * The same for a provider that has words of its own; they count before the vocabulary's. A concept that editors have
     * withdrawn since leads nowhere.
     *
     * @param words for each the concepts it names, as {@code thema/schulden}; none for a word without a topic
     */
    public Concepts with(Map<String, List<String>> words) {
        if (words.isEmpty()) {
            return this;
        }
        var named = new HashMap<String, List<Concept>>();
        words.forEach((word, concepts) -> named.put(
                folded(word),
                concepts.stream().flatMap(concept -> find(concept).stream()).toList()));
        return new Concepts(this, named, unedited == null ? null : unedited.with(words));
    }

    /**
     * Looks whether a provider's words lead to concepts.
     *
     * @throws IllegalArgumentException where there is no such concept, in German and English
     */
    public void check(Map<String, List<String>> words) {
        words.forEach((word, concepts) -> concepts.forEach(concept -> {
            if (find(concept).isEmpty()) {
                throw new IllegalArgumentException(
                        "Zum Wort „%s“ gibt es keinen Begriff „%s“; erwartet wird z. B. thema/schulden. / For the word “%1$s” there is no concept “%2$s”; expected is for example thema/schulden."
                                .formatted(word, concept));
            }
        }));
    }

    /** What words are looked up in. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    private Optional<Concept> find(String name) {
        var slash = name.indexOf('/');
        var scheme = slash < 0 ? "" : name.substring(0, slash);
        // Which goals a service serves is said of each service, by people, and follows from no word.
        return Optional.of(scheme)
                .filter(known -> fieldByScheme.containsKey(known) && !known.equals("ziel"))
                .flatMap(known -> vocabulary.find(known, name.substring(slash + 1)));
    }

    /** Whether the word leads to nothing, neither by the vocabulary nor by the provider's own table. */
    public boolean isUnknown(String word) {
        return !own.containsKey(folded(word)) && forCategories.find(word).isEmpty();
    }

    private static String folded(String word) {
        return word.strip().toLowerCase(Locale.GERMAN);
    }

    private static Map<String, String> lists() {
        var lists = new LinkedHashMap<String, String>();
        lists.put("topics", "thema");
        lists.put("lifeSituations", "lebenslage");
        lists.put("kindsOfHelp", "hilfeart");
        lists.put("generations", "generation");
        lists.put("audiences", "zielgruppe");
        lists.put("channels", "kanal");
        lists.put("goals", "ziel");
        return lists;
    }

    /** The rules this package can report. */
    public static List<Rule> rules() {
        var rules = new ArrayList<>(List.of(UNKNOWN_WORD, READ_WORD));
        rules.addAll(Notations.RULES);
        rules.addAll(AreaNames.RULES);
        rules.addAll(Districts.RULES);
        return List.copyOf(rules);
    }

    /**
     * Replaces words by notations in a draft of any kind; a word that stays unknown is kept in {@code categories} where the
     * record has them. Where editors make a difference, the draft of a service keeps under {@link #AS_SHIPPED} what its
     * words mean without them: whether a place is protected is no editor's to decide. Applying it again changes nothing.
     */
    public void apply(ObjectNode draft, Place place, Findings findings) {
        if (draft.path("kind").asText().equals("service")) {
            var shipped = unedited != null && vocabulary.isEdited() && !draft.has(AS_SHIPPED)
                    ? unedited.read(draft, place)
                    : null;
            new Words(draft, place, findings).apply();
            if (shipped != null && !shipped.equals(lists(draft))) {
                draft.set(AS_SHIPPED, shipped);
            }
        }
        notations.apply(draft, place, findings);
        areaNames.apply(draft, place, findings);
    }

    /** The lists of a service as its words mean them; the draft stays as it is. */
    private ObjectNode read(ObjectNode draft, Place place) {
        var lists = lists(draft);
        new Words(lists, place, new Findings()).apply();
        return lists;
    }

    private static ObjectNode lists(ObjectNode draft) {
        var lists = JsonNodeFactory.instance.objectNode();
        Stream.concat(LISTS.keySet().stream(), Stream.of(CATEGORIES))
                .filter(draft::has)
                .forEach(field -> lists.set(field, draft.get(field)));
        return lists;
    }

    /** The work on one service's words. */
    private final class Words {

        private final ObjectNode draft;
        private final Place place;
        private final Findings findings;
        private final Map<String, Set<String>> taken = new LinkedHashMap<>();
        private final Map<String, String> open = new LinkedHashMap<>();

        Words(ObjectNode draft, Place place, Findings findings) {
            this.draft = draft;
            this.place = place;
            this.findings = findings;
        }

        void apply() {
            LISTS.keySet().forEach(this::readList);
            var categories = new LinkedHashSet<>(strings(draft.path(CATEGORIES)));
            for (var word : categories) {
                open.putIfAbsent(word, "/" + CATEGORIES);
            }
            categories.addAll(open.keySet());
            open.forEach(this::readCategory);
            addImplied();
            taken.forEach((field, values) -> write(field, values));
            write(CATEGORIES, categories);
        }

        private void readList(String field) {
            var values = new LinkedHashSet<String>();
            taken.put(field, values);
            var index = 0;
            for (var word : strings(draft.path(field))) {
                var pointer = "/" + field + "/" + index++;
                var scheme = LISTS.getOrDefault(field, field);
                if (vocabulary.find(scheme, word).isPresent()) {
                    values.add(word);
                    continue;
                }
                var mine = own.get(folded(word));
                if (mine != null) {
                    mine.forEach(concept -> tell(concept, word, pointer));
                    open.put(word, pointer);
                    continue;
                }
                var concepts = byField.getOrDefault(field, forCategories).find(word);
                if (concepts.isEmpty()) {
                    open.put(word, pointer);
                } else {
                    concepts.forEach(concept -> tell(concept, word, pointer));
                    concepts.forEach(concept -> values.add(concept.notation()));
                }
            }
        }

        private void tell(Concept concept, String word, String pointer) {
            findings.add(Finding.of(READ_WORD, place, pointer, word)
                    .suggesting(concept.label())
                    .with("list", vocabulary.getScheme(concept.scheme()).title()));
        }

        private void readCategory(String word, String pointer) {
            var mine = own.get(folded(word));
            var concepts = mine == null ? forCategories.find(word) : mine;
            if (mine == null && concepts.isEmpty()) {
                findings.add(UNKNOWN_WORD, place, pointer, word);
            }
            concepts.forEach(concept -> add(concept.scheme(), concept.notation()));
        }

        private void addImplied() {
            for (var topic : List.copyOf(taken.getOrDefault("topics", Set.of()))) {
                vocabulary
                        .find("thema", topic)
                        .ifPresent(concept -> concept.implies()
                                .forEach((scheme, notations) -> notations.forEach(notation -> add(scheme, notation))));
            }
        }

        private void add(String scheme, String notation) {
            var field = fieldByScheme.get(scheme);
            if (field != null) {
                taken.computeIfAbsent(field, list -> new LinkedHashSet<>()).add(notation);
            }
        }

        private void write(String field, Collection<String> values) {
            if (values.isEmpty()) {
                draft.remove(field);
            } else {
                var array = draft.putArray(field);
                values.forEach(array::add);
            }
        }
    }

    private static List<String> strings(JsonNode array) {
        var strings = new ArrayList<String>();
        for (var node : array) {
            if (node.isTextual() && !node.textValue().isBlank()) {
                strings.add(node.textValue());
            }
        }
        return strings;
    }
}
