package de.hilfenetz.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.JoinedRecord;
import de.hilfenetz.journal.JournalException;
import de.hilfenetz.journal.Run;
import de.hilfenetz.journal.Waiver;
import de.hilfenetz.normalise.Draft;
import de.hilfenetz.normalise.Normaliser;
import de.hilfenetz.protect.Projection;
import de.hilfenetz.protect.Protection;
import de.hilfenetz.read.Readers;
import de.hilfenetz.read.Sink;
import de.hilfenetz.read.UnreadableDelivery;
import de.hilfenetz.read.UnreadableRecord;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Editorial;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Origin;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Sha256;
import de.hilfenetz.validate.Rules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the records of one delivery, one after the other, through all stages into one run. Not thread-safe. */
final class Processing implements Sink {

    /** The same id twice with different content. */
    static final Rule CONFLICT = Rule.error(
            "kennung-doppelt",
            "Die Kennung „{value}“ kommt in dieser Lieferung mehrfach mit verschiedenem Inhalt vor. Alle diese Einträge sind"
                    + " zurückgestellt: Bitte jede Kennung nur einmal verwenden.",
            "The id “{value}” occurs more than once in this delivery with different content. All of these are held: please use"
                    + " each id once.");

    /** A provider's number must not stand among those that every page shows. */
    static final Rule EDITORS_ID = Rule.error(
            "kennung-der-redaktion",
            "Die Kennung „{value}“ beginnt mit „crisis-number/“. So heißen nur die Krisennummern der Redaktion: Bitte eine andere"
                    + " Kennung verwenden.",
            "The id “{value}” begins with “crisis-number/”. Only the crisis numbers that editors keep are called so: please use"
                    + " another id.");

    /** Our own fault. */
    static final Rule BROKEN = Rule.error(
            "verarbeitung-gescheitert",
            "Dieser Eintrag konnte wegen eines Fehlers bei uns nicht verarbeitet werden. Sie müssen nichts tun; wir sehen nach.",
            "This entry could not be processed because of a fault on our side. You need not do anything; we will look into it.");

    /** An organization made from what the feed says of itself. */
    static final Rule FROM_FEED = Rule.info(
            "traeger-aus-datenquelle",
            "Der Träger „{value}“ wurde selbst nicht geliefert. Er wird mit dem Namen aus der Datenquelle geführt.",
            "The organization “{value}” itself was not delivered. It is listed under the name the feed gives.");

    /** A record that somebody decided is another one. */
    static final Rule JOINED = Rule.info(
            "zusammengefuehrt",
            "Der Eintrag „{value}“ ist mit einem Eintrag einer anderen Datenquelle zusammengeführt: Öffentlich ist nur jener, die"
                    + " Adresse dieses Eintrags führt dorthin. Stimmt das nicht, melden Sie sich bitte bei uns.",
            "The entry “{value}” was joined with an entry of another feed: only that one is public, and this entry's address leads"
                    + " there. If this is wrong, please tell us.");

    /** Two sources of one thing that say two things of it. */
    static final Rule CONTRADICTS = Rule.warning(
            "zusammengefuehrt-widerspruch",
            "„{field}“ ist bei Ihnen „{value}“; veröffentlicht ist „{suggestion}“ aus der anderen Datenquelle, mit deren Eintrag"
                    + " dieser zusammengeführt ist. Bitte klären Sie miteinander, was stimmt.",
            "“{field}” is “{value}” in your data; public is “{suggestion}” from the other feed with whose entry this one was joined."
                    + " Please find out together which is right.");

    /** Something named that is not there. */
    static final Rule DEAD_REFERENCE = Rule.warning(
            "verweis-ins-leere",
            "Der Verweis auf „{value}“ führt ins Leere: Unter dieser Kennung ist nichts veröffentlicht. Bitte den Eintrag mitliefern"
                    + " oder die Kennung prüfen.",
            "The reference to “{value}” leads nowhere: nothing is published under that id. Please deliver the entry too, or check the"
                    + " id.");

