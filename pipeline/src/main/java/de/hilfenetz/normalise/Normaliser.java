package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.RawRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Raw records of one feed to drafts in canonical shape: by the feed's mapping, for HSDS by the built-in one, else as they are
 * where they have that shape already. Immutable and thread-safe. Nothing that a provider sends makes it throw.
 */
public final class Normaliser {

    static final Rule MAPPING_FAILED = Rule.error(
            "zuordnung-fehlgeschlagen",
            "Die Zuordnung „{mapping}“ ist an diesem Datensatz gescheitert: {reason}. Der Datensatz wird"
                    + " zurückgestellt.",
            "The mapping \"{mapping}\" failed on this record: {reason}. The record is held.");
    static final Rule NOTHING = Rule.error(
            "datensatz-ohne-ergebnis",
            "Aus diesem Datensatz ergibt sich nichts Veröffentlichbares. Bitte die Zuordnung oder den Datensatz"
                    + " prüfen.",
            "Nothing to publish comes of this record. Please check the mapping or the record.");
    static final Rule KIND_UNKNOWN = Rule.error(
            "art-unbekannt",
            "„{value}“ ist keine Art von Datensatz. Erwartet wird service, organization oder location im Feld „kind“.",
            "\"{value}\" is no kind of record. Expected is service, organization or location in the field \"kind\".");

    /** A record for somebody this feed may not speak for. */
    public static final Rule NOT_ALLOWED = Rule.error(
            "traeger-nicht-erlaubt",
            "Diese Datenquelle darf nicht für „{value}“ sprechen. Bitte den Träger prüfen oder die Datenquelle erweitern lassen.",
            "This feed may not speak for “{value}”. Please check the organization or have the feed extended.");

    /** A record taken for protected because nobody knows what its flag means. */
    public static final Rule ODD_FLAG = CommonFields.CONFIDENTIAL;

    /** Whoever writes a mapping says yes for no provider. */
    private static final String CONSENT = "addressConsent";

    /** Members of all kinds in the order of the canonical types. */
    private static final List<String> ORDER = List.of(
            "kind",
            "id",
            "name",
            "alternateName",
            "description",
            "status",
            "alert",
            "locationKind",
            "organizationKind",
            "association",
            "parent",
            "url",
            "organization",
            "competentAuthority",
            "topics",
            "lifeSituations",
            "generations",
            "kindsOfHelp",
            "audiences",
            "categories",
            "keywords",
            "ages",
            "languages",
            "interpreting",
            "access",
            "cost",
            "waitTime",
            "eligibility",
            "procedure",
            "documents",
            "legalBasis",
            "address",
            "point",
            "features",
            "measures",
            "transport",
            "contacts",
            "channels",
            "hours",
            "at",
            "area",
            "leika",
            "related",
            "basis",
            "responsibility",
            "funding",
            "goals",
            "goalsAssigned",
            "outcome",
            "quality",
            "capacity",
            "availability",
            "existsSince",
            "endsOn",
            "fundedUntil",
            "identifiers",
            "sameAs",
            "attribution",
            "changed",
            "confirmed",
            "confidential",
            CONSENT);

    private final Feed feed;
    private final @Nullable Mapping mapping;
    private final Set<String> persons;

    /** @param today persons may be named up to a day */
    public Normaliser(Feed feed, @Nullable Mapping mapping, LocalDate today) {
        this.feed = feed;
        this.mapping = mapping;
        this.persons = feed.named(today);
    }

    /** The rules this package can report. */
    public static List<Rule> rules() {
        return NormaliseRules.ALL;
    }

    /** The rules after which there is no draft to look at. */
    public static List<Rule> unmapped() {
        return List.of(MAPPING_FAILED, NOTHING, KIND_UNKNOWN, HsdsMapping.UNKNOWN);
    }

    /**
     * The drafts of one raw record, in the mapping's order; at least one. Where nothing came out it is
     * empty, with an error among its findings, or without one where there is nothing to hold.
     */
    public List<Draft> normalise(RawRecord raw, RawRecord.Tree tree, Instant delivered) {
        var drafts = new ArrayList<Draft>();
        if (mapping == null && feed.format().isHsds()) {
            for (var mapped : HsdsMapping.apply(tree.root())) {
                var remarks = new Remarks(tree.places(), raw.place());
                mapped.notes().forEach(note -> remarks.add(note.at(remarks.placeOf(note.source()))));
                drafts.add(
                        mapped.json().isEmpty()
                                ? none(remarks.findings())
                                : draft(mapped.json(), remarks, tree, delivered));
            }
        } else {
            try {
                each(
                        mapping == null ? tree.root() : mapping.apply(raw, tree.root(), delivered),
                        raw,
                        tree,
                        delivered,
                        drafts);
            } catch (Mapping.Failure e) {
                var finding = Finding.of(MAPPING_FAILED, raw.place(), null, null)
                        .with("mapping", mapping == null ? "" : mapping.name())
                        .with("reason", String.valueOf(e.getMessage()));
                return List.of(failed(finding));
            }
        }
        return drafts.isEmpty() ? List.of(failed(Finding.of(NOTHING, raw.place(), null, null))) : List.copyOf(drafts);
    }

