package de.hilfenetz.serve;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Trials;
import de.hilfenetz.journal.Journal;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the server needs to take deliveries and to tell what became of them.
 *
 * @param sources feeds that can be used, by id
 * @param arrived is called when a delivery is durable
 * @param looks how the last look at a pulled feed went; null where there was none
 */
public record Inbox(
        Map<String, Intake.Source> sources,
        Journal journal,
        Trials trials,
        Runnable arrived,
        Function<Feed, @Nullable Look> looks) {

    /**
     * A look at the source of a pulled feed.
     *
     * @param next when it is looked at again
     */
    public record Look(Instant at, boolean failed, Instant next) {}
}
