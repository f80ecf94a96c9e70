package de.hilfenetz.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.jena.graph.Triple;

/**
 * The catalogue by the points of data.europa.eu's Metadata Quality Assessment (MQA, 405 points), as far as a catalogue can count
 * them itself: for each metric how many data sets or distributions fulfil it. That addresses answer and that the catalogue keeps to
 * DCAT-AP is taken as given: both are tested.
 */
public record MetadataScore(List<Metric> metrics) {

    private static final String DCAT = "http://www.w3.org/ns/dcat#";
    private static final String DCT = "http://purl.org/dc/terms/";
    private static final String TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    private static final String FILE_TYPE = Catalogue.EU + "file-type/";
    /** Not free for everybody to write programs for. */
    private static final Set<String> PROPRIETARY = Set.of(FILE_TYPE + "XLSX");
    /** Holds other files; what is in them it does not tell. */
    private static final Set<String> OPAQUE = Set.of(FILE_TYPE + "ZIP");

    public MetadataScore {
        metrics = List.copyOf(metrics);
    }

    /**
     * One metric.
     *
     * @param name a word of ours
     * @param weight its points
     */
    public record Metric(String name, int weight, int fulfilled, int all) {

        /** The points reached. */
        public double points() {
            return all == 0 ? weight : (double) weight * fulfilled / all;
        }
    }

    /** Of a catalogue as {@link Catalogue#describe} writes it. */
    public static MetadataScore of(List<Triple> catalogue) {
        var said = new HashMap<String, Map<String, Set<String>>>();
        for (var triple : catalogue) {
            var object = triple.getObject();
            said.computeIfAbsent(triple.getSubject().getURI(), subject -> new HashMap<>())
                    .computeIfAbsent(triple.getPredicate().getURI(), property -> new HashSet<>())
                    .add(object.isURI() ? object.getURI() : object.getLiteralLexicalForm());
        }
        var sets = new Counting(said, DCAT + "Dataset");
        var files = new Counting(said, DCAT + "Distribution");
        sets.has("schlagwort", 30, DCAT + "keyword");
        sets.has("thema", 30, DCAT + "theme");
        sets.has("raum", 20, DCT + "spatial");
        sets.has("zeit", 20, DCT + "temporal");
        files.has("adresse", 50, DCAT + "accessURL");
        files.has("datei", 20, DCAT + "downloadURL");
        files.has("datei-antwortet", 30, DCAT + "downloadURL");
        files.has("format", 20, DCT + "format");
        files.has("medientyp", 10, DCAT + "mediaType");
        files.all("format-liste", 10, DCT + "format", format -> format.startsWith(FILE_TYPE));
        files.all("offenes-format", 20, DCT + "format", format -> !PROPRIETARY.contains(format));
        files.all("maschinenlesbar", 20, DCT + "format", format -> !OPAQUE.contains(format));
        sets.has("dcat-ap", 30, TYPE);
        files.has("lizenz", 20, DCT + "license");
        files.all("lizenz-liste", 10, DCT + "license", licence -> licence.startsWith(Catalogue.EU + "licence/"));
        sets.has("zugang", 10, DCT + "accessRights");
        sets.all("zugang-liste", 5, DCT + "accessRights", right -> right.startsWith(Catalogue.EU + "access-right/"));
        sets.has("kontakt", 20, DCAT + "contactPoint");
        sets.has("herausgeber", 10, DCT + "publisher");
        files.has("rechte", 5, DCT + "rights");
        files.has("groesse", 5, DCAT + "byteSize");
        files.has("ausgabe", 5, DCT + "issued");
        files.has("aenderung", 5, DCT + "modified");
        var metrics = new ArrayList<>(sets.metrics);
        metrics.addAll(files.metrics);
        return new MetadataScore(metrics);
    }

    /** The points reached of {@link #most}. */
    public double points() {
        return metrics.stream().mapToDouble(Metric::points).sum();
    }

    /** All there are. */
    public int most() {
        return metrics.stream().mapToInt(Metric::weight).sum();
    }

    /** Things of one type and what is said of each. */
    private static final class Counting {

        private final List<Map<String, Set<String>>> things;
        private final List<Metric> metrics = new ArrayList<>();

        private Counting(Map<String, Map<String, Set<String>>> said, String type) {
            things = said.values().stream()
                    .filter(thing -> thing.getOrDefault(TYPE, Set.of()).contains(type))
                    .toList();
        }

        private void has(String name, int weight, String property) {
            all(name, weight, property, value -> true);
        }

        private void all(String name, int weight, String property, Predicate<String> fits) {
            var fulfilled = things.stream()
                    .map(thing -> thing.getOrDefault(property, Set.of()))
                    .filter(values -> !values.isEmpty() && values.stream().allMatch(fits))
                    .count();
            metrics.add(new Metric(name, weight, (int) fulfilled, things.size()));
        }
    }
}
