package de.hilfenetz.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.graph.ShortNames;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What an editor may offer while somebody writes a query: the prefixes, the classes of a release with how many things there
 * are, and for each property on how many things of which class it is; each with its name in one language. Only what a query
 * would find, so that nothing offered leads nowhere, and all of it at once, so that typing asks nobody.
 */
public final class Completions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final ShortNames names;
    private final Ontology ontology;
    private final String language;

    /** @param language of the names: {@code de}, {@code en} */
    public Completions(ShortNames names, Ontology ontology, String language) {
        this.names = names;
        this.ontology = ontology;
        this.language = language;
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

    private ObjectNode describe(ObjectNode node, String iri, long count) {
        node.put("name", shortName(iri)).put("count", count);
        ontology.label(iri, language).ifPresent(label -> node.put("label", label));
        return node;
    }

    private String shortName(String iri) {
        return names.findShort(iri).orElse("<" + iri + ">");
    }
}
