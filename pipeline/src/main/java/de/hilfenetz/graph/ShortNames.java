package de.hilfenetz.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The prefixes and the JSON-LD context all our RDF is written with, from {@code vocab/context.jsonld}: JSON-LD 1.0 only, so
 * that old processors read it too. Immutable.
 */
public final class ShortNames {

    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    private final Map<String, String> prefixes = new LinkedHashMap<>();
    private final Map<String, String> byNamespace = new HashMap<>();
    private final Map<String, Coercion> coercions = new HashMap<>();
    private final JsonNode context;
    private final List<String> graphs;
    private final URI base;

    private ShortNames(JsonNode context, URI base) {
        this.context = context;
        this.base = base;
        graphs = List.of(base + ReleaseGraph.PROVENANCE, base + ReleaseGraph.VOCABULARY);
        context.properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                prefixes.put(entry.getKey(), entry.getValue().textValue());
                byNamespace.put(entry.getValue().textValue(), entry.getKey());
            }
        });
        context.properties().forEach(entry -> {
            if (entry.getValue().isObject()) {
                coercions.put(expand(entry.getKey()), coercion(entry.getValue()));
            }
        });
    }

    /** How the context reads the bare values of a property. */
    record Coercion(
            boolean byLanguage, boolean iri, @Nullable String datatype) {}

    /** The names under {@code base}. */
    public static ShortNames load(URI base) {
        try (var file = ShortNames.class.getResourceAsStream("/vocab/context.jsonld")) {
            if (file == null) {
                throw new IllegalStateException("vocab/context.jsonld is missing from the class path");
            }
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("{base}", base.toString());
            return new ShortNames(new ObjectMapper().readTree(text).get("@context"), base);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("vocab/context.jsonld is not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The public base IRI. */
    public URI base() {
        return base;
    }

    /** Prefix to namespace, in the order of the file. */
    public Map<String, String> prefixes() {
        return Collections.unmodifiableMap(prefixes);
    }

    /** The names of the graphs beside the default one. */
    public List<String> namedGraphs() {
        return graphs;
    }

    /** The JSON-LD context, to stand under {@code @context}. */
    public JsonNode context() {
        return context.deepCopy();
    }

    /**
     * The IRI of a short name.
     *
     * @throws IllegalArgumentException when there is no such prefix
     */
    public String iri(String shortName) {
        if (!prefixes.containsKey(shortName.substring(0, shortName.indexOf(':')))) {
            throw new IllegalArgumentException("vocab/context.jsonld has no prefix for " + shortName);
        }
        return expand(shortName);
    }

    /** {@code dct:title} where there is a prefix and the rest is a plain word, else null. */
    @Nullable
    String shorten(String iri) {
        var cut = Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1;
        var prefix = byNamespace.get(iri.substring(0, cut));
        var local = iri.substring(cut);
        return prefix != null && SIMPLE.matcher(local).matches() ? prefix + ":" + local : null;
    }

    /** The IRI in its short form; empty where there is no prefix for it or the rest is no plain word. */
    public Optional<String> findShort(String iri) {
        return Optional.ofNullable(shorten(iri));
    }

    /** How the context coerces this property, or null. */
    @Nullable
    Coercion coercion(String property) {
        return coercions.get(property);
    }

    private Coercion coercion(JsonNode definition) {
        var type = definition.path("@type").asText("");
        return new Coercion(
                definition.path("@container").asText("").equals("@language"),
                type.equals("@id"),
                type.isEmpty() || type.equals("@id") ? null : expand(type));
    }

    private String expand(String name) {
        var colon = name.indexOf(':');
        return prefixes.get(name.substring(0, colon)) + name.substring(colon + 1);
    }
}
