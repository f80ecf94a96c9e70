package de.hilfenetz.journal;

import de.hilfenetz.record.Kind;
import de.hilfenetz.record.RecordIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Ids of records, assigned once. Remembers those asked for last: references name the same few organizations again and again. */
final class Identities {

    private static final int REMEMBERED = 20_000;
    private static final String FIND =
            "SELECT record_id FROM identity WHERE id_space = ? AND kind = ? AND source_id = ?";

    private final Map<Key, UUID> recent = new LinkedHashMap<>(256, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, UUID> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final Database database;
    private final PreparedStatement find;
    private final PreparedStatement assign;
    private int interruptions;

    Identities(Database database) {
        this.database = database;
        this.find = database.durably(connection -> connection.prepareStatement(FIND));
        this.assign = database.durably(connection -> connection.prepareStatement(
                "INSERT INTO identity (id_space, kind, source_id, record_id) VALUES (?, ?, ?, ?)"));
    }

    private record Key(String idSpace, Kind kind, String sourceId) {}

    /** The record's id; a new one where it has none yet. */
    synchronized UUID identify(String idSpace, Kind kind, String sourceId) {
        if (interruptions != database.interruptions()) {
            interruptions = database.interruptions();
            recent.clear();
        }
        var key = new Key(idSpace, kind, sourceId);
        var id = recent.get(key);
        if (id == null) {
            id = database.inChunk(connection -> findOrAssign(idSpace, kind, sourceId));
            recent.put(key, id);
        }
        return id;
    }

    private UUID findOrAssign(String idSpace, Kind kind, String sourceId) throws SQLException {
        var known = Sql.first(find, row -> Sql.uuid(row.getBytes(1)), idSpace, kind.json(), sourceId);
        if (known.isPresent()) {
            return known.get();
        }
        var first = RecordIds.first(idSpace, kind, sourceId);
        Sql.run(assign, idSpace, kind.json(), sourceId, first);
        return first;
    }

    /** The id the record has, or will have when it is accepted. */
    static UUID findOrForetell(Connection connection, String idSpace, Kind kind, String sourceId) throws SQLException {
        return find(connection, idSpace, kind, sourceId).orElseGet(() -> RecordIds.first(idSpace, kind, sourceId));
    }

    /** The id space in which the record has its id. */
    static Optional<String> findSpace(Connection connection, UUID record) throws SQLException {
        return Sql.first(
                connection, "SELECT id_space FROM identity WHERE record_id = ?", row -> row.getString(1), record);
    }

    /** The record's id, where it has one. */
    static Optional<UUID> find(Connection connection, String idSpace, Kind kind, String sourceId) throws SQLException {
        return Sql.first(connection, FIND, row -> Sql.uuid(row.getBytes(1)), idSpace, kind.json(), sourceId);
    }
}
