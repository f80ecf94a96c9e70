package de.hilfenetz.serve;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Trials;
import de.hilfenetz.journal.Journal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the server needs to take deliveries and to tell what became of them.
 *
 * @param sources feeds that can be used, by id
 * @param arrived is called when a delivery is durable
 * @param hookSecret what a feed's webhook has to show; empty where it has none
 * @param hints is told that something may have changed at a feed's source; never waits
 * @param refused feeds of editors that cannot be used, by id, with the field that is wrong
 * @param looks how the last look at a pulled feed went; null where there was none
 * @param operations carries out what an operator decides
 */
public record Inbox(
        Map<String, Intake.Source> sources,
        Journal journal,
        Trials trials,
        Runnable arrived,
        Function<Feed, Optional<String>> hookSecret,
        Consumer<Feed> hints,
        Supplier<Map<String, String>> refused,
        Function<Feed, @Nullable Look> looks,
        Operations operations) {

    /**
     * A look at the source of a pulled feed.
     *
     * @param next when it is looked at again
     */
    public record Look(Instant at, boolean failed, Instant next) {}
}
