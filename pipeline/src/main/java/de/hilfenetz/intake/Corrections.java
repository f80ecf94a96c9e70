package de.hilfenetz.intake;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Snapshot;
import de.hilfenetz.normalise.Draft;
import de.hilfenetz.normalise.Normaliser;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Origin;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Sha256;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What editors corrected in the records of one feed, laid over what its provider delivers. A correction holds as long as the
 * provider delivers what it found: once that is the corrected value the correction has ended for good, and once it is a
 * third one the provider's word counts again until an editor has looked. Not thread-safe.
 */
final class Corrections {

    static final Rule APPLIED = Rule.info(
            "von-redaktion-berichtigt",
            "Die Redaktion hat „{field}“ berichtigt, weil: {reason} Geliefert wurde: {value}. Stimmt die berichtigte Angabe,"
                    + " liefern Sie sie bitte selbst; stimmt sie nicht, sagen Sie es der Redaktion.",
            "Editors have corrected “{field}” because: {reason} Delivered was: {value}. If the corrected value is right, please"
                    + " deliver it yourself; if it is not, please tell the editors.");

    static final Rule ENDED = Rule.info(
            "berichtigung-beendet",
            "„{field}“ wird jetzt so geliefert, wie die Redaktion es berichtigt hatte. Die Berichtigung ist damit beendet.",
            "“{field}” is delivered now as editors had corrected it. The correction has ended.");

    static final Rule OVERTAKEN = Rule.warning(
            "berichtigung-ueberholt",
            "„{field}“ wird anders geliefert als zu der Zeit, als die Redaktion es berichtigte. Es gilt die Lieferung; die"
                    + " Redaktion sieht nach, ob ihre Berichtigung noch gebraucht wird.",
            "“{field}” is delivered otherwise than when editors corrected it. What is delivered counts; editors will see"
                    + " whether their correction is still needed.");

    static final Rule UNUSABLE = Rule.warning(
            "berichtigung-unbrauchbar",
            "Eine Berichtigung von „{field}“ lässt sich nicht anwenden. Es gilt die Lieferung. Die Redaktion prüft Feld und"
                    + " Wert.",
            "A correction of “{field}” cannot be applied. What is delivered counts. Editors check its field and value.");

    static final Rule TWO_PERSONS = Rule.warning(
            "berichtigung-betrifft-schutz",
            "Eine Berichtigung würde ändern, ob oder wie dieser Eintrag geschützt ist. Das entscheiden zwei Personen, keine"
                    + " Berichtigung; es gilt die Lieferung.",
            "A correction would change whether or how this record is protected. Two persons decide that, no correction does;"
                    + " what is delivered counts.");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Memory memory;
    private final List<Correction> corrections;
    private final Map<String, String> learned = new LinkedHashMap<>();

    /** What is known of a correction from deliveries before. */
    interface Memory {

        Optional<String> recall(String name);

        void remember(String name, String said);

        /** In the journal, beside the feed. */
        static Memory in(Journal journal, String feed) {
            return new Memory() {
                @Override
                public Optional<String> recall(String name) {
                    return journal.recall(feed, name);
                }

                @Override
                public void remember(String name, String said) {
                    journal.remember(feed, name, said);
                }
            };
        }
    }

    /** One of them; {@code value} is null where the field is to be left out. */
    private record Correction(
            String name,
            UUID record,
            String field,
            @Nullable JsonNode before,
            @Nullable JsonNode value,
            String reason,
            @Nullable String source,
            LocalDate until) {}

    /** One field of a record as it is to be. */
    private record Step(String pointer, @Nullable JsonNode value) {}

    private Corrections(Memory memory, List<Correction> corrections) {
        this.memory = memory;
        this.corrections = List.copyOf(corrections);
    }

    /** None, for deliveries of what editors keep. */
    static Corrections none() {
        return new Corrections(
                new Memory() {
                    @Override
                    public Optional<String> recall(String name) {
                        return Optional.empty();
                    }

                    @Override
                    public void remember(String name, String said) {}
                },
                List.of());
    }

    /**
     * All there are at one number of the journal, read once for all feeds.
     *
     * @param idSpaces in which their records have their ids; a record that nobody delivered is in none
     */
    record Stock(long number, List<Correction> all, Map<UUID, String> idSpaces) {

        static Stock read(Snapshot snapshot, Journal journal) {
            var all = new ArrayList<Correction>();
            var idSpaces = new HashMap<UUID, String>();
            snapshot.forEach(Kind.EDITORIAL, version -> {
                if (version.entry() instanceof Editorial entry && entry.type().equals("correction")) {
                    Corrections.read(entry).ifPresent(one -> {
                        all.add(one);
                        journal.findIdSpace(one.record()).ifPresent(space -> idSpaces.put(one.record(), space));
                    });
                }
            });
            return new Stock(snapshot.number(), all, idSpaces);
        }