    /**
     * What the mapping makes of a raw record, before any value is read: one object or an array of them; empty where it fails
     * on this record.
     */
    public Optional<JsonNode> mapped(RawRecord raw, RawRecord.Tree tree, Instant delivered) {
        if (mapping != null) {
            try {
                return Optional.of(mapping.apply(raw, tree.root(), delivered));
            } catch (Mapping.Failure failed) {
                return Optional.empty();
            }
        }
        if (!feed.format().isHsds()) {
            return Optional.of(tree.root());
        }
        var all = JsonNodeFactory.instance.arrayNode();
        HsdsMapping.apply(tree.root()).stream()
                .filter(one -> !one.json().isEmpty())
                .forEach(one -> all.add(one.json().deepCopy()));
        return Optional.of(all);
    }

    /** One value of a record as its provider would have delivered it, by no mapping; told in {@code json}'s first draft. */
    public Draft asDelivered(RawRecord raw, JsonNode json, Instant delivered) {
        var drafts = new ArrayList<Draft>();
        each(json, raw, raw.parse().get(), delivered, drafts);
        return drafts.getFirst();
    }

    private void each(JsonNode mapped, RawRecord raw, RawRecord.Tree tree, Instant delivered, List<Draft> drafts) {
        if (mapped instanceof ObjectNode object) {
            drafts.add(draft(object, new Remarks(tree.places(), raw.place()), tree, delivered));
        } else if (mapped.isArray()) {
            mapped.forEach(item -> each(item, raw, tree, delivered, drafts));
        } else if (!mapped.isNull() && !mapped.isMissingNode()) {
            drafts.add(failed(Finding.of(KIND_UNKNOWN, raw.place(), null, mapped.asText())));
        }
    }

    private static Draft failed(Finding finding) {
        return none(List.of(finding));
    }

    private static Draft none(List<Finding> why) {
        return new Draft(JsonNodeFactory.instance.objectNode(), why, new TreeMap<>(), UnaryOperator.identity());
    }

    private Draft draft(ObjectNode mapped, Remarks remarks, RawRecord.Tree tree, Instant delivered) {
        var country = LocationFields.country(mapped);
        var region = mapped.path("phoneRegion").asText(country == null ? "DE" : country);
        var form =
                new Form(mapped, "", remarks, new Form.Setting(feed.language(), region, country, delivered, persons));
        form.take("phoneRegion");
        var given = form.take("kind");
        var kind = given == null
                ? null
                : Kind.findByJson(given.asText())
                        .filter(Kind.PUBLISHED::contains)
                        .orElse(null);
        if (kind == null) {
            remarks.tell(KIND_UNKNOWN, given, "/kind", given == null ? "" : given.asText(), null);
            form.line("id", 500);
        } else {
            form.to().put("kind", kind.json());
            speaker(mapped, kind, tree);
            switch (kind) {
                case SERVICE -> ServiceFields.fill(form);
                case ORGANIZATION -> OrganizationFields.fill(form);
                case LOCATION -> LocationFields.fill(form);
                case EDITORIAL -> throw new IllegalArgumentException("never among the published");
            }
            if (!isDelivered(mapped.path(CONSENT), tree)) {
                form.to().remove(CONSENT);
            }
            Persons.takeOutTexts(form);
            allowed(form, kind);
            form.finish();
        }
        return new Draft(form.ordered(ORDER), remarks.findings(), remarks.fields(), remarks::locate);
    }

    /** Whether a value stands in the raw record and was not made up by the mapping; one true is like another. */
    private static boolean isDelivered(JsonNode value, RawRecord.Tree tree) {
        return tree.places().containsKey(value) || (value.isBoolean() && holds(tree.root(), value));
    }

    private static boolean holds(JsonNode node, JsonNode value) {
        for (var child : node) {
            if (child.equals(value) || holds(child, value)) {
                return true;
            }
        }
        return false;
    }

    /** Whom the record belongs to, where the mapping does not say and the feed does. */
    private void speaker(ObjectNode mapped, Kind kind, RawRecord.Tree tree) {
        var organizations = feed.organizations();
        if (organizations == null || kind == Kind.ORGANIZATION || mapped.hasNonNull("organization")) {
            return;
        }
        if (organizations.column() != null && tree.root().hasNonNull(organizations.column())) {
            mapped.set("organization", tree.root().get(organizations.column()));
        } else if (organizations.one() != null) {
            mapped.put("organization", organizations.one());
        }
    }

    private void allowed(Form form, Kind kind) {
        var organizations = feed.organizations();
        if (organizations == null || organizations.allowed().isEmpty()) {
            return;
        }
        var whose = form.to()
                .path(kind == Kind.ORGANIZATION ? "id" : "organization")
                .asText("");
        if (!organizations.allowed().contains(whose)) {
            form.remarks().tell(NOT_ALLOWED, null, kind == Kind.ORGANIZATION ? "/id" : "/organization", whose, null);
        }
    }
}
