package de.hilfenetz.vocabulary;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;

/**
 * The SKOS schemes, the areas, our ontology and the concepts of others that we refer to, as {@code vocab/} holds them.
 * Immutable and thread-safe; load it once.
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

    private final Map<String, Scheme> schemes = new LinkedHashMap<>();
    private final Areas areas;
    private final SortedMap<String, Language> languages;
    private final List<Triple> triples = new ArrayList<>();
    private final String fingerprint;

    private Vocabulary() {
        var digest = sha256();
        for (var name : SCHEMES) {
            schemes.put(name, scheme(name, read(name, digest)));
        }
        areas = areas(read("gebiet", digest));
        languages = Collections.unmodifiableSortedMap(languages(read("authority", digest)));
        read("hilfenetz", digest);
        read("entsprechungen", digest);
        fingerprint = HexFormat.of().formatHex(digest.digest());
    }

    private TurtleFile read(String name, MessageDigest digest) {
        var file = TurtleFile.read(name);
        digest.update(file.bytes());
        triples.addAll(file.triples());
        return file;
    }

    /**
     * Reads the files of the class path.
     *
     * @throws IllegalStateException where they contradict themselves, which is a defect of the build
     */
    public static Vocabulary load() {
        return new Vocabulary();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Scheme scheme(String name, TurtleFile file) {
        var iri = PLACEHOLDER + "def/" + name;
        var concepts = file.conceptsOf(iri).stream()
                .map(subject -> concept(name, subject, file))
                .toList();
        return new Scheme(name, file.textsByLanguage(NodeFactory.createURI(iri), Terms.TITLE), concepts);
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
                german(subject, file),
                file.findNotation(subject, Terms.BROADER).orElse(null),
                implies);
    }

    private static String german(Node subject, TurtleFile file) {
        var definition = file.textsByLanguage(subject, Terms.DEFINITION).get("de");
        if (definition == null) {
            throw new IllegalStateException(subject + " has no German definition");
        }
        return definition;
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
        var scheme = schemes.get(name);
        if (scheme == null) {
            throw new IllegalArgumentException("there is no scheme '%s', only %s".formatted(name, schemes.keySet()));
        }
        return scheme;
    }

    /** All schemes, topics first. */
    public List<Scheme> schemes() {
        return List.copyOf(schemes.values());
    }

    /** The concept of a scheme with exactly this notation. */
    public Optional<Concept> find(String scheme, String notation) {
        return getScheme(scheme).find(notation);
    }

    /** The German label of a notation; the notation itself where the scheme does not know it. For pages and tables. */
    public String label(String scheme, String notation) {
        return find(scheme, notation).map(Concept::label).orElse(notation);
    }

    /** SHA-256 over all files, hexadecimal: changes when any word changes, so that records are looked at again. */
    public String fingerprint() {
        return fingerprint;
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
        for (var triple : triples) {
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
