package de.hilfenetz.graph;

import de.hilfenetz.record.Kind;
import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.jspecify.annotations.Nullable;

/** The IRIs under our base, and the concepts and labels records point to. */
final class Names {

    private static final Pattern NOTATION = Pattern.compile("[A-Za-z0-9]+(-[A-Za-z0-9]+)*");
    /** Düsseldorf by its Amtlicher Gemeindeschlüssel. */
    private static final String CITY = "05111000";

    private final String base;
    private final Vocabulary vocabulary;
    private final Hnv own;
    private final Node city;
    private final Node dataset;
    private final Node publisher;
    private final Map<String, Optional<Node>> concepts = new ConcurrentHashMap<>();

    Names(URI base, Vocabulary vocabulary) {
        this.base = base.toString();
        if (!this.base.endsWith("/")) {
            throw new IllegalArgumentException("the base IRI must end in a slash, was " + base);
        }
        this.vocabulary = vocabulary;
        own = new Hnv(this.base);
        city = NodeFactory.createURI(this.base + "id/gebiet/" + CITY);
        dataset = NodeFactory.createURI(this.base + "id/datensatz/angebote");
        publisher = NodeFactory.createURI(this.base + "id/katalog#herausgeber");
    }

    String base() {
        return base;
    }

    Hnv own() {
        return own;
    }

    Node city() {
        return city;
    }

    Node dataset() {
        return dataset;
    }

    Node publisher() {
        return publisher;
    }

    String iri(Kind kind, UUID id) {
        return base + "id/" + kind.path() + "/" + id;
    }

    @Nullable
    Node record(Kind kind, @Nullable UUID id) {
        return id == null ? null : NodeFactory.createURI(iri(kind, id));
    }

    /** Where a delivery is described, by the SHA-256 of its bytes. */
    Node delivery(String sha256) {
        return NodeFactory.createURI(base + "id/lieferung/" + sha256);
    }

    /** A concept of one of our schemes; null for what cannot be a notation. */
    @Nullable
    Node concept(String scheme, @Nullable String notation) {
        return notation == null ? null : cached(scheme + "/" + notation, "def/" + scheme + "/", notation);
    }

    /** City, Stadtbezirk or Stadtteil by its number. */
    @Nullable
    Node area(@Nullable String number) {
        return number == null ? null : cached("gebiet/" + number, "id/gebiet/", number);
    }

    private @Nullable Node cached(String key, String path, String notation) {
        return concepts.computeIfAbsent(
                        key,
                        k -> NOTATION.matcher(notation).matches()
                                ? Optional.of(NodeFactory.createURI(base + path + notation))
                                : Optional.empty())
                .orElse(null);
    }

    /** The German label of a concept, or null where the scheme does not know it. */
    @Nullable
    String label(String scheme, String notation) {
        return vocabulary.find(scheme, notation).map(Concept::label).orElse(null);
    }

    /** The German name of an area, or null. */
    @Nullable
    String areaLabel(String number) {
        return vocabulary.areas().find(number).map(Area::label).orElse(null);
    }

    /** The EU's entry for a language by its BCP 47 tag, or null where the vocabulary does not know it. */
    @Nullable
    Node language(String tag) {
        var primary = tag.indexOf('-') < 0 ? tag : tag.substring(0, tag.indexOf('-'));
        return vocabulary
                .findLanguage(primary)
                .map(language -> NodeFactory.createURI(language.iri()))
                .orElse(null);
    }
}