    /** A record that somebody let through. */
    static final Rule WAIVED = Rule.info(
            "freigegeben",
            "Der Eintrag wurde trotz dieser Fehler freigegeben: {value}. Bitte berichtigen Sie sie; ändert sich der Eintrag sonst,"
                    + " wird er wieder zurückgestellt.",
            "The entry was released in spite of these faults: {value}. Please correct them; if the entry changes otherwise, it is"
                    + " held again.");

    /** A record that must not be public. */
    static final Rule WITHDRAWN = Rule.error(
            "zurueckgezogen",
            "Dieser Eintrag ist zurückgezogen und wird nicht wieder veröffentlicht. Ist das ein Irrtum, melden Sie sich bitte bei"
                    + " uns.",
            "This entry is withdrawn and is not published again. If this is a mistake, please tell us.");

    /** A value that must not be public. */
    static final Rule FIELD_WITHDRAWN = Rule.info(
            "angabe-zurueckgezogen",
            "Diese Angabe ist zurückgezogen; der übrige Eintrag ist veröffentlicht. Ist das ein Irrtum, melden Sie sich bitte bei"
                    + " uns.",
            "This value is withdrawn; the rest of the entry is published. If this is a mistake, please tell us.");

    private static final Logger LOG = LoggerFactory.getLogger(Processing.class);

    private final Feed feed;
    private final Delivery delivery;
    private final Normaliser normaliser;
    private final Stages stages;
    private final Guard guard;
    private final Corrections corrections;
    private final BiFunction<Kind, String, UUID> identities;
    private final Map<UUID, UUID> joined;
    private final Others others;
    private final Predicate<UUID> elsewhere;
    private final Function<UUID, Optional<Entry>> published;
    private final BiPredicate<UUID, UUID> joinable;
    private final List<Waiver> waivers;
    private final Map<UUID, SortedSet<String>> withdrawn;
    private final Run run;
    private final Tallies tallies;
    private final Identification identification;
    /** Records named by others, and what is to be said where there is none. */
    private final Map<Reference, Finding> references = new LinkedHashMap<>();

    private final Editing editing;
    private final ClientData clientData;
    private final boolean isPublic;
    private boolean tellsOfPeople;
    /** Raw records that are not to be quoted, for when they come again as they were. */
    private final Set<Sha256> heldBefore = new HashSet<>();

    private final Set<Sha256> secretBefore = new HashSet<>();

    private @Nullable Predicate<UUID> mine;
    private int taken;
    private int passedOver;
    private boolean heldNow;
    private boolean secretNow;
    private UnaryOperator<Finding> locate = UnaryOperator.identity();
    /** The record at hand; null where nothing is known of it. */
    private Finding.@Nullable Subject subject;

    /**
     * @param identities the feed's id space
     * @param joined records that lead to another one, each with that one
     * @param others what such records of other feeds say of this one's
     * @param elsewhere whether another feed has made a record public
     * @param published what any feed has made public
     * @param joinable whether two records can be one, or are already
     * @param waivers what may be public with its faults
     * @param withdrawn members of records that must not be public; the empty name is all of it
     */
    Processing(
            Delivery delivery,
            Feed feed,
            Normaliser normaliser,
            Stages stages,
            Guard guard,
            Corrections corrections,
            BiFunction<Kind, String, UUID> identities,
            Map<UUID, UUID> joined,
            Others others,
            Predicate<UUID> elsewhere,
            Function<UUID, Optional<Entry>> published,
            BiPredicate<UUID, UUID> joinable,
            List<Waiver> waivers,
            Map<UUID, SortedSet<String>> withdrawn,
            Run run,
            Tallies tallies) {
        this.identities = identities;
        this.joined = joined;
        this.others = others;
        this.elsewhere = elsewhere;
        this.published = published;
        this.joinable = joinable;
        this.waivers = waivers;
        this.withdrawn = withdrawn;
        this.feed = feed;
        this.delivery = delivery;
        this.normaliser = normaliser;
        this.stages = stages;
        this.guard = guard;
        this.corrections = corrections;
        this.run = run;
        this.tallies = tallies;
        this.identification = new Identification(feed, delivery, identities, joined);
        this.editing = new Editing(feed, stages.schemas(), stages.concepts().vocabulary());
        this.clientData = new ClientData(feed);
        this.isPublic = run.isOfSettledDelivery();
    }

