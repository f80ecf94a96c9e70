package de.hilfenetz;

import de.hilfenetz.feed.EditorialFeed;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.normalise.MappingError;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Kind;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feeds that editors keep, among those of the operator's files: they come, change and go while everything runs. A wrong
 * one is told and leaves what was there. Changed by the processing thread alone, read by all.
 */
final class EditedFeeds {

    private static final Logger LOG = LoggerFactory.getLogger(EditedFeeds.class);

    private final Journal journal;
    private final Map<String, Intake.Source> sources;
    private final Set<String> hosts;
    private final SortedMap<String, Intake.Source> ours = new TreeMap<>();
    private final SortedMap<String, String> refused = new ConcurrentSkipListMap<>();
    private long adopted = -1;
    private Consumer<Feed> started = feed -> {};
    private Consumer<Feed> stopped = feed -> {};

    /**
     * @param sources all feeds by id; those of editors are put there and taken away
     * @param hosts where they may fetch from
     */
    EditedFeeds(Journal journal, Map<String, Intake.Source> sources, Set<String> hosts) {
        this.journal = journal;
        this.sources = sources;
        this.hosts = hosts;
    }

    /** From now on tells of feeds that begin, also in a new form, and of those that end. */
    void tell(Consumer<Feed> begun, Consumer<Feed> ended) {
        started = begun;
        stopped = ended;
    }

    /** Ids of feeds that cannot be used, with the member that is wrong. */
    SortedMap<String, String> refused() {
        return Collections.unmodifiableSortedMap(refused);
    }

    /** Makes the feeds what editors have published by now. */
    void adopt() {
        var wanted = new TreeMap<String, Editorial>();
        try (var snapshot = journal.snapshot()) {
            if (snapshot.number() == adopted) {
                return;
            }
            adopted = snapshot.number();
            snapshot.forEach(Kind.EDITORIAL, version -> {
                if (version.entry() instanceof Editorial entry && entry.type().equals("feed")) {
                    wanted.put(entry.key(), entry);
                }
            });
        }
        refused.keySet().retainAll(wanted.keySet());
        for (var id : Set.copyOf(ours.keySet())) {
            if (!wanted.containsKey(id)) {
                stopped.accept(Objects.requireNonNull(ours.remove(id)).feed());
                sources.remove(id);
                LOG.info("Datenquelle {} der Redaktion beendet / feed of editors stopped", id);
            }
        }
        wanted.forEach(this::adopt);
    }

    private void adopt(String id, Editorial entry) {
        if (sources.containsKey(id) && !ours.containsKey(id)) {
            refuse(id, "id: so heißt schon eine Datenquelle des Betreibers / the operator has a feed of that name");
            return;
        }
        var read = EditorialFeed.read(id, entry.content(), hosts);
        var feed = read.feed();
        if (feed == null) {
            refuse(id, read.problems().getFirst().german());
            return;
        }
        var text = feed.mapping() == null ? "" : feed.mapping();
        try {
            var source =
                    new Intake.Source(feed, feed.mapping() == null ? null : Mapping.compile("feed/" + id, text), text);
            refused.remove(id);
            var before = ours.put(id, source);
            if (before == null || !before.feed().equals(feed)) {
                sources.put(id, source);
                LOG.info("Datenquelle {} der Redaktion gilt / feed of editors in force", id);
                started.accept(feed);
            }
        } catch (MappingError error) {
            refuse(id, "mapping: Zeile %d: %s".formatted(error.line(), error.getMessage()));
        }
    }

    private void refuse(String id, String problem) {
        var field = problem.replaceFirst(":.*", "");
        if (!field.equals(refused.put(id, field))) {
            LOG.error("Datenquelle {} der Redaktion nicht nutzbar / feed of editors not usable: {}", id, problem);
        }
    }
}
