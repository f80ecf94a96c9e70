package de.hilfenetz;

import de.hilfenetz.cms.Telling;
import de.hilfenetz.feed.EditorialFeed;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Report;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.normalise.MappingError;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Kind;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
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

    /** The rule that refuses an entry before it is a feed. */
    private static final String WRONG = "datenquelle-falsch";

    private static final String REFUSED = "refused feed ";

    private final Journal journal;
    private final Map<String, Intake.Source> sources;
    private final Set<String> hosts;
    private final SortedMap<String, Intake.Source> ours = new TreeMap<>();
    private final SortedMap<String, String> refused = new ConcurrentSkipListMap<>();
    private final SortedMap<String, Telling.Note> notes = new ConcurrentSkipListMap<>();
    private SortedMap<String, String> held = new TreeMap<>();
    private long adopted = -1;
    private Consumer<Feed> started = feed -> {};
    private Consumer<Feed> stopped = feed -> {};
    private Runnable changed = () -> {};

    /**
     * @param sources all feeds by id; those of editors are put there and taken away
     * @param hosts where they may fetch from
     */
    EditedFeeds(Journal journal, Map<String, Intake.Source> sources, Set<String> hosts) {
        this.journal = journal;
        this.sources = sources;
        this.hosts = hosts;
    }

    /** Whether the feed runs because editors keep it. */
    boolean keeps(String feed) {
        return ours.containsKey(feed);
    }

    /** From now on tells of feeds that begin, also in a new form, of those that end, and when there are other {@link #notes}. */
    void tell(Consumer<Feed> begun, Consumer<Feed> ended, Runnable noted) {
        started = begun;
        stopped = ended;
        changed = noted;
    }

    /** Ids of feeds that cannot be used, with the member that is wrong. */
    SortedMap<String, String> refused() {
        return Collections.unmodifiableSortedMap(refused);
    }

    /** What became of each feed of editors, as they are to be told. */
    SortedMap<String, Telling.Note> notes() {
        return new TreeMap<>(notes);
    }

    /** Keeps why an entry was refused before it was a feed at all. */
    void heed(Report report) {
        var first = new TreeMap<String, String>();
        report.findings().stream()
                .filter(finding -> finding.rule().code().equals(WRONG))
                .forEach(finding -> first.putIfAbsent(
                        key(finding.place().file()),
                        String.valueOf(finding.values().get("german"))));
        first.forEach((id, problem) -> journal.remember(report.feed(), REFUSED + id, problem));
    }

    private static String key(String file) {
        return file.replaceFirst("^feed/", "").replaceFirst("\\.[a-z]+$", "");
    }

    /** Makes the feeds what editors have published by now. */
    void adopt() {
        var before = notes();
        var atTheDoor = refusedAtTheDoor();
        var wanted = new TreeMap<String, Editorial>();
        try (var snapshot = journal.snapshot()) {
            if (snapshot.number() == adopted && atTheDoor.equals(held)) {
                return;
            }
            adopted = snapshot.number();
            held = atTheDoor;
            snapshot.forEach(Kind.EDITORIAL, version -> {
                if (version.entry() instanceof Editorial entry && entry.type().equals("feed")) {
                    wanted.put(entry.key(), entry);
                }
            });
        }
        var kept = new HashSet<>(wanted.keySet());
        kept.addAll(held.keySet());
        refused.keySet().retainAll(kept);
        notes.keySet().retainAll(kept);
        for (var id : Set.copyOf(ours.keySet())) {
            if (!wanted.containsKey(id)) {
                stopped.accept(Objects.requireNonNull(ours.remove(id)).feed());
                sources.remove(id);
                LOG.info("Datenquelle {} der Redaktion beendet / feed of editors stopped", id);
            }
        }
        wanted.forEach(this::adopt);
        held.forEach(this::refuse);
        if (!notes.equals(before)) {
            changed.run();
        }
    }

    /** Why entries were refused before they were feeds; where there is an earlier form of one, that goes on. */
    private SortedMap<String, String> refusedAtTheDoor() {
        var problems = new TreeMap<String, String>();
        for (var source : List.copyOf(sources.values())) {
            var feed = source.feed();
            if (feed.format().isEditorial()) {
                for (var record : journal.quarantine(feed.id())) {
                    var entry = record.sourceId();
                    if (entry != null && entry.startsWith("feed/")) {
                        var problem = journal.recall(feed.id(), REFUSED + key(entry));
                        problems.put(key(entry), problem.orElse("feed: siehe Bericht / see the report"));
                    }
                }
            }
        }
        return problems;
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
            if (!held.containsKey(id)) {
                refused.remove(id);
                notes.put(id, new Telling.Note("in-force", null, "Die Datenquelle wird abgerufen."));
            }
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
        notes.put(id, new Telling.Note("refused", field, problem));
        if (!field.equals(refused.put(id, field))) {
            LOG.error("Datenquelle {} der Redaktion nicht nutzbar / feed of editors not usable: {}", id, problem);
        }
    }
}
