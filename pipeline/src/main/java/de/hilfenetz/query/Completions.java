package de.hilfenetz.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.graph.ShortNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.vocabulary.RDFS;

/**
 * What an editor may offer while somebody writes a query: the prefixes, the classes of a release with how many things there
 * are, and for each property on how many things of which class it is; each with its name in one language. Only what a query
 * would find, so that nothing offered leads nowhere, and all of it at once, so that typing asks nobody.
 */
public final class Completions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FILES = List.of("/vocab/bezeichnungen.ttl", "/vocab/hilfenetz.ttl");
    private static final String PLACEHOLDER = "https://hilfenetz.invalid/";

    private final ShortNames names;
    private final Map<String, String> labels = new HashMap<>();

    /** @param language of the names: {@code de}, {@code en} */
    public Completions(ShortNames names, String language) {
        this.names = names;
        for (var file : FILES) {
            RDFParser.fromString(text(file), Lang.TURTLE).parse(new StreamRDFBase() {
                @Override
                public void triple(org.apache.jena.graph.Triple triple) {
                    if (triple.getPredicate().equals(RDFS.Nodes.label)
                            && triple.getObject().getLiteralLanguage().equals(language)) {
                        labels.put(
                                triple.getSubject().getURI(), triple.getObject().getLiteralLexicalForm());
                    }
                }
            });
        }
    }

    private String text(String file) {
        try (var stream = Completions.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the class path lacks " + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(PLACEHOLDER, names.iri("hnv:").replaceFirst("def/$", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The list for one release: {@code prefixes} by name, {@code classes} and {@code properties}, the most frequent first, each
     * with {@code name}, {@code label} where it has one, and {@code count}; {@code on} says for a property how many things of
     * which class have it.
     */
    public byte[] of(Contents contents) {
        var json = JSON.createObjectNode();
        json.set("prefixes", JSON.valueToTree(names.prefixes()));
        var classes = json.putArray("classes");
        contents.classes().entrySet().stream()
                .sorted(Map.Entry.comparingByValue((one, other) -> Long.compare(other.count(), one.count())))
                .forEach(type -> describe(
                        classes.addObject(), type.getKey(), type.getValue().count()));
        var properties = json.putArray("properties");
        contents.properties().entrySet().stream()
                .sorted(Map.Entry.comparingByValue((one, other) -> Long.compare(other, one)))
                .forEach(property -> {
                    var described = describe(properties.addObject(), property.getKey(), property.getValue());
                    var on = described.putObject("on");
                    contents.classes().forEach((type, members) -> {
                        var having = members.properties().get(property.getKey());
                        if (having != null) {
                            on.put(shortName(type), having);
                        }
                    });
                });
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a class or property is called; empty where nobody named it. */
    public Optional<String> label(String iri) {
        return Optional.ofNullable(labels.get(iri));
    }

    private ObjectNode describe(ObjectNode node, String iri, long count) {
        node.put("name", shortName(iri)).put("count", count);
        var label = labels.get(iri);
        return label == null ? node : node.put("label", label);
    }

    private String shortName(String iri) {
        return names.findShort(iri).orElse("<" + iri + ">");
    }
}