        /** Those of the feed's records that hold today. */
        Corrections of(Feed feed, Journal journal) {
            return new Corrections(
                    Memory.in(journal, feed.id()),
                    all.stream()
                            .filter(one -> !one.until().isBefore(journal.today()))
                            .filter(one -> feed.ids().equals(idSpaces.get(one.record())))
                            .toList());
        }
    }

    private static Optional<Correction> read(Editorial entry) {
        var content = entry.content();
        var decision = content.path("decision").asText();
        if (!decision.equals("replace") && !decision.equals("remove")) {
            return Optional.empty(); // PairDecisions carries out those about two records
        }
        return Optional.of(new Correction(
                "correction " + entry.id() + " "
                        + Sha256.of(content.toString().getBytes(StandardCharsets.UTF_8))
                                .toString()
                                .substring(0, 16),
                UUID.fromString(content.path("record").asText()),
                content.path("field").asText(),
                content.get("before"),
                decision.equals("replace") ? content.get("value") : null,
                content.path("reason").asText(),
                content.path("source").asText(null),
                LocalDate.parse(content.path("expires").asText())));
    }

    /** Whatever decides about records here; equal texts decide equally. */
    String fingerprint() {
        return corrections.stream().map(Correction::name).sorted().collect(Collectors.joining("\n"));
    }

    /** Whether there is none, so that nobody need ask which ids a draft has. */
    boolean isEmpty() {
        return corrections.isEmpty();
    }

    /** Whether any of them is about one of these ids. */
    boolean concern(Set<UUID> records) {
        return corrections.stream().anyMatch(one -> records.contains(one.record()));
    }

    /**
     * The draft as corrected; the given one stays as it is.
     *
     * @param records the ids the draft may have
     * @param fields where values came from; for a corrected one it says so afterwards
     */
    ObjectNode apply(
            ObjectNode draft,
            Set<UUID> records,
            SortedMap<String, Origin.Field> fields,
            Normaliser normaliser,
            Place place,
            Findings findings) {
        var corrected = draft.deepCopy();
        for (var one : corrections) {
            if (!records.contains(one.record()) || state(one).has("ended")) {
                continue;
            }
            var steps = steps(one, corrected, normaliser);
            if (steps.isEmpty()) {
                findings.add(about(UNUSABLE, one, place, null));
            }
            for (var step : steps) {
                step(one, step, corrected, fields, place, findings);
            }
        }
        return corrected;
    }

    private void step(
            Correction one,
            Step step,
            ObjectNode corrected,
            SortedMap<String, Origin.Field> fields,
            Place place,
            Findings findings) {
        var provided = orNull(corrected.at(step.pointer()));
        var state = state(one);
        if (same(provided, step.value())) {
            learned.put(one.name(), JSON.createObjectNode().put("ended", true).toString());
            findings.add(about(ENDED, one, place, null));
            return;
        }
        var found = one.before() != null ? one.before() : state.path("found").path(step.pointer());
        if (found == null || found.isMissingNode()) {
            var fresh = state.deepCopy();
            fresh.withObject("/found")
                    .set(step.pointer(), provided == null ? JsonNodeFactory.instance.nullNode() : provided);
            learned.put(one.name(), fresh.toString());
        } else if (!same(provided, found.isNull() ? null : found)) {
            findings.add(about(OVERTAKEN, one, place, null));
            return;
        }
        if (!set(corrected, JsonPointer.compile(step.pointer()), step.value())) {
            findings.add(about(UNUSABLE, one, place, null));
            return;
        }
        var before = fields.get(step.pointer());
        fields.put(
                step.pointer(),
                new Origin.Field(
                        before == null ? null : before.place(),
                        before == null ? List.of() : before.rules(),
                        new Origin.Correction(provided, one.reason(), one.source(), one.until())));
        findings.add(about(APPLIED, one, place, shown(provided)));
    }

    private static Finding about(Rule rule, Correction one, Place place, @Nullable String value) {
        return Finding.of(rule, place, one.field().startsWith("/") ? one.field() : "/" + one.field(), value)
                .with("field", one.field())
                .with(
                        "reason",
                        one.reason().strip().endsWith(".")
                                ? one.reason().strip()
                                : one.reason().strip() + ".");
    }

    static String shown(@Nullable JsonNode provided) {
        if (provided == null) {
            return "nichts / nothing";
        }
        return provided.isContainerNode()
                ? StreamSupport.stream(provided.spliterator(), false)
                        .map(Corrections::shown)
                        .collect(Collectors.joining(", "))
                : provided.asText();
    }

