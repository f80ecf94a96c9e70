package de.hilfenetz.publish;

import static java.util.stream.Collectors.toMap;

import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.journal.Snapshot.Head;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Up to 64 neighbouring records of one kind and the part they have in each of their files. Where it ends follows from the ids
 * alone, so that a record that comes or goes moves one border or two.
 *
 * @param kind of the records; null for what is no record
 * @param versions hash over which version of which record it holds
 * @param related records whose names or addresses stand in it
 * @param relatedVersions hash over which version of them it holds
 * @param parts by the name of the file
 */
record Group(
        @Nullable Kind kind,
        String versions,
        List<UUID> related,
        String relatedVersions,
        SortedMap<String, Part> parts) {

    static final int MOST = 64;

    Group {
        related = List.copyOf(related);
        parts = new TreeMap<>(parts);
    }

    /** The records of one kind, group by group, in the order of their ids. */
    static List<List<Head>> split(Snapshot snapshot, Kind kind) {
        var groups = new ArrayList<List<Head>>();
        snapshot.forEachHead(kind, head -> {
            if (groups.isEmpty() || groups.getLast().size() == MOST || isFirst(head.id())) {
                groups.add(new ArrayList<>(MOST));
            }
            groups.getLast().add(head);
        });
        return groups;
    }

    private static boolean isFirst(UUID id) {
        return id.getLeastSignificantBits() % MOST == 0;
    }

    /** See {@link #versions}. */
    static String versions(List<Head> heads) {
        var byId = heads.stream().collect(toMap(Head::id, head -> head));
        return versions(heads.stream().map(Head::id).toList(), byId);
    }

    /** See {@link #relatedVersions}. */
    static String versions(Collection<UUID> ids, Map<UUID, Head> heads) {
        var text = new StringBuilder();
        for (var id : ids) {
            var head = heads.get(id);
            text.append(id).append(' ');
            if (head != null) {
                text.append(head.run()).append('.').append(head.sequence());
            }
            text.append('\n');
        }
        return Sha256.of(text.toString().getBytes(StandardCharsets.US_ASCII)).toString();
    }

    /** Whether it says of related records what they are now. */
    boolean isUpToDate(Map<UUID, Head> heads) {
        return relatedVersions.equals(versions(related, heads));
    }
}
