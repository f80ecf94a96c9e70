package de.hilfenetz.cms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells editors in their own CMS what became of the feeds they keep: says what to ask first, takes the answers, then says what
 * to write. It writes entries of a type of their own, so that nothing that editors published is ever touched. Not thread-safe.
 */
public final class Telling {

    private static final CmsType TYPE = CmsType.feedState();

    private final CmsProfile profile;
    private final SortedMap<String, Note> notes;
    private final Map<String, Row> there = new HashMap<>();
    private @Nullable String after;
    private boolean complete;

    /** @param notes by the key of the feed's entry */
    public Telling(CmsProfile profile, SortedMap<String, Note> notes) {
        this.profile = profile;
        this.notes = new TreeMap<>(notes);
    }

    /**
     * What became of a feed.
     *
     * @param state {@code in-force} or {@code refused}
     * @param field the member that is wrong; null where none is
     * @param message for the editor
     */
    public record Note(String state, @Nullable String field, String message) {

        private ObjectNode content() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("state", state)
                    .put("field", field)
                    .put("message", message);
        }

        /** Whether an entry says so already; one that says nothing of a member leaves it out. */
        private boolean isIn(Row row) {
            var content = content();
            content.properties().removeIf(member -> member.getValue().isNull());
            return row.shared().equals(content);
        }
    }

    /** Path and query of what to ask next; null once it is known what was told before. */
    public @Nullable String next() {
        return complete ? null : profile.page(TYPE, after);
    }

    /** Takes the answer to {@link #next}. */
    public void take(Answer answer) throws CmsFault {
        var page = profile.readPage(TYPE, answer);
        page.rows().forEach(row -> there.put(row.key(), row));
        after = page.next();
        complete = after == null;
    }

    /** What to write; nothing where all is told. */
    public List<Writing> writings() {
        var writings = new ArrayList<Writing>();
        notes.forEach((key, note) -> {
            var row = there.get(key);
            if (row == null || !note.isIn(row)) {
                writings.add(profile.write(
                        TYPE, row == null ? null : row.id(), note.content().put("key", key)));
            }
        });
        return writings;
    }

    /** Takes the answer to one of {@link #writings}. */
    public void written(Answer answer) throws CmsFault {
        if (answer.status() / 100 != 2) {
            Faults.object(TYPE, answer);
        }
    }
}
