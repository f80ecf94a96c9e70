package de.hilfenetz.serve;

import de.hilfenetz.record.Ruling;
import java.util.List;
import java.util.Set;

/**
 * How the process does and what waits for people, as its operator wants to know it.
 *
 * @param answering how many of the processes that answer queries could take one at this moment
 * @param freeBytes room left where the data directory lies
 * @param troubled questions that the newest release does not answer any more
 * @param voices words for the release of a protected place that wait for a second person, the oldest first
 */
public record Health(int answering, long freeBytes, Set<String> troubled, List<Ruling> voices) {

    public Health {
        troubled = Set.copyOf(troubled);
        voices = List.copyOf(voices);
    }
}
