package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Origin;
import de.hilfenetz.record.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What there is to tell about one draft: findings with their places, and for each field where it came from. */
final class Remarks {

    private final Map<JsonNode, Place> places;
    private final Place record;
    private final List<Finding> findings = new ArrayList<>();
    private final SortedMap<String, Origin.Field> fields = new TreeMap<>();
    private final Map<String, JsonNode> sources = new TreeMap<>();

    Remarks(Map<JsonNode, Place> places, Place record) {
        this.places = places;
        this.record = record;
    }

    /** Where the value stands; a computed one stands at its record's place. */
    Place placeOf(@Nullable JsonNode source) {
        var place = source == null ? null : places.get(firstScalar(source));
        return place == null ? record : place;
    }

    /** Takes over all that a parser noted about one value. */
    void notes(Reading<?> reading, @Nullable JsonNode source, String pointer) {
        for (var note : reading.notes()) {
            tell(note.rule(), source, pointer, note.value(), note.suggestion());
        }
    }

    void tell(
            Rule rule,
            @Nullable JsonNode source,
            @Nullable String pointer,
            @Nullable String value,
            @Nullable String after) {
        var place = placeOf(source);
        var finding = Finding.of(rule, place, pointer, value);
        findings.add(after == null ? finding : finding.suggesting(after));
        if (pointer != null) {
            var before = fields.get(pointer);
            var rules = new ArrayList<>(before == null ? List.<String>of() : before.rules());
            if (!rules.contains(rule.code())) {
                rules.add(rule.code());
            }
            fields.put(pointer, new Origin.Field(place.equals(record) ? null : place.toString(), rules, null));
        }
    }

    /** Takes over a finding made elsewhere. */
    void add(Finding finding) {
        findings.add(finding);
    }

    /** Notes where a field of the record came from. */
    void from(String pointer, JsonNode source) {
        sources.putIfAbsent(pointer, source);
        var place = places.get(firstScalar(source));
        if (place != null && !fields.containsKey(pointer)) {
            fields.put(pointer, new Origin.Field(place.toString(), List.of(), null));
        }
    }

    private static JsonNode firstScalar(JsonNode node) {
        var here = node;
        while (here.isContainerNode() && !here.isEmpty()) {
            here = here.iterator().next();
        }
        return here;
    }

    /**
     * A finding that a later stage made about a canonical value, at the place the provider's value stands at; as it is where
     * that is not known.
     */
    Finding locate(Finding finding) {
        var field = finding.field();
        var source = field == null ? null : sources.get("/" + field.substring(1).replaceFirst("/.*", ""));
        var at = finding.place();
        var isRecords = at.file().equals(record.file())
                && at.line() == record.line()
                && at.column() == record.column()
                && (at.field() == null || at.field().startsWith("/"));
        if (field == null || source == null || !isRecords) {
            return finding;
        }
        var scalars = new ArrayList<JsonNode>();
        collect(source, scalars);
        var value = finding.value();
        return scalars.stream()
                .filter(scalar -> value != null && scalar.asText().strip().equals(value.strip()))
                .findFirst()
                .or(() -> scalars.stream()
                        .filter(scalar -> value != null && scalar.asText().contains(value))
                        .findFirst())
                .or(() -> scalars.stream().findFirst())
                .map(places::get)
                .map(finding::at)
                .orElse(finding);
    }

    private static void collect(JsonNode node, List<JsonNode> scalars) {
        if (node.isContainerNode()) {
            node.forEach(child -> collect(child, scalars));
        } else {
            scalars.add(node);
        }
    }

    List<Finding> findings() {
        return findings;
    }

    SortedMap<String, Origin.Field> fields() {
        return fields;
    }
}
