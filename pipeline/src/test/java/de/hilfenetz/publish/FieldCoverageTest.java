package de.hilfenetz.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.graph.Crosswalk;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.Service;
import de.hilfenetz.validate.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.jena.graph.Triple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a full record says must be found again in the graph and in the table: each member is left out, and missed. */
class FieldCoverageTest {

    private static final Schemas SCHEMAS = new Schemas();
    private static final Crosswalk CROSSWALK = new Crosswalk(City.BASE, City.VOCABULARY);
    private static final Columns COLUMNS = new Columns(City.VOCABULARY);

    /** What the crosswalk has no RDF for, what is unknown or empty in the example, and the currency that goes without saying. */
    private static final Set<String> NOT_IN_GRAPH = Set.of(
            "/access/anonym",
            "/access/ohne-aufenthaltsstatus",
            "/access/ohne-ausweis",
            "/cost/currency",
            "/features/behindertenparkplatz",
            "/contacts/0/phones/0/type",
            "/contacts/0/phones/0/note",
            "/at/0/contacts/0/phones/0/type",
            "/origin/fields");

    /** What the crosswalk has no column for; parts of a member are in the column of the member. */
    private static final Set<String> NOT_IN_TABLE = Set.of(
            "/service/origin",
            "/organization/alternateName",
            "/organization/description",
            "/organization/parent",
            "/organization/contacts",
            "/organization/area",
            "/organization/identifiers",
            "/organization/sameAs",
            "/organization/basis",
            "/organization/licence",
            "/organization/attribution",
            "/organization/dates",
            "/organization/origin",
            "/location/alternateName",
            "/location/description",
            "/location/organization",
            "/location/hours",
            "/location/contacts",
            "/location/licence",
            "/location/attribution",
            "/location/dates",
            "/location/origin");

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "EDITORIAL")
    void saysInTheGraphWhateverARecordSays(Kind kind) throws IOException {
        var full = example(kind);
        var before = triples(full);
        var unsaid = new TreeSet<String>();
        for (var pointer : members(full, "")) {
            var without = without(full, pointer);
            if (isValid(kind, without) && triples(without).equals(before)) {
                unsaid.add(pointer);
            }
        }
        unsaid.removeIf(pointer -> NOT_IN_GRAPH.stream().anyMatch(pointer::startsWith));

        assertThat(unsaid).isEmpty();
    }

    @Test
    void saysInTheTableWhateverARecordSays() throws IOException {
        var unsaid = new TreeSet<String>();
        for (var kind : Kind.PUBLISHED) {
            var full = example(kind);
            full.fieldNames().forEachRemaining(name -> {
                var without = without(full, "/" + name);
                if (isValid(kind, without) && cells(without).equals(cells(full))) {
                    unsaid.add("/" + kind.json() + "/" + name);
                }
            });
        }

        assertThat(unsaid).isSubsetOf(NOT_IN_TABLE);
    }

    private static ObjectNode example(Kind kind) throws IOException {
        return (ObjectNode) CanonicalJson.mapper()
                .readTree(Files.readAllBytes(Path.of("../schemas/examples", kind.json() + ".json")));
    }

    private static List<String> members(JsonNode node, String at) {
        var members = new ArrayList<String>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                var pointer = at + "/" + member.getKey();
                members.add(pointer);
                members.addAll(members(member.getValue(), pointer));
            });
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                members.addAll(members(array.get(i), at + "/" + i));
            }
        }
        return members;
    }

    private static ObjectNode without(ObjectNode full, String pointer) {
        var copy = full.deepCopy();
        var cut = pointer.lastIndexOf('/');
        if (copy.at(pointer.substring(0, cut)) instanceof ObjectNode parent) {
            parent.remove(pointer.substring(cut + 1));
        }
        return copy;
    }

    private static boolean isValid(Kind kind, JsonNode json) {
        var findings = new Findings();
        SCHEMAS.check(kind, json, new Place("a.json", 1, 0, null), new TreeMap<>(), findings);
        return !findings.hasErrors();
    }

    private static Set<Triple> triples(ObjectNode json) {
        var triples = new HashSet<Triple>();
        CROSSWALK.describe(CanonicalJson.from(json), triples::add);
        return triples;
    }

    private static List<String> cells(ObjectNode json) {
        Entry entry = CanonicalJson.from(json);
        var cells = new ArrayList<String>();
        switch (entry) {
            case Service service -> {
                var at = service.at().isEmpty() ? null : service.at().getFirst();
                // The example's place has hours and contacts of its own, which stand before the service's.
                COLUMNS.service().forEach(column -> cells.add(column.of(new Columns.Row(service, at))));
                COLUMNS.service().forEach(column -> cells.add(column.of(new Columns.Row(service, null))));
                COLUMNS.access().forEach(column -> cells.add(column.of(service)));
                COLUMNS.provenance().forEach(column -> cells.add(column.of(service)));
            }
            case Organization organization ->
                COLUMNS.organization().forEach(column -> cells.add(column.of(organization)));
            case Location location -> COLUMNS.location().forEach(column -> cells.add(column.of(location)));
            case Editorial editorial -> throw new IllegalArgumentException(editorial.sourceId());
        }
        return cells;
    }
}
