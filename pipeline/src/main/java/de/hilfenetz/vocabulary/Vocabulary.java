package de.hilfenetz.vocabulary;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.jspecify.annotations.Nullable;

/**
 * The SKOS schemes, the areas, our ontology and the concepts of others that we refer to, as {@code vocab/} holds them, under
 * what editors say of concepts. Load it once; it is thread-safe, and what was read from it before {@link #adopt} stays whole.
 */
public final class Vocabulary {

    /** Stands in the files where the operator's base stands in the graph. */
    public static final String PLACEHOLDER = "https://hilfenetz.invalid/";

    private static final List<String> SCHEMES = List.of(
            "thema",
            "lebenslage",
            "generation",
            "hilfeart",
            "zielgruppe",
            "merkmal",
            "zugang",
            "tageszeit",
            "kanal",
            "status",
            "frische",
            "traegerart",
            "verband",
            "ziel",
            "kriterium",
            "grundlage",
            "verantwortung",
            "rolle",
            "kontaktart",
            "wirkungsstufe");

    /** Read after them: what is no scheme of concepts. */
    private static final List<String> OTHERS = List.of("gebiet", "authority", "hilfenetz", "entsprechungen");

    /** Schemes that editors may add concepts to. The words of the others stand in code and columns; only their texts change. */
    private static final Set<String> OPEN = Set.of("thema", "lebenslage", "hilfeart", "zielgruppe", "verband");

    private final Map<String, TurtleFile> shipped = new LinkedHashMap<>();
    private final Areas areas;
    private final SortedMap<String, Language> languages;
    /** What the operator adds to the files, in words. */
    private final String added;

    /** Without a word of editors. */
    private final State original;

    private volatile State state;

    /** One state of the whole, so that nobody sees half a change. */
    private record State(
            Map<String, Scheme> schemes,
            List<Triple> triples,
            List<EditedConcept> edited,
            List<Overlap> overlaps,
            String fingerprint) {}

    /**
     * A word that editors gave to a concept and that is another one's already.
     *
     * @param concept {@code thema/schulden}
     * @param other the concept that it leads to
     */
    public record Overlap(String concept, String word, String other) {}

    private Vocabulary() {
        SCHEMES.forEach(name -> shipped.put(name, TurtleFile.read(name)));
        OTHERS.forEach(name -> shipped.put(name, TurtleFile.read(name)));
        areas = areas(file("gebiet"));
        languages = Collections.unmodifiableSortedMap(languages(file("authority")));
        added = "";
        original = state(List.of());
        state = original;
    }

    private Vocabulary(Vocabulary other, Areas areas, String added) {
        shipped.putAll(other.shipped);
        languages = other.languages;
        this.areas = areas;
        this.added = other.added + added;
        original = state(List.of());
        state = other.isEdited() ? state(other.state.edited()) : original;
    }

    private Vocabulary(Vocabulary edited) {
        shipped.putAll(edited.shipped);
        languages = edited.languages;
        areas = edited.areas;
        added = edited.added;
        original = edited.original;
        state = original;
    }

    /** The same as {@code vocab/} and the operator have it; whatever editors say here leaves it as it is. */
    public Vocabulary unedited() {
        return new Vocabulary(this);
    }

    /** Whether editors say anything here. */
    public boolean isEdited() {
        return !state.edited().isEmpty();
    }

    /** The same with the operator's Wohnquartiere of one cut. */
    public Vocabulary with(String cut, List<Area> neighbourhoods) {
        return neighbourhoods.isEmpty()
                ? this
                : new Vocabulary(this, areas.with(cut, neighbourhoods), cut + neighbourhoods);
    }

    /** The same with the operator's figures of areas. */
    public Vocabulary with(AreaFigures figures) {
        return figures.equals(AreaFigures.NONE) ? this : new Vocabulary(this, areas.with(figures), figures.toString());
    }

    /** The same with those of the operator's figures that everybody sees on {@code day}. */
    public Vocabulary on(LocalDate day) {
        return showing(areas.figures().on(day));
    }

    /** The same with those of the operator's figures that partners see on {@code day}. */
    public Vocabulary forPartners(LocalDate day) {
        return showing(areas.figures().forPartners(day));
    }

    private Vocabulary showing(AreaFigures figures) {
        return figures.equals(areas.figures()) ? this : new Vocabulary(this, areas.with(figures), figures.toString());
    }

    /**
     * Reads the files of the class path.
     *
     * @throws IllegalStateException where they contradict themselves, which is a defect of the build
     */
    public static Vocabulary load() {
        return new Vocabulary();
    }

