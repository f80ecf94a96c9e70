package de.hilfenetz.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Origin;
import de.hilfenetz.record.Place;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds canonical JSON against the JSON Schemas (2020-12, formats asserted) under {@code schemas/}, and says in our own words
 * what is wrong. Schemas come from the class path only. Thread-safe.
 */
public final class Schemas {

    /** Something required is not there. */
    public static final Rule MISSING = Rule.error(
            "feld-fehlt",
            "Das Feld „{member}“ fehlt. Es wird für jeden Datensatz dieser Art gebraucht: Bitte ergänzen.",
            "The field “{member}” is missing. Every record of this kind needs it: please add it.");

    /** A member nobody knows. */
    public static final Rule UNKNOWN = Rule.error(
            "feld-nicht-vorgesehen",
            "Das Feld „{member}“ ist hier nicht vorgesehen. Bitte den Namen prüfen oder das Feld weglassen.",
            "The field “{member}” is not expected here. Please check its name or leave it out.");

    /** Text where a number should be, or the like. */
    public static final Rule TYPE = Rule.error(
            "wert-falsche-art",
            "Erwartet wird {expected}, gefunden wurde „{value}“. Bitte den Wert in dieser Art angeben.",
            "Expected is {expected}, found was “{value}”. Please give the value in that form.");

    /** Not one of the values of a list. */
    public static final Rule NOT_ALLOWED = Rule.error(
            "wert-nicht-erlaubt",
            "„{value}“ ist hier kein erlaubter Wert. Erlaubt sind: {expected}.",
            "“{value}” is not an allowed value here. Allowed are: {expected}.");

    /** A date that is none, an address that is none. */
    public static final Rule FORMAT = Rule.error(
            "wert-falsche-form",
            "„{value}“ hat nicht die erwartete Form ({expected}). Bitte den Wert berichtigen.",
            "“{value}” does not have the expected form ({expected}). Please correct it.");

    /** Too long, too many, too large. */
    public static final Rule LIMIT = Rule.error(
            "grenze-ueberschritten",
            "Der Wert liegt außerhalb der Grenze ({keyword} {expected}). Bitte kürzen oder berichtigen.",
            "The value is outside the limit ({keyword} {expected}). Please shorten or correct it.");

    private static final String BASE = "https://hilfenetz.invalid/schemas/";
    /** Words of our schemas that explain and do not decide. */
    private static final List<String> EXPLAINING =
            List.of("x-title-en", "x-description-en", "x-expected", "x-scheme", "x-columns");

    private static final Map<String, Rule> BY_KEYWORD = Map.ofEntries(
            Map.entry("required", MISSING),
            Map.entry("additionalProperties", UNKNOWN),
            Map.entry("type", TYPE),
            Map.entry("enum", NOT_ALLOWED),
            Map.entry("not", NOT_ALLOWED),
            Map.entry("const", NOT_ALLOWED),
            Map.entry("format", FORMAT),
            Map.entry("pattern", FORMAT),
            Map.entry("propertyNames", FORMAT));

    /** What editors keep, beside the kinds of record that feeds deliver. */
    private static final List<String> EDITORIAL = List.of(
            "abstimmung",
            "announcement",
            "bewertung",
            "concept",
            "correction",
            "crisis-number",
            "dataset",
            "page",
            "question",
            "stellungnahme");

    private final Map<String, Schema> schemas = new LinkedHashMap<>();

    /** Reads the schemas from the class path. */
    public Schemas() {
        var config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .build();
        var dialect = Dialect.builder(Dialects.getDraft202012())
                .keywords(EXPLAINING.stream().map(NonValidationKeyword::new).toList())
                .build();
        var registry = SchemaRegistry.withDialect(
                dialect,
                builder -> builder.schemaRegistryConfig(config)
                        .schemaIdResolvers(ids -> ids.mapPrefix(BASE, "classpath:schemas/")));
        Stream.concat(Kind.PUBLISHED.stream().map(Kind::json), EDITORIAL.stream())
                .forEach(name -> {
                    var schema = registry.getSchema(SchemaLocation.of(BASE + name + ".schema.json"));
                    schema.initializeValidators();
                    schemas.put(name, schema);
                });
    }

    /** The rules this check can report. */
    public static List<Rule> rules() {
        return List.of(MISSING, UNKNOWN, TYPE, NOT_ALLOWED, FORMAT, LIMIT);
    }

    /**
     * Adds a finding for each breach of the schema of {@code kind}.
     *
     * @param place of the record; a finding names the field's own place where {@code origins} knows one
     */
    public void check(
            Kind kind, JsonNode json, Place place, SortedMap<String, Origin.Field> origins, Findings findings) {
        check(kind.json(), json, place, origins, findings);
    }

    /**
     * Adds a finding for each breach of the schema of that name: a published kind's, or a type of entry that editors keep.
     */
    public void check(
            String name, JsonNode json, Place place, SortedMap<String, Origin.Field> origins, Findings findings) {
        var schema = schemas.get(name);
        if (schema == null) {
            throw new IllegalArgumentException("there is no schema '%s', only %s".formatted(name, schemas.keySet()));
        }
        for (var error : schema.validate(json)) {
            if (!isTold(error, findings)) {
                findings.add(finding(error, place, origins));
            }
        }
    }

    /** Whether an earlier stage has said already, in words of its own, what is wrong with a member that is missing. */
    private static boolean isTold(Error error, Findings findings) {
        var member = error.getProperty();
        var pointer = error.getInstanceLocation() + "/" + member;
        return member != null
                && findings.list().stream()
                        .anyMatch(told -> told.severity() == Severity.ERROR && pointer.equals(told.field()));
    }

    private static Finding finding(Error error, Place place, SortedMap<String, Origin.Field> origins) {
        var rule = BY_KEYWORD.getOrDefault(error.getKeyword(), LIMIT);
        var pointer = error.getInstanceLocation().toString();
        var node = error.getInstanceNode();
        var value = node == null || node.isContainerNode() ? null : shorten(node.asText());
        var finding = Finding.of(rule, placeOf(pointer, place, origins), pointer.isEmpty() ? null : pointer, value)
                .with("keyword", error.getKeyword())
                .with("expected", expected(error));
        var member = error.getProperty();
        return member == null ? finding : finding.with("member", member);
    }

    private static Place placeOf(String pointer, Place place, SortedMap<String, Origin.Field> origins) {
        for (var prefix = pointer; !prefix.isEmpty(); prefix = prefix.substring(0, prefix.lastIndexOf('/'))) {
            var origin = origins.get(prefix);
            if (origin != null && origin.place() != null) {
                return place.in(prefix);
            }
        }
        return pointer.isEmpty() ? place : place.in(pointer);
    }

    private static String expected(Error error) {
        var schema = error.getSchemaNode();
        if (schema != null && schema.isArray()) {
            return java.util.stream.StreamSupport.stream(schema.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "));
        }
        if (schema != null && schema.isValueNode()) {
            return schema.asText();
        }
        var arguments = error.getArguments();
        return arguments == null
                ? ""
                : Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String shorten(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
