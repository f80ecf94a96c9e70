package de.hilfenetz.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One query as it is to be answered.
 *
 * @param text of the query
 * @param mediaType of the answer
 * @param release whose graph is asked; null for the newest
 * @param rows not more than these are answered; 0 for all there are
 * @param partial whether an answer that is longer is cut there and marked; else it is refused
 * @param time after which it is stopped
 * @param heavy whether it is likely to be slow
 */
public record Request(
        String text,
        String mediaType,
        @Nullable String release,
        long rows,
        boolean partial,
        Duration time,
        boolean heavy) {

    /** The same, not longer than {@code limit}. */
    Request within(Duration limit) {
        return new Request(text, mediaType, release, rows, partial, time.compareTo(limit) < 0 ? time : limit, heavy);
    }
}