    private TurtleFile file(String name) {
        return Objects.requireNonNull(shipped.get(name));
    }

    /**
     * From now on says what editors say over what {@code vocab/} says; what they said before counts no more. What leads to
     * nothing is left out, and so is a word that is another concept's name. Where this fails, all stays as it was.
     *
     * @return whether anything is said otherwise now
     */
    public boolean adopt(Collection<EditedConcept> concepts) {
        var sorted = concepts.stream()
                .filter(concept -> isOpen(concept.scheme())
                        || (isScheme(concept.scheme()) && isShipped(concept.scheme(), concept.notation())))
                .sorted(Comparator.comparing(EditedConcept::name))
                .toList();
        if (sorted.equals(state.edited())) {
            return false;
        }
        state = state(sorted);
        return true;
    }

    private State state(List<EditedConcept> edited) {
        var usable = usable(edited);
        var schemes = new LinkedHashMap<String, Scheme>();
        var triples = new ArrayList<Triple>();
        var digest = sha256();
        shipped.forEach((name, file) -> {
            var ours = usable.stream()
                    .filter(concept -> concept.scheme().equals(name))
                    .toList();
            var read = ours.isEmpty() ? file : file.with(ours);
            if (SCHEMES.contains(name)) {
                schemes.put(name, scheme(name, read, file, ours));
            }
            triples.addAll(read.triples());
            digest.update(file.bytes());
        });
        usable.forEach(concept -> digest.update(concept.toString().getBytes(StandardCharsets.UTF_8)));
        digest.update(added.getBytes(StandardCharsets.UTF_8));
        var overlaps = schemes.values().stream()
                .flatMap(scheme -> scheme.overlaps().stream())
                .toList();
        return new State(schemes, triples, edited, overlaps, HexFormat.of().formatHex(digest.digest()));
    }

    /** Without what leads to nothing, or in a circle. */
    private List<EditedConcept> usable(List<EditedConcept> edited) {
        var known = new HashSet<String>();
        for (var name : SCHEMES) {
            for (var subject : file(name).conceptsOf(PLACEHOLDER + "def/" + name)) {
                known.add(name + "/" + file(name).text(subject, Terms.NOTATION));
            }
        }
        edited.forEach(concept -> known.add(concept.name()));
        var usable = new ArrayList<>(
                edited.stream().map(concept -> concept.leadingTo(known)).toList());
        for (var i = 0; i < usable.size(); i++) {
            if (isCircle(usable.get(i), usable)) {
                usable.set(i, usable.get(i).atTheTop());
            }
        }
        return usable;
    }

