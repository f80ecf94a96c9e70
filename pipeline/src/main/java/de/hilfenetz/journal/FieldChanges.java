package de.hilfenetz.journal;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares what a run is about to change with what is public, field by field, for fields in which a mistake harms people. */
final class FieldChanges {

    private static final List<String> PLAIN = List.of("name", "address", "point", "url");
    private static final Map<String, String> OF_CONTACTS = Map.of("phones", "number", "emails", "email", "urls", "url");

    private record Place(Kind kind, String field) {}

    private final Map<Place, Map<String, Integer>> changed = new HashMap<>();

    private FieldChanges() {}

    /** What differs, most first; reads every record that the run changes. */
    static List<FieldChange> of(Connection connection, int run, String feed) throws SQLException {
        var live = new TreeMap<Kind, Long>();
        Sql.list(
                        connection,
                        "SELECT kind, count(*) FROM live WHERE feed = ? GROUP BY kind",
                        row -> Map.entry(Kind.findByJson(row.getString(1)).orElseThrow(), row.getLong(2)),
                        feed)
                .forEach(count -> live.put(count.getKey(), count.getValue()));
        var changes = new FieldChanges();
        try (var statement = connection.prepareStatement("""
                SELECT v.kind, o.json, n.json FROM version v
                JOIN payload n ON n.run = v.run AND n.sequence = v.sequence
                JOIN live l ON l.record_id = v.record_id
                JOIN payload o ON o.run = l.run AND o.sequence = l.sequence
                WHERE v.run = ? AND v.change = 'changed' AND v.taken_back = 0""")) {
            Sql.bind(statement, run);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    changes.compare(
                            Kind.findByJson(rows.getString(1)).orElseThrow(),
                            CanonicalJson.tree(rows.getBytes(2)),
                            CanonicalJson.tree(rows.getBytes(3)));
                }
            }
        }
        var list = new ArrayList<FieldChange>();
        changes.changed.forEach((place, values) -> {
            var number = values.values().stream().mapToInt(Integer::intValue).sum();
            var same = values.entrySet().stream()
                    .filter(value -> !value.getKey().isEmpty())
                    .mapToInt(Map.Entry::getValue)
                    .max();
            list.add(new FieldChange(
                    place.kind(), place.field(), number, live.getOrDefault(place.kind(), 0L), same.orElse(0)));
        });
        list.sort(Comparator.comparingDouble(FieldChange::changed)
                .reversed()
                .thenComparing(FieldChange::kind)
                .thenComparing(FieldChange::field));
        return list;
    }

    private void compare(Kind kind, JsonNode before, JsonNode now) {
        for (var field : PLAIN) {
            compare(kind, field, text(before.path(field)), text(now.path(field)));
        }
        OF_CONTACTS.forEach((field, member) -> compare(kind, field, contacts(before, member), contacts(now, member)));
    }

    private void compare(Kind kind, String field, String before, String now) {
        if (!before.equals(now)) {
            changed.computeIfAbsent(new Place(kind, field), none -> new HashMap<>())
                    .merge(now, 1, Integer::sum);
        }
    }

    private static String contacts(JsonNode record, String member) {
        var values = new ArrayList<String>();
        for (var contact : record.path("contacts")) {
            if (member.equals("number")) {
                contact.path("phones")
                        .forEach(phone -> values.add(phone.path(member).asText()));
            } else {
                values.add(contact.path(member).asText());
            }
        }
        values.removeIf(String::isEmpty);
        return String.join("\n", values);
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "" : value.toString();
    }
}