    /** Takes nothing but these records from now on; null: all. */
    void only(@Nullable Predicate<UUID> these) {
        mine = these;
    }

    @Override
    public void note(Finding finding) {
        tallies.add(finding);
    }

    @Override
    public void accept(RawRecord raw, List<Finding> findings) {
        heldNow = heldBefore.contains(raw.sha256());
        secretNow = secretBefore.contains(raw.sha256());
        take(raw, findings);
        taken++;
        tallies.passed(raw.place(), heldNow, secretNow);
        if (secretNow) {
            secretBefore.add(raw.sha256());
        }
        if (heldNow) {
            heldBefore.add(raw.sha256());
        }
    }

    private void take(RawRecord raw, List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            hold(raw, raw.place(), null, null, findings);
            return;
        }
        if (run.known(raw.sha256()).isPresent()) {
            return;
        }
        try {
            process(raw, findings);
        } catch (UnreadableRecord unreadable) {
            if (feed.format().isEditorial()) {
                hold(raw, raw.place(), Kind.EDITORIAL, Editing.sourceId(raw), List.of(unreadable.finding()));
                return;
            }
            hold(raw, raw.place(), null, null, List.of(unreadable.finding()));
        } catch (UnreadableDelivery whole) {
            throw whole;
        } catch (JournalException world) {
            throw world; // a full disk is no fault of the record
        } catch (RuntimeException | StackOverflowError ours) {
            LOG.error(
                    "record at {} of delivery {} could not be processed",
                    raw.place(),
                    delivery.sha256(),
                    Faults.forLog(ours));
            hold(raw, raw.place(), null, null, List.of(Finding.of(BROKEN, raw.place(), null, null)));
        }
    }

    private void process(RawRecord raw, List<Finding> readFindings) {
        var tree = raw.parse().get();
        if (feed.format().isEditorial()) {
            edit(raw, tree, readFindings);
        } else {
            process(raw, tree, withPeople(raw, tree, readFindings));
        }
    }

    /** Refuses what is new; of what is public already the operator is told, once. */
    private List<Finding> withPeople(RawRecord raw, RawRecord.Tree tree, List<Finding> readFindings) {
        var found = tellsOfPeople ? null : clientData.look(tree, raw.place()).orElse(null);
        if (found == null) {
            return readFindings;
        }
        if (!isPublic) {
            throw new UnreadableDelivery(found);
        }
        tellsOfPeople = true;
        LOG.warn("delivery {} of {} is public and looks like client data: {}", delivery.id(), feed.id(), found.place());
        var findings = new ArrayList<>(readFindings);
        findings.add(Finding.of(ClientData.PUBLISHED, found.place(), null, null)
                .with("what", found.values().getOrDefault("what", "")));
        return findings;
    }

    /** An entry that editors keep. */
    private void edit(RawRecord raw, RawRecord.Tree tree, List<Finding> readFindings) {
        var findings = new Findings();
        findings.addAll(readFindings);
        var records = editing.records(raw, tree, findings);
        if (records.isPresent() && !findings.hasErrors()) {
            process(raw, new RawRecord.Tree(records.get(), tree.places()), findings.list());
            return;
        }
        var sourceId = Editing.sourceId(tree.root());
        if (findings.hasErrors()) {
            hold(raw, raw.place(), Kind.EDITORIAL, sourceId, findings.list());
            return;
        }
        var draft = editing.draft(tree.root(), editing.content(raw, tree, findings));
        linked(draft, raw.place(), findings);
        if (findings.hasErrors()) {
            hold(raw, raw.place(), Kind.EDITORIAL, sourceId, findings.list());
            return;
        }
        services(draft.path("content").path("services"), raw.place(), findings);
        if (PairDecisions.waits(draft.path("type").asText(), draft.path("content"), joinable)) {
            findings.add(PairDecisions.WAITS, raw.place(), "/other", null);
        }
        if (isWithdrawn(draft, Kind.EDITORIAL, sourceId, raw.place(), findings)) {
            hold(raw, raw.place(), Kind.EDITORIAL, sourceId, List.of(Finding.of(WITHDRAWN, raw.place(), null, null)));
            return;
        }
        var json = identification.identify(draft, Kind.EDITORIAL, sourceId, raw.place(), Collections.emptySortedMap());
        put(raw, raw.place(), sourceId, CanonicalJson.from(json), findings);
        var content = draft.path("content");
        Editorial.round(content).ifPresent(round -> {
            var field = content.has("round") ? "/round" : "/figure";
            refer(new Reference(Kind.EDITORIAL, "abstimmung/" + round, field), raw.place());
        });
    }

    /** Those that a planning round is about. */
    private void services(JsonNode ids, Place place, Findings findings) {
        for (var i = 0; i < ids.size(); i++) {
            if (published.apply(UUID.fromString(ids.get(i).asText())).isEmpty()) {
                findings.add(DEAD_REFERENCE, place, "/services/" + i, ids.get(i).asText());
            }
        }
    }

    private void process(RawRecord raw, RawRecord.Tree tree, List<Finding> readFindings) {
        var drafts = normaliser.normalise(raw, tree, delivery.received());
        var candidates = new ArrayList<Candidate>();
        for (var draft : drafts) {
            var findings = new Findings();
            findings.addAll(readFindings);
            findings.addAll(draft.findings());
            stages.concepts().apply(draft.json(), raw.place(), findings);
            identification.organizations(draft.json(), tree.root(), raw.place(), findings);
            candidates.add(new Candidate(draft.json(), draft.fields(), findings, null));
        }
        var group = guard.learn(drafts.stream().map(Draft::json).toList());
        secretNow |= group == Guard.Group.PROTECTED || group == Guard.Group.SENSITIVE;
        for (int i = 0; i < candidates.size(); i++) {
            locate = drafts.get(i).locate();
            subject = subject(drafts.get(i).json());
            one(raw, corrected(candidates.get(i), raw.place()), group);
        }
        locate = UnaryOperator.identity();
        subject = null;
    }

    /** As editors corrected it, where that touches nothing that is protected. */
    private Candidate corrected(Candidate candidate, Place place) {
        if (corrections.isEmpty()) {
            return candidate;
        }
        var ids = guard.ids(candidate.json());
        if (!corrections.concern(ids)) {
            return candidate;
        }
        var findings = new Findings();
        findings.addAll(candidate.findings().list());
        var fields = new TreeMap<>(candidate.fields());
        var json = corrections.apply(candidate.json(), ids, fields, normaliser, place, findings);
        var before = guard.of(candidate.json());
        if (before != guard.of(json) || guard.secret().linkedTo(candidate.json())) {
            candidate.findings().add(Corrections.TWO_PERSONS, place, null, null);
            return candidate;
        }
        return new Candidate(
                json, before == Protection.PUBLIC ? fields : Corrections.withoutValues(fields), findings, candidate);
    }

    /**
     * A draft on its way, with all that was found about it so far.
     *
     * @param delivered the same as its provider delivered it; null where it is that
     */
    private record Candidate(
            ObjectNode json,
            SortedMap<String, Origin.Field> fields,
            Findings findings,
            @Nullable Candidate delivered) {}

    private void one(RawRecord raw, Candidate candidate, Guard.Group group) {
        var json = candidate.json();
        var fields = candidate.fields();
        var findings = candidate.findings();
        var kind = Kind.findByJson(json.path("kind").asText("")).orElse(null);
        var place = raw.place();
        if (kind == null && !findings.hasErrors()) {
            tallies.addAll(findings.list());
            passedOver++;
            return;
        }
        if (kind == null) {
            hold(raw, place, null, null, findings.list());
            return;
        }
        if (mine != null && guard.ids(json).stream().noneMatch(mine)) {
            run.passOver(raw.sha256());
            return;
        }
        var sourceId = Identification.sourceId(json, place, findings);
        if (sourceId.startsWith(Service.EDITED_CRISIS) && !feed.format().isEditorial()) {
            hold(raw, place, kind, sourceId, List.of(Finding.of(EDITORS_ID, place, "/id", sourceId)));
            return;
        }
        if (guard.isSecretPlace(json, group)) {
            secretNow = true;
            withhold(raw, place, kind, sourceId, Protection.PLACE_WITHHELD);
            return;
        }
        if (guard.isSensitivePlace(json, group)) {
            secretNow = true;
            withhold(raw, place, kind, sourceId, Protection.PLACE_NEEDS_CONSENT);
            return;
        }
        switch (guard.of(json)) {
            case PROTECTED -> {
                secretNow = true;
                if (kind != Kind.SERVICE) {
                    withhold(raw, place, kind, sourceId, Protection.PLACE_WITHHELD);
                    return;
                }
                run.retract(kind, sourceId);
                json = Projection.of(json, guard.secret()).json();
                fields = Collections.emptySortedMap();
                findings = errorsAndWhy(findings);
                findings.add(Protection.REDUCED, place, null, null);
                sourceId = Guard.publicId(sourceId);
            }
            case UNCLEAR -> {
                secretNow = true;
                findings.add(Protection.DECIDE, place, null, null);
                linked(json, place, findings);
            }
            case SENSITIVE -> {
                secretNow = true;
                guard.takeOutPlace(json);
                findings.add(Protection.NEEDS_CONSENT, place, "/at", null);
                linked(json, place, findings);
            }
            case PUBLIC -> linked(json, place, findings);
        }
        var delivered = candidate.delivered();
        if (delivered != null && !findings.hasErrors() && breaksSchema(kind, sourceId, json, fields, place)) {
            delivered.findings().add(Corrections.UNUSABLE, place, null, null);
            one(raw, delivered, group);
            return;
        }
        check(raw, place, kind, sourceId, json, fields, findings);
    }

    /** A wrong correction must not keep the provider's record from the public. */
    private boolean breaksSchema(
            Kind kind, String sourceId, ObjectNode json, SortedMap<String, Origin.Field> fields, Place place) {
        var found = new Findings();
        var identified = identification.identify(json.deepCopy(), kind, sourceId, place, fields);
        stages.schemas().check(kind, identified, place, fields, found);
        return found.hasErrors();
    }

    private void linked(ObjectNode json, Place place, Findings findings) {
        if (guard.secret().linkedTo(json)) {
            secretNow = true;
            findings.add(Protection.LINKED, place, null, null);
        }
    }

    private void check(
            RawRecord raw,
            Place place,
            Kind kind,
            String sourceId,
            ObjectNode json,
            SortedMap<String, Origin.Field> fields,
            Findings findings) {
        if (isWithdrawn(json, kind, sourceId, place, findings)) {
            hold(raw, place, kind, sourceId, List.of(Finding.of(WITHDRAWN, place, null, null)));
            return;
        }
        var named = named(json); // identification puts our ids in their place
        var told = withoutWithdrawn(fields, kind, sourceId);
        var identified = identification.identify(json, kind, sourceId, place, told);
        stages.schemas().check(kind, identified, place, told, findings);
        if (findings.hasErrors()) {
            hold(raw, place, kind, sourceId, findings.list());
            return;
        }
        if (!secretNow) {
            others.addTo(identified, told, guard.secret(), place, findings);
        }
        var entry = CanonicalJson.from(identified);
        Rules.check(entry, place, findings);
        if (entry instanceof Location location) {
            entry = stages.districts().assign(location, place, findings);
        }
        stages.shapes().check(entry, place, findings);
        if (findings.hasErrors()) {
            var faults = waived(raw, sourceId, findings);
            if (faults.isEmpty()) {
                hold(raw, place, kind, sourceId, findings.list());
                return;
            }
            var rest = new Findings();
            findings.list().stream()
                    .filter(finding -> finding.severity() != Severity.ERROR)
                    .forEach(rest::add);
            rest.add(WAIVED, place, null, String.join(", ", faults));
            findings = rest;
        }
        put(raw, place, sourceId, entry, findings);
        named.forEach(reference -> refer(reference, place));
    }

    /** Another record that a draft names by its provider's id. */
    private record Reference(Kind kind, String sourceId, String field) {}

    private void refer(Reference reference, Place place) {
        references.computeIfAbsent(
                reference,
                named -> told(Finding.of(DEAD_REFERENCE, place.in(named.field()), named.field(), named.sourceId())));
    }

    private static List<Reference> named(ObjectNode draft) {
        var named = new ArrayList<Reference>();
        for (var field : List.of("organization", "competentAuthority", "parent")) {
            if (draft.path(field).isTextual()) {
                named.add(new Reference(Kind.ORGANIZATION, draft.get(field).asText(), "/" + field));
            }
        }
        var at = draft.path("at");
        for (var i = 0; i < at.size(); i++) {
            var location = at.path(i).path("location");
            if (location.isTextual()) {
                named.add(new Reference(Kind.LOCATION, location.asText(), "/at/" + i + "/location"));
            }
        }
        return named;
    }

    /** Whether the record is withdrawn; takes out of it what is. */
    private boolean isWithdrawn(ObjectNode json, Kind kind, String sourceId, Place place, Findings findings) {
        var fields = withdrawn.isEmpty() ? null : withdrawn.get(identities.apply(kind, sourceId));
        if (fields == null) {
            return false;
        }
        for (var field : fields) {
            if (json.remove(field) != null) {
                findings.add(FIELD_WITHDRAWN, place, "/" + field, null);
            }
        }
        return fields.first().isEmpty();
    }

    /** A correction of what is withdrawn would still say what the provider delivered. */
    private SortedMap<String, Origin.Field> withoutWithdrawn(
            SortedMap<String, Origin.Field> fields, Kind kind, String sourceId) {
        var closed = withdrawn.isEmpty() ? null : withdrawn.get(identities.apply(kind, sourceId));
        if (closed == null) {
            return fields;
        }
        var told = new TreeMap<>(fields);
        told.keySet().removeIf(pointer -> closed.contains(pointer.split("/", -1)[1]));
        return told;
    }

    /** The faults in spite of which the record may be public; none where it may not. */
    private Set<String> waived(RawRecord raw, String sourceId, Findings findings) {
        var faults = findings.list().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> finding.rule().code())
                .collect(Collectors.toCollection(TreeSet::new));
        return RuleCatalogue.canBeWaived(faults)
                        && waivers.stream().anyMatch(waiver -> waiver.covers(raw.sha256(), sourceId, faults))
                ? faults
                : Set.of();
    }

    private void put(RawRecord raw, Place place, String sourceId, Entry entry, Findings findings) {
        var survivor = joined.get(entry.id());
        if (survivor != null) {
            var said = secretNow ? new TreeMap<String, JsonNode>() : Others.said(entry);
            run.join(new JoinedRecord(entry.id(), survivor, feed.id(), said), raw.sha256());
            findings.add(JOINED, place, null, sourceId);
            published.apply(survivor).ifPresent(stays -> contradictions(said, stays, place, findings));
            tallies.addAll(located(findings.list()));
            return;
        }
        switch (run.put(entry, raw.sha256())) {
            case CONFLICT ->
                hold(raw, place, entry.kind(), sourceId, List.of(Finding.of(CONFLICT, place, "/id", sourceId)));
            case ADDED, CHANGED, UNCHANGED, RETURNED, DUPLICATE -> {
                var located = located(findings.list());
                run.note(raw.sha256(), entry.kind(), sourceId, located);
                tallies.addAll(located);
            }
        }
    }

    private static void contradictions(SortedMap<String, JsonNode> said, Entry stays, Place place, Findings findings) {
        var theirs = Others.said(stays);
        Others.differing(said, theirs)
                .forEach(
                        (member, value) -> findings.add(Finding.of(CONTRADICTS, place, member, Corrections.shown(value))
                                .with("field", member.substring(1))
                                .suggesting(Corrections.shown(theirs.get(member)))));
    }

    private List<Finding> located(List<Finding> findings) {
        return findings.stream().map(locate).map(this::told).toList();
    }

    /** With the record it is about, unless that must not be told. */
    private Finding told(Finding finding) {
        return subject == null || secretNow ? finding : finding.about(subject);
    }

    private Finding.Subject subject(ObjectNode draft) {
        var names = draft.path("name");
        var name = names.isTextual() ? names : names.path(feed.language());
        return new Finding.Subject(draft.path("id").asText(""), name.asText(""));
    }

    private void withhold(RawRecord raw, Place place, Kind kind, String sourceId, Rule why) {
        run.retract(kind, sourceId);
        hold(raw, place, kind, Guard.veiled(sourceId), List.of(Finding.of(why, place, null, null)));
    }

    private void hold(
            RawRecord raw, Place place, @Nullable Kind kind, @Nullable String sourceId, List<Finding> findings) {
        heldNow = true;
        var located = located(findings);
        run.hold(raw.sha256(), place, kind, sourceId, located);
        tallies.addAll(located);
    }

    /** Errors, and that an odd flag was taken for a yes: its provider would not know why the record is protected. */
    private static Findings errorsAndWhy(Findings findings) {
        var left = new Findings();
        for (var finding : findings.list()) {
            if (finding.severity() == Severity.ERROR || finding.rule().equals(ClientData.PUBLISHED)) {
                left.add(finding);
            } else if (finding.rule().equals(Normaliser.ODD_FLAG)) {
                left.add(finding.withoutValue());
            }
        }
        return left;
    }

    /**
     * Adds what a delivery may leave out, and tells what it names and nobody has.
     *
     * @throws UnreadableDelivery where a whole stock consists of nothing that could be a record
     */
    void finish() {
        if (taken > 0 && taken == passedOver && feed.deliveries() == Feed.Deliveries.SNAPSHOT) {
            throw new UnreadableDelivery(
                    Finding.of(Readers.NO_RECORDS, new Place(delivery.fileName(), 0, 0, null), null, null));
        }
        addOrganization();
        references.forEach((reference, dead) -> {
            var id = identities.apply(reference.kind(), reference.sourceId());
            if (!joined.containsKey(id)
                    && !run.contains(id)
                    && published.apply(id).isEmpty()
                    && !guard.secret().isPlace(feed.ids(), reference.sourceId())) {
                tallies.add(dead, id);
            }
        });
    }

    /** The one organization that the feed speaks for. */
    private void addOrganization() {
        var organizations = feed.organizations();
        if (organizations == null || organizations.one() == null) {
            return;
        }
        var id = organizations.one();
        var record = identities.apply(Kind.ORGANIZATION, id);
        if (joined.containsKey(record)
                || run.contains(record)
                || elsewhere.test(record)
                || withdrawn.containsKey(record)) {
            return;
        }
        var place = new Place(feed.id() + ".yaml", 0, 0, null);
        var draft = JsonNodeFactory.instance.objectNode();
        draft.putObject("name").put(feed.language(), feed.title());
        var hash = Sha256.of((feed.id() + "\n" + id + "\n" + feed.title()).getBytes(StandardCharsets.UTF_8));
        if (run.known(hash).isEmpty()) {
            var json = identification.identify(draft, Kind.ORGANIZATION, id, place, Collections.emptySortedMap());
            run.put(CanonicalJson.from(json), hash);
            tallies.add(Finding.of(FROM_FEED, place, null, id));
        }
    }

    /** The rules processing can report. */
    static List<Rule> rules() {
        return List.of(
                CONFLICT,
                EDITORS_ID,
                BROKEN,
                DEAD_REFERENCE,
                FROM_FEED,
                JOINED,
                CONTRADICTS,
                Others.OVERRULED,
                WAIVED,
                WITHDRAWN,
                FIELD_WITHDRAWN);
    }
}