    private boolean isCircle(EditedConcept start, List<EditedConcept> edited) {
        var seen = new HashSet<String>();
        for (var at = start.notation(); at != null; at = broader(start.scheme(), at, edited)) {
            if (!seen.add(at)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String broader(String scheme, String notation, List<EditedConcept> edited) {
        for (var concept : edited) {
            if (concept.scheme().equals(scheme) && concept.notation().equals(notation) && concept.broader() != null) {
                return concept.broader();
            }
        }
        var subject = NodeFactory.createURI(PLACEHOLDER + "def/" + scheme + "/" + notation);
        return file(scheme).findNotation(subject, Terms.BROADER).orElse(null);
    }

    /** Whether there is a scheme of that name. */
    public static boolean isScheme(String name) {
        return SCHEMES.contains(name);
    }

    /** Whether editors may add concepts to the scheme of that name. */
    public static boolean isOpen(String scheme) {
        return OPEN.contains(scheme);
    }

    /** Whether {@code vocab/} itself has the concept, whatever editors say. */
    public boolean isShipped(String scheme, String notation) {
        var subject = NodeFactory.createURI(PLACEHOLDER + "def/" + scheme + "/" + notation);
        return !file(scheme).objects(subject, Terms.IN_SCHEME).isEmpty();
    }

    /** Words of editors that lead nowhere because they are another concept's name. */
    public List<Overlap> overlaps() {
        return state.overlaps();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Scheme scheme(String name, TurtleFile file, TurtleFile shipped, List<EditedConcept> edited) {
        var iri = PLACEHOLDER + "def/" + name;
        var added = edited.stream()
                .filter(concept ->
                        shipped.objects(concept.subject(), Terms.IN_SCHEME).isEmpty())
                .map(EditedConcept::notation)
                .collect(Collectors.toSet());
        var concepts = file.conceptsOf(iri).stream()
                .map(subject -> concept(name, subject, file))
                .toList();
        return new Scheme(name, file.textsByLanguage(NodeFactory.createURI(iri), Terms.TITLE), concepts, edited, added);
    }

    private static Concept concept(String scheme, Node subject, TurtleFile file) {
        var implies = new TreeMap<String, List<String>>();
        var situations = file.notations(subject, Terms.IMPLIES_LIFE_SITUATION);
        if (!situations.isEmpty()) {
            implies.put("lebenslage", situations);
        }
        var help = file.notations(subject, Terms.IMPLIES_KIND_OF_HELP);
        if (!help.isEmpty()) {
            implies.put("hilfeart", help);
        }
        return new Concept(
                scheme,
                file.text(subject, Terms.NOTATION),
                file.textsByLanguage(subject, Terms.PREF_LABEL),
                file.texts(subject, Terms.ALT_LABEL),
                definitions(subject, file),
                file.findNotation(subject, Terms.BROADER).orElse(null),
                implies,
                file.findNotation(subject, Terms.REPLACED_BY).orElse(null));
    }

    private static SortedMap<String, String> definitions(Node subject, TurtleFile file) {
        var definitions = file.textsByLanguage(subject, Terms.DEFINITION);
        if (!definitions.containsKey("de")) {
            throw new IllegalStateException(subject + " has no German definition");
        }
        return definitions;
    }

    private static Areas areas(TurtleFile file) {
        return new Areas(file.conceptsOf(PLACEHOLDER + "def/gebiet").stream()
                .map(subject -> {
                    var notation = file.text(subject, Terms.NOTATION);
                    return new Area(
                            notation,
                            Area.AreaKind.of(notation),
                            file.textsByLanguage(subject, Terms.PREF_LABEL),
                            file.texts(subject, Terms.ALT_LABEL),
                            file.findNotation(subject, Terms.BROADER).orElse(null));
                })
                .toList());
    }

    private static SortedMap<String, Language> languages(TurtleFile file) {
        var languages = new TreeMap<String, Language>();
        for (var subject : file.subjectsOf(Terms.LINGUISTIC_SYSTEM)) {
            // The EU's list tells the codes apart by datatype; the file puts the two-letter one first.
            var code = file.texts(subject, Terms.NOTATION).getFirst();
            languages.put(code, new Language(code, subject.getURI(), file.textsByLanguage(subject, Terms.PREF_LABEL)));
        }
        return languages;
    }

    /**
     * The scheme of that name: {@code thema}, {@code lebenslage}, {@code generation}, …
     *
     * @throws IllegalArgumentException where there is none
     */
    public Scheme getScheme(String name) {
        var scheme = state.schemes().get(name);
        if (scheme == null) {
            throw new IllegalArgumentException("there is no scheme '%s', only %s".formatted(name, SCHEMES));
        }
        return scheme;
    }

    /** All schemes, topics first. */
    public List<Scheme> schemes() {
        return List.copyOf(state.schemes().values());
    }

    /** The concept of a scheme with exactly this notation. */
    public Optional<Concept> find(String scheme, String notation) {
        return getScheme(scheme).find(notation);
    }

    /** The German label of a notation; the notation itself where the scheme does not know it. For pages and tables. */
    public String label(String scheme, String notation) {
        return find(scheme, notation).map(Concept::label).orElse(notation);
    }

    /** SHA-256 over all files and what editors say, hexadecimal: changes when any word changes, so that records are looked at again. */
    public String fingerprint() {
        return state.fingerprint();
    }

    /** The city, its Stadtbezirke and Stadtteile. */
    public Areas areas() {
        return areas;
    }

    /** The language with this code ({@code de}, {@code rom}), without regional subtags. */
    public Optional<Language> findLanguage(String code) {
        return Optional.ofNullable(languages.get(code));
    }

    /** All languages by code. */
    public SortedMap<String, Language> languages() {
        return languages;
    }

    /**
     * Every triple of the vocabulary, in the order of the files, with {@code base} in place of {@link #PLACEHOLDER}. No blank
     * nodes.
     *
     * @param base ends with a slash
     */
    public void forEachTriple(URI base, Consumer<Triple> out) {
        var prefix = base.toString();
        if (!prefix.endsWith("/")) {
            throw new IllegalArgumentException("a base IRI ends with a slash, was " + prefix);
        }
        for (var triple : state.triples()) {
            out.accept(Triple.create(
                    under(prefix, triple.getSubject()),
                    under(prefix, triple.getPredicate()),
                    under(prefix, triple.getObject())));
        }
    }

    private static Node under(String base, Node node) {
        return node.isURI() && node.getURI().startsWith(PLACEHOLDER)
                ? NodeFactory.createURI(base + node.getURI().substring(PLACEHOLDER.length()))
                : node;
    }
}
