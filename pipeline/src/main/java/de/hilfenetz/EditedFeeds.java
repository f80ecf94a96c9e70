package de.hilfenetz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import de.hilfenetz.cms.Telling;
import de.hilfenetz.feed.EditorialFeed;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.intake.Intake;
import de.hilfenetz.intake.Report;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.normalise.MappingError;
import de.hilfenetz.protect.Protection;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Kind;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /** Remembers in which forms a feed was in force. */
    private static final String FORMS = "forms";

    private static final ObjectMapper JSON = new ObjectMapper();

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
            goOn(id);
            return;
        }
        var sensitive = sensitiveTitle(feed);
        if (sensitive.isPresent()) {
            refuse(
                    id,
                    "title: unter dem Namen „%s“ braucht jede Anschrift die Zustimmung des Trägers; er kann nicht wegfallen / under its former name every address needs its provider's consent"
                            .formatted(sensitive.get()));
            goOn(id);
            return;
        }
        try {
            var source = source(feed);
            if (!held.containsKey(id)) {
                refused.remove(id);
                notes.put(id, new Telling.Note("in-force", null, "Die Datenquelle wird abgerufen."));
            }
            rememberForm(id, entry.content());
            begin(source);
        } catch (MappingError error) {
            refuse(id, "mapping: Zeile %d: %s".formatted(error.line(), error.getMessage()));
            goOn(id);
        }
    }

    /** Puts a form in force, unless it is. */
    private void begin(Intake.Source source) {
        var feed = source.feed();
        var before = ours.put(feed.id(), source);
        if (before == null || !before.feed().equals(feed)) {
            sources.put(feed.id(), source);
            LOG.info("Datenquelle {} der Redaktion gilt / feed of editors in force", feed.id());
            started.accept(feed);
        }
    }

    /** Where an entry is refused its last form stays in force, over a restart too, as long as its host is allowed. */
    private void goOn(String id) {
        var forms = rememberedForms(id);
        if (!ours.containsKey(id) && !forms.isEmpty()) {
            source(id, forms.get(forms.size() - 1), hosts).ifPresent(this::begin);
        }
    }

    /** A name the feed had by which every service of it is sensitive, where it would have none now. */
    private Optional<String> sensitiveTitle(Feed feed) {
        return Protection.isSensitiveProvider(feed.title())
                ? Optional.empty()
                : forms(feed.id()).stream()
                        .map(form -> form.feed().title())
                        .filter(Protection::isSensitiveProvider)
                        .findFirst();
    }

    private static Intake.Source source(Feed feed) throws MappingError {
        var text = feed.mapping() == null ? "" : feed.mapping();
        return new Intake.Source(
                feed, feed.mapping() == null ? null : Mapping.compile("feed/" + feed.id(), text), text);
    }

    /**
     * Every form in which editors ever had the feed in force, whether it still runs or not: what one of them knew for a
     * protected place stays secret in all that come after (SP-3).
     */
    List<Intake.Source> forms(String id) {
        var forms = new ArrayList<Intake.Source>();
        for (var form : rememberedForms(id)) {
            source(id, form, EditorialFeed.ANY_HOST)
                    .ifPresentOrElse(
                            forms::add,
                            () -> LOG.error(
                                    "a form that feed {} had cannot be read any more, nor what was secret by it: {}",
                                    id,
                                    form));
        }
        return forms;
    }

    private static Optional<Intake.Source> source(String id, JsonNode form, Set<String> allowed) {
        try {
            var feed = EditorialFeed.read(id, form, allowed).feed();
            return feed == null ? Optional.empty() : Optional.of(source(feed));
        } catch (MappingError noForm) {
            return Optional.empty();
        }
    }

    /** Keeps it as the last one. */
    private void rememberForm(String id, JsonNode form) {
        var before = rememberedForms(id);
        var forms = JSON.createArrayNode();
        before.forEach(one -> {
            if (!one.equals(form)) {
                forms.add(one);
            }
        });
        forms.add(form);
        if (!forms.equals(before)) {
            journal.remember(id, FORMS, forms.toString());
        }
    }

    private ArrayNode rememberedForms(String id) {
        try {
            return (ArrayNode) JSON.readTree(journal.recall(id, FORMS).orElse("[]"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
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
