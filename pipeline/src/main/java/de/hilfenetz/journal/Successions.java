package de.hilfenetz.journal;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Ruling;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What goes on under another name: the records of a feed in its successor, and a record in the one it is the same as. */
final class Successions {

    private Successions() {}

    /** Gives the records of an earlier feed to {@code feed}, with the ids they had; an id that has a record keeps it. */
    static int takeOver(Connection connection, Feed feed, Feed.TakeOver from) throws SQLException {
        var before = Sql.first(
                        connection,
                        "SELECT id_space FROM delivery WHERE feed = ? ORDER BY id DESC LIMIT 1",
                        row -> row.getString(1),
                        from.feed())
                .orElse(from.feed());
        if (from.ids().isEmpty() && !before.equals(feed.ids())) {
            Sql.update(connection, """
                INSERT INTO identity (id_space, kind, source_id, record_id)
                SELECT ?, kind, source_id, record_id FROM identity WHERE id_space = ? ON CONFLICT DO NOTHING\
                """, feed.ids(), before);
        }
        for (var id : from.ids().entrySet()) {
            Sql.update(connection, """
                INSERT INTO identity (id_space, kind, source_id, record_id)
                SELECT ?, kind, ?, record_id FROM identity WHERE id_space = ? AND source_id = ? ON CONFLICT DO NOTHING\
                """, feed.ids(), id.getValue(), before, id.getKey());
        }
        return Sql.update(connection, "UPDATE live SET feed = ? WHERE feed = ?", feed.id(), from.feed());
    }

    /**
     * The records of an id space that somebody decided are the same as another one, each with that other one; only where
     * that one is public. The last word on a pair counts.
     */
    static SortedMap<UUID, UUID> joined(Connection connection, String idSpace) throws SQLException {
        var words = new HashMap<Set<UUID>, Said>();
        for (var said : Sql.list(
                connection,
                "SELECT feed, record_id, other_id, yes FROM ruling WHERE question = ? ORDER BY id",
                row -> new Said(
                        row.getString("feed"),
                        Sql.uuid(row.getBytes("record_id")),
                        Sql.uuid(row.getBytes("other_id")),
                        row.getInt("yes") == 1),
                Sql.word(Ruling.Question.SAME))) {
            words.put(Set.of(said.stays(), said.leads()), said);
        }
        if (words.isEmpty()) {
            return new TreeMap<>();
        }
        var leads = new HashMap<UUID, UUID>();
        var feeds = new HashSet<>(Sql.list(
                connection, "SELECT DISTINCT feed FROM delivery WHERE id_space = ?", row -> row.getString(1), idSpace));
        var own = new HashSet<UUID>();
        for (var said : words.values()) {
            if (said.yes()) {
                leads.put(said.leads(), said.stays());
                if (feeds.contains(said.feed())) {
                    own.add(said.leads());
                }
            }
        }
        var joined = new TreeMap<UUID, UUID>();
        for (var record : own) {
            var end = end(leads, record);
            if (Sql.number(connection, "SELECT count(*) FROM live WHERE record_id = ?", end) > 0) {
                joined.put(record, end);
            }
        }
        joined.entrySet().removeIf(pair -> pair.getKey().equals(pair.getValue()));
        return joined;
    }

    private record Said(String feed, UUID stays, UUID leads, boolean yes) {}

    /** Where one leads to another that leads on; a circle ends where it would begin again. */
    private static UUID end(Map<UUID, UUID> leads, UUID record) {
        var passed = new HashSet<UUID>();
        var at = record;
        while (leads.containsKey(at) && passed.add(at)) {
            at = leads.get(at);
        }
        return at;
    }

    /** Whether the last word on the two is that they are the same. */
    static boolean areJoined(Connection connection, UUID one, UUID other) throws SQLException {
        return Sql.first(
                        connection,
                        """
                        SELECT yes FROM ruling WHERE question = ?
                        AND ((record_id = ? AND other_id = ?) OR (record_id = ? AND other_id = ?)) ORDER BY id DESC LIMIT 1""",
                        row -> row.getInt("yes") == 1,
                        Sql.word(Ruling.Question.SAME),
                        one,
                        other,
                        other,
                        one)
                .orElse(false);
    }

    /** @throws IllegalArgumentException where they cannot be one thing, with the reason for whoever decides */
    static void mayJoin(Connection connection, UUID stays, UUID leads) throws SQLException {
        if (stays.equals(leads) || kind(connection, stays) != kind(connection, leads)) {
            throw new IllegalArgumentException(
                    "Das sind keine zwei Datensätze derselben Art: %s, %s".formatted(stays, leads));
        }
        if (feed(connection, stays).equals(feed(connection, leads))) {
            throw new IllegalArgumentException(
                    "Beide Datensätze kommen aus derselben Datenquelle „%s“; dort gehört die Doppelung berichtigt."
                            .formatted(feed(connection, stays)));
        }
    }

    private static String feed(Connection connection, UUID record) throws SQLException {
        return Sql.first(connection, "SELECT feed FROM live WHERE record_id = ?", row -> row.getString(1), record)
                .orElse("");
    }

    private static Kind kind(Connection connection, UUID record) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT kind FROM live WHERE record_id = ?",
                        row -> Kind.findByJson(row.getString(1)).orElseThrow(),
                        record)
                .orElseThrow(
                        () -> new IllegalArgumentException("Der Datensatz %s ist nicht öffentlich.".formatted(record)));
    }
}