    private ObjectNode state(Correction one) {
        var said = learned.get(one.name());
        if (said == null) {
            said = memory.recall(one.name()).orElse("{}");
        }
        try {
            return (ObjectNode) JSON.readTree(said);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A pointer means the canonical value; the name of a member means what a provider would have written there. */
    private static List<Step> steps(Correction one, ObjectNode draft, Normaliser normaliser) {
        if (one.field().startsWith("/")) {
            return List.of(new Step(one.field(), one.value()));
        }
        if (one.value() == null) {
            return draft.has(one.field()) ? List.of(new Step("/" + one.field(), null)) : List.of();
        }
        var bare = JsonNodeFactory.instance.objectNode();
        bare.set("kind", draft.get("kind"));
        bare.put("id", "x").put("name", "x");
        var without = read(bare, normaliser).json();
        var loose = bare.deepCopy();
        loose.set(one.field(), one.value());
        var read = read(loose, normaliser);
        if (read.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            return List.of();
        }
        var steps = new ArrayList<Step>();
        for (var member : read.json().properties()) {
            if (member.getValue().equals(without.get(member.getKey()))) {
                continue; // what every record has
            }
            if (member.getKey().equals("contacts")) {
                member.getValue()
                        .path(0)
                        .properties()
                        .forEach(said -> steps.add(new Step("/contacts/0/" + said.getKey(), said.getValue())));
            } else {
                steps.add(new Step("/" + member.getKey(), member.getValue()));
            }
        }
        return steps;
    }

    private static Draft read(ObjectNode record, Normaliser normaliser) {
        var place = new Place("", 0, 0, null);
        var tree = new RawRecord.Tree(record, new IdentityHashMap<>());
        var raw = new RawRecord(1, place, Sha256.of(new byte[0]), () -> tree);
        return normaliser.asDelivered(raw, record, Instant.EPOCH);
    }

    private static @Nullable JsonNode orNull(JsonNode node) {
        return node instanceof MissingNode || node.isNull() ? null : node;
    }

    private static boolean same(@Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return bare(one).equals(bare(other));
    }

    /** Without what makes no difference to readers: the order of members, and how a number is held. */
    private static JsonNode bare(JsonNode node) {
        try {
            return CanonicalJson.mapper().readTree(node.toString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets or, with null, removes; members on the way are made where they are missing, items of a list only at its end. */
    private static boolean set(ObjectNode root, JsonPointer pointer, @Nullable JsonNode value) {
        JsonNode at = root;
        var rest = pointer;
        while (!rest.tail().matches()) {
            var below = at.isArray() ? at.path(rest.getMatchingIndex()) : at.path(rest.getMatchingProperty());
            if (below.isMissingNode()) {
                if (value == null) {
                    return true;
                }
                below = rest.tail().mayMatchElement()
                        ? JsonNodeFactory.instance.arrayNode()
                        : JsonNodeFactory.instance.objectNode();
                if (!put(at, rest, below)) {
                    return false;
                }
            }
            at = below;
            rest = rest.tail();
        }
        return value == null ? remove(at, rest) : put(at, rest, value.deepCopy());
    }

    private static boolean put(JsonNode at, JsonPointer step, JsonNode value) {
        switch (at) {
            case ObjectNode object -> object.set(step.getMatchingProperty(), value);
            case ArrayNode array when step.getMatchingIndex() == array.size() -> array.add(value);
            case ArrayNode array
            when step.getMatchingIndex() >= 0 && step.getMatchingIndex() < array.size() ->
                array.set(step.getMatchingIndex(), value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean remove(JsonNode at, JsonPointer step) {
        switch (at) {
            case ObjectNode object -> object.remove(step.getMatchingProperty());
            case ArrayNode array when step.getMatchingIndex() >= 0 -> array.remove(step.getMatchingIndex());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Keeps what was learned about corrections; called once their delivery is settled. */
    void keep() {
        learned.forEach(memory::remember);
        learned.clear();
    }

    /** The same remarks without the provider's values, for a record of which nothing else is told. */
    static SortedMap<String, Origin.Field> withoutValues(SortedMap<String, Origin.Field> fields) {
        var silent = new TreeMap<String, Origin.Field>();
        fields.forEach((pointer, field) -> {
            var correction = field.correction();
            silent.put(
                    pointer,
                    correction == null
                            ? field
                            : new Origin.Field(
                                    field.place(),
                                    field.rules(),
                                    new Origin.Correction(
                                            null, correction.reason(), correction.source(), correction.until())));
        });
        return silent;
    }

    /** The rules that corrections can report. */
    static List<Rule> rules() {
        return List.of(APPLIED, ENDED, OVERTAKEN, UNUSABLE, TWO_PERSONS);
    }
}
