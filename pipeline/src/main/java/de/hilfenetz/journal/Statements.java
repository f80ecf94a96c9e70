package de.hilfenetz.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What the joined records of one feed say, as a run finds and leaves it. */
final class Statements {

    private final List<JoinedRecord> before;
    private final Set<UUID> ended = new HashSet<>();
    private final SortedMap<UUID, JoinedRecord> said = new TreeMap<>();

    Statements(List<JoinedRecord> before) {
        this.before = before;
    }

    void say(JoinedRecord record) {
        said.put(record.record(), record);
    }

    void end(UUID record) {
        ended.add(record);
    }

    /** @param complete whether what did not come is gone */
    void settle(Connection connection, String feed, int delivery, boolean complete) throws SQLException {
        for (var one : before) {
            var gone = complete && !said.containsKey(one.record());
            if (gone || ended.contains(one.record())) {
                JoinedRows.remove(connection, one.record());
            }
        }
        for (var one : said.values()) {
            JoinedRows.put(connection, one, delivery);
        }
        JoinedRows.removeLive(connection, feed);
    }
}
