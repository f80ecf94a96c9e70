package de.hilfenetz.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * HSDS 3.0 as tables: the CSV files of one package are joined by their ids to what the JSON of HSDS's API looks like, one
 * record for each service, then for each organization and location that no service names. Every value keeps the place it has
 * in its own table. The tables are in memory together, so their size is limited.
 */
final class HsdsTables {

    static final Rule NO_SERVICES = Rule.error(
            "hsds-csv-ohne-tabellen",
            "In der Lieferung ist keine der Tabellen services.csv, organizations.csv oder locations.csv. Gefunden:"
                    + " {names}.",
            "The delivery holds none of the tables services.csv, organizations.csv or locations.csv. What is there:"
                    + " {names}.");
    static final Rule TOO_LARGE = Rule.error(
            "hsds-csv-zu-gross",
            "Die Tabellen haben zusammen mehr als {value} Zeilen oder 32 MB; so viele werden auf diesem Weg nicht"
                    + " angenommen. Bitte als HSDS-JSON liefern.",
            "The tables together have more than {value} rows or 32 MB, more than is taken this way. Please deliver HSDS"
                    + " JSON.");
    static final Rule ID_TWICE = Rule.warning(
            "hsds-csv-kennung-doppelt",
            "Die Kennung {value} steht in dieser Tabelle zweimal; Verweise gelten der ersten Zeile.",
            "The id {value} stands twice in this table; references mean the first row.");
    static final Rule DANGLING = Rule.warning(
            "hsds-csv-verweis-leer",
            "Die Zeile verweist auf {value}; eine solche Zeile gibt es nicht. Sie gilt nicht.",
            "The row refers to {value}, and there is no such row. It does not count.");
    static final Rule UNKNOWN_TABLE = Rule.info(
            "hsds-csv-tabelle-unbekannt",
            "Die Datei ist keine Tabelle von HSDS, die Hilfenetz kennt, und wird übergangen.",
            "The file is no table of HSDS that Hilfenetz knows and is passed over.");

    private static final int ROWS = 200_000;
    private static final long BYTES = 32L << 20;

    /** Names of files, in singular and plural, to the member of HSDS's JSON that holds their rows. */
    private static final Map<String, String> MEMBERS = Map.ofEntries(
            Map.entry("service", "services"),
            Map.entry("organization", "organizations"),
            Map.entry("location", "locations"),
            Map.entry("service_at_location", "service_at_locations"),
            Map.entry("phone", "phones"),
            Map.entry("contact", "contacts"),
            Map.entry("schedule", "schedules"),
            Map.entry("address", "addresses"),
            Map.entry("language", "languages"),
            Map.entry("accessibility", "accessibility"),
            Map.entry("service_area", "service_areas"),
            Map.entry("cost_option", "cost_options"),
            Map.entry("required_document", "required_documents"),
            Map.entry("funding", "funding"),
            Map.entry("service_capacity", "capacities"),
            Map.entry("attribute", "attributes"),
            Map.entry("taxonomy_term", "taxonomy_terms"),
            Map.entry("url", "additional_urls"),
            Map.entry("organization_identifier", "organization_identifiers"));

    /** Known to HSDS, without anything we publish. */
    private static final Set<String> SILENT = Set.of(
            "taxonomy", "metadata", "meta_table_description", "program", "unit", "datapackage", "readme", "license");

    /** Columns that tie a row to another one, and the table that one is in; inner tables first. */
    private static final Map<String, String> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put("phone_id", "phones");
        KEYS.put("contact_id", "contacts");
        KEYS.put("service_at_location_id", "service_at_locations");
        KEYS.put("location_id", "locations");
        KEYS.put("service_id", "services");
        KEYS.put("organization_id", "organizations");
    }

    /** Rows that are joined by what they are, not hung into every row they name. */
    private static final Set<String> MAIN = Set.of("services", "organizations", "locations");

    /** A list that tells what the rows of a table are, where their columns do not. */
    private static final Map<String, String> MARKS = Map.of(
            "services", "service_at_locations", "organizations", "organization_identifiers", "locations", "addresses");

    private final Feed.Table how;
    private final Sink sink;
    private final Map<String, List<Row>> tables = new LinkedHashMap<>();
    private final Map<String, Map<String, Row>> byId = new LinkedHashMap<>();
    private final List<String> files = new ArrayList<>();
    private final IdentityHashMap<JsonNode, Place> places = new IdentityHashMap<>();
    private final IdentityHashMap<JsonNode, List<Finding>> findings = new IdentityHashMap<>();
    private int rows;
    private long bytes;

    HsdsTables(Feed.Table how, Sink sink) {
        this.how = how;
        this.sink = sink;
    }

    /** Takes one file of the package. */
    void read(String file, InputStream in) throws IOException {
        files.add(file);
        var name = file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        var table = singular(name.replaceFirst("\\.[a-z]+$", ""));
        var member = name.endsWith(".csv") ? MEMBERS.get(table) : null;
        if (member == null) {
            if (!SILENT.contains(table)) {
                sink.note(Finding.of(UNKNOWN_TABLE, new Place(file, 0, 0, null), null, null));
            }
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return;
        }
        var into = tables.computeIfAbsent(member, key -> new ArrayList<>());
        CsvReader.read(how, file, new java.io.BufferedInputStream(new Counted(in, file)), new Sink() {
            @Override
            public void accept(RawRecord record, List<Finding> found) {
                into.add(row(record, found));
            }

            @Override
            public void note(Finding finding) {
                sink.note(finding);
            }
        });
    }

    private static String singular(String name) {
        if (MEMBERS.containsKey(name) || SILENT.contains(name)) {
            return name;
        }
        for (var ending : List.of("ies", "es", "s")) {
            if (name.endsWith(ending)) {
                var stem = name.substring(0, name.length() - ending.length()) + (ending.equals("ies") ? "y" : "");
                if (MEMBERS.containsKey(stem) || SILENT.contains(stem)) {
                    return stem;
                }
            }
        }
        return name;
    }

    private Row row(RawRecord record, List<Finding> found) {
        if (++rows > ROWS) {
            throw new UnreadableDelivery(TOO_LARGE, record.place(), Integer.toString(ROWS));
        }
        var tree = record.parse().get();
        tree.places().forEach(places::put);
        if (!found.isEmpty()) {
            findings.put(tree.root(), found);
        }
        return new Row((ObjectNode) tree.root(), record.place());
    }

    /** Hands over what the tables say together. */
    void join() {
        if (MAIN.stream().noneMatch(tables::containsKey)) {
            var place = new Place(files.isEmpty() ? "" : files.getFirst(), 0, 0, null);
            throw new UnreadableDelivery(
                    Finding.of(NO_SERVICES, place, null, null).with("names", String.join(", ", files)));
        }
        tables.forEach((name, list) -> byId.put(name, index(list)));
        terms();
        for (var key : KEYS.keySet()) {
            tables.forEach((name, list) -> {
                if (!MAIN.contains(name) && !name.equals("taxonomy_terms")) {
                    list.forEach(row -> hang(row, name, key));
                }
            });
        }
        var named = new HashSet<Row>();
        for (var at : table("service_at_locations")) {
            put(at, "location", "location_id", "locations", named);
        }
        for (var service : table("services")) {
            put(service, "organization", "organization_id", "organizations", named);
        }
        MARKS.forEach((name, mark) -> table(name).forEach(row -> row.node.putIfAbsent(mark, row.node.arrayNode())));
        long number = 0;
        for (var service : table("services")) {
            hand(++number, service);
        }
        for (var name : List.of("organizations", "locations")) {
            for (var row : table(name)) {
                if (!named.contains(row)) {
                    hand(++number, row);
                }
            }
        }
    }

    private List<Row> table(String name) {
        return tables.getOrDefault(name, List.of());
    }

    private Map<String, Row> index(List<Row> list) {
        var index = new LinkedHashMap<String, Row>();
        for (var row : list) {
            var id = row.node.path("id").asText("");
            if (!id.isEmpty() && index.putIfAbsent(id, row) != null) {
                sink.note(Finding.of(ID_TWICE, row.place.in("id"), null, id));
            }
        }
        return index;
    }

    /** Attributes name what they belong to in two columns, and their term in a third. */
    private void terms() {
        for (var attribute : table("attributes")) {
            put(attribute, "taxonomy_term", "taxonomy_term_id", "taxonomy_terms", new HashSet<>());
            var entity = singular(attribute.node.path("link_entity").asText(""));
            var member = MEMBERS.get(entity);
            var id = attribute.node.path("link_id").asText("");
            var owner =
                    member == null ? null : byId.getOrDefault(member, Map.of()).get(id);
            if (owner != null) {
                list(owner, "attributes").add(attribute.node);
            } else {
                sink.note(Finding.of(DANGLING, attribute.place.in("link_id"), null, entity + " " + id));
            }
        }
    }

    private void hang(Row row, String member, String key) {
        var id = row.node.path(key).asText("");
        var into = String.valueOf(KEYS.get(key));
        // A service's place is found through service_at_locations, not hung into the place itself.
        if (id.isEmpty() || (member.equals("service_at_locations") && !into.equals("services"))) {
            return;
        }
        var owner = byId.getOrDefault(into, Map.of()).get(id);
        if (owner != null) {
            list(owner, member).add(row.node);
        } else {
            sink.note(Finding.of(DANGLING, row.place.in(key), null, into + " " + id));
        }
    }

    /** What hangs in a row; a text that a column of that name held is its first part. */
    private static ArrayNode list(Row owner, String member) {
        var there = owner.node.get(member);
        return there == null || there.isArray()
                ? owner.node.withArray(member)
                : owner.node.putArray(member).add(there);
    }

    private void put(Row row, String member, String key, String from, Set<Row> named) {
        var id = row.node.path(key).asText("");
        var found = byId.getOrDefault(from, Map.of()).get(id);
        if (found != null) {
            row.node.set(member, found.node);
            named.add(found);
        } else if (!id.isEmpty()) {
            sink.note(Finding.of(DANGLING, row.place.in(key), null, from + " " + id));
        }
    }

    private void hand(long number, Row row) {
        var all = new ArrayList<Finding>();
        var own = new IdentityHashMap<JsonNode, Place>();
        collect(row.node, own, all, new HashSet<>());
        var hash = Sha256.digest();
        hash.update(row.node.toString().getBytes(StandardCharsets.UTF_8));
        sink.accept(
                new RawRecord(number, row.place, Sha256.from(hash.digest()), () -> new RawRecord.Tree(row.node, own)),
                all);
    }

    private void collect(JsonNode node, Map<JsonNode, Place> own, List<Finding> all, Set<Finding> seen) {
        findings.getOrDefault(node, List.of()).stream().filter(seen::add).forEach(all::add);
        if (node instanceof TextNode) {
            var place = places.get(node);
            if (place != null) {
                own.put(node, place);
            }
        }
        node.forEach(child -> collect(child, own, all, seen));
    }

    /** One row of a table; equal only to itself. */
    private static final class Row {

        private final ObjectNode node;
        private final Place place;

        Row(ObjectNode node, Place place) {
            this.node = node;
            this.place = place;
        }
    }

    /** Ends what would not fit into memory together. */
    private final class Counted extends java.io.FilterInputStream {

        private final String file;

        Counted(InputStream in, String file) {
            super(in);
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int got = in.read(target, from, length);
            bytes += Math.max(got, 0);
            if (bytes > BYTES) {
                throw new UnreadableDelivery(TOO_LARGE, new Place(file, 0, 0, null), Integer.toString(ROWS));
            }
            return got;
        }
    }
}
