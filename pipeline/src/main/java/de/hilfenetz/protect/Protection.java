package de.hilfenetz.protect;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.finding.Rule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Decides from a draft whether its place has to be kept secret. Nothing a feed says makes a place public that kind of help
 * or wording protects (SP-2, SP-3); a counselling centre that only its words bring near is held for one decision by people.
 * From the least strict to the strictest.
 */
public enum Protection {
    /** Nothing speaks for protection. */
    PUBLIC,
    /** Published without its place until the provider has said yes to the address. */
    SENSITIVE,
    /** Held until somebody has said whether this is a public counselling centre. */
    UNCLEAR,
    /** Address, coordinates, hours and free text never leave the raw delivery. */
    PROTECTED;

    /** The place of a protected service, withheld. */
    public static final Rule PLACE_WITHHELD = Rule.info(
            "ort-geschuetzt",
            "Dieser Ort gehört zu einem geschützten Angebot. Er wird nicht veröffentlicht und nicht gespeichert.",
            "This place belongs to a protected service. It is neither published nor stored.");

    /** What was left of a protected service. */
    public static final Rule REDUCED = Rule.info(
            "angebot-geschuetzt",
            "Dieses Angebot ist geschützt. Veröffentlicht werden nur Name, Art der Hilfe und die als Hotline gemeldete"
                    + " Nummer.",
            "This service is protected. Only its name, kind of help and the number reported as hotline are published.");

    /** A decision people have to make. */
    public static final Rule DECIDE = Rule.error(
            "schutz-zu-klaeren",
            "Ist das eine öffentliche Beratungsstelle? Ihre Wörter passen auch zu einer Schutzunterkunft. Bitte als"
                    + " Hilfeart „beratung“ oder „unterkunft“ angeben; bis dahin wird nichts veröffentlicht. Die Redaktion"
                    + " kann es mit „protect counselling“ einmal für immer entscheiden.",
            "Is this a public counselling centre? Its words fit a refuge too. Please give the kind of help as"
                    + " “beratung” or “unterkunft”; until then nothing is published. An editor can decide it once and for"
                    + " all with “protect counselling”.");

    /** An address that needs its provider's yes. */
    public static final Rule NEEDS_CONSENT = Rule.warning(
            "anschrift-braucht-zustimmung",
            "Für diese Art von Angebot veröffentlichen wir die Anschrift nur, wenn der Träger ausdrücklich ja sagt. Bis dahin"
                    + " erscheint es ohne Ort. Bitte im Feld „addressConsent“ „ja“ liefern.",
            "For this kind of service we publish the address only when its provider says yes to it. Until then it appears"
                    + " without a place. Please deliver “yes” in the field “addressConsent”.");

    /** A place that only services stand at whose provider has not said yes. */
    public static final Rule PLACE_NEEDS_CONSENT = Rule.info(
            "ort-ohne-zustimmung",
            "Dieser Ort gehört zu einem Angebot, dessen Anschrift nur mit Zustimmung des Trägers veröffentlicht wird, oder zu"
                    + " einem, von dem noch zu klären ist, ob es geschützt ist. Er bleibt bis dahin zurückgestellt.",
            "This place belongs to a service whose address is published with the provider's consent only, or to one of which"
                    + " it is yet to be said whether it is protected. It is held until then.");

    /** Another record that would give a protected place away. */
    public static final Rule LINKED = Rule.error(
            "verknuepft-mit-geschuetztem-ort",
            "Anschrift, Lage, Telefon oder E-Mail stimmen mit einem geschützten Ort überein. Der Eintrag wird"
                    + " zurückgestellt, bis ihn jemand geprüft hat.",
            "Address, position, phone or e-mail equal those of a protected place. The record is held until somebody"
                    + " has checked it.");

    /** Notations of {@code thema} that are protected whatever the kind of help. */
    private static final Set<String> PROTECTED_TOPICS = Set.of("frauenhaus", "schutzunterkunft");

    /** Notations of {@code thema} that are protected where they offer a roof. */
    private static final Set<String> SENSITIVE_TOPICS =
            Set.of("gewaltschutz", "lsbtiq", "menschenhandel", "zwangsheirat");

    /** Notations of {@code thema} whose address needs the provider's yes. */
    private static final Set<String> CONSENT_TOPICS =
            Set.of("unterkunft-gefluechtete", "schwangerschaftskonflikt", "drogenkonsumraum");

    /** The same by wording, in names and categories. */
    private static final Pattern CONSENT = Pattern.compile(
            "j(?:ü|ue)disch|jewish|synagog|israelitisch|chabad|m(?:akk|acc)abi|schwanger(?:schafts|en)-?konflikt"
                    + "|schwangerschaftsabbr|konfliktberatung nach § ?219|drogenkonsumr"
                    + "|konsumraum|druckraum|fixerstube|(?:fl(?:ü|ue)chtlings|asyl)(?:unterk|wohnh|heim)|unterk(?:u|ü)nfte? f(?:ü|ue)r"
                    + " (?:gefl(?:ü|ue)chtete|fl(?:ü|ue)chtlinge)|gefl(?:ü|ue)chtetenunterk|zentrale unterbringungseinrichtung");

    /** What accommodation for refugees calls itself. */
    private static final Pattern REFUGEES_HOME =
            Pattern.compile("gefl(?:ü|ue)chtet|fl(?:ü|ue)chtling|asyl|erstaufnahm|gemeinschaftsunterk|ankunftszentrum");

    private static final Pattern NOT_CONFIDENTIAL = Pattern.compile(
            "(?:nein|no|n|false|falsch|0|-|)|(?:nicht|not|un)[ -]?(?:vertraulich|confidential|geheim|geschützt)|"
                    + "öffentlich|public");

    private static final String SHELTER = "unterkunft";

    private static final String REFUGEES = "flucht";

    /** Houses of refuge by name; matched as part of a word, so that compounds and plurals count. */
    private static final Pattern REFUGE = Pattern.compile(
            "frauen-?h(?:aus|ä|ae)|frauen (?:haus|h(?:ä|ae)user)(?!\\p{L})|frauen-?notwohn|m(?:ä|ae)dchen-?h(?:aus|ä|ae)|m(?:ä|ae)nnerschutz|kinderschutzhaus|schutz-?wohn|schutz-?unterk|schutzhaus|schutzeinrichtung|schutzraum|zufluchts?|anonyme[rn]?"
                    + " (?:unterk|wohn|unterbring)|geheime[rn]? (?:ort|adresse)|women.?s (?:shelter|refuge)"
                    + "|(?:shelter|refuge) for (?:battered )?women|safe ?house|refuge(?!e)");

    /** Words about violence that both refuges and counselling centres use. */
    private static final Pattern VIOLENCE = Pattern.compile(
            "gewaltschutz|h(?:ä|ae)usliche[rn]? gewalt|gewalt gegen frauen|partnerschaftsgewalt"
                    + "|zwangsheirat|zwangsverheirat|menschenhandel|zwangsprostitution|stalking|ehrgewalt|gewaltbetroffen");

    /** What else accommodation says of itself that is a refuge by another name. */
    private static final Pattern ESCAPE = Pattern.compile(
            "von gewalt betroffen|gewalterfahr|misshandel|(?:partner|beziehungs)gewalt|gewaltt(?:ä|ae)tige[rn]? (?:partner|ehem|m(?:a|ä)nn)"
                    + "|gewalt in (?:der|ihrer|einer) (?:beziehung|partnerschaft|ehe|familie)");

    /** Plain language parts compounds: "Frauen·haus". */
    private static final Pattern PARTED = Pattern.compile("(?<=\\p{L})[·‧•](?=\\p{L})");

    /** The rules protection can report. */
    public static List<Rule> rules() {
        return List.of(PLACE_WITHHELD, REDUCED, DECIDE, LINKED, NEEDS_CONSENT, PLACE_NEEDS_CONSENT);
    }

    /** The codes of these rules: whose record they hold, nobody is told in public. */
    public static List<String> codes() {
        return rules().stream().map(Rule::code).toList();
    }

    /**
     * Whether protection hangs on the concept ({@code thema}, {@code frauenhaus}), so that no single editor may give its
     * words, its kinds of help or its place to another.
     */
    public static boolean hangsOn(String scheme, String notation) {
        return scheme.equals("hilfeart") ? notation.equals(SHELTER) : scheme.equals("thema") && isDeciding(notation);
    }

    private static boolean isDeciding(String topic) {
        return PROTECTED_TOPICS.contains(topic)
                || SENSITIVE_TOPICS.contains(topic)
                || CONSENT_TOPICS.contains(topic)
                || topic.equals(REFUGEES);
    }

    /**
     * Decides for a draft of a service or a location (its canonical JSON before identification). Where editors have a say in
     * what its words mean, it counts both ways and the stricter one decides: an editor's concept may protect, and releases
     * nothing.
     */
    public static Protection of(JsonNode draft) {
        var asRead = of(draft, draft);
        var asShipped = draft.path("asShipped");
        return asShipped.isObject() ? Collections.max(List.of(asRead, of(draft, asShipped))) : asRead;
    }

    /** @param lists holds topics, kinds of help and categories of the draft */
    private static Protection of(JsonNode draft, JsonNode lists) {
        if (isFlagged(draft.path("confidential"))) {
            return PROTECTED;
        }
        if (draft.path("kind").asText().equals("organization")) {
            return PUBLIC; // it names no place; what would give one away is found by its values
        }
        var topics = strings(lists.path("topics"));
        var help = strings(lists.path("kindsOfHelp"));
        var roof = help.contains(SHELTER);
        if (topics.stream().anyMatch(PROTECTED_TOPICS::contains)
                || (roof && topics.stream().anyMatch(SENSITIVE_TOPICS::contains))) {
            return PROTECTED;
        }
        var named = text(draft, "name", "alternateName", "keywords") + text(lists, "categories");
        var refuge = REFUGE.matcher(named).find();
        var violence = VIOLENCE.matcher(named).find();
        var told = text(draft, "description", "alert", "eligibility", "procedure");
        if (roof && (refuge || violence || speaksOfRefuge(named) || speaksOfRefuge(told))) {
            return PROTECTED;
        }
        if (refuge) {
            return help.isEmpty() ? PROTECTED : UNCLEAR;
        }
        // Whoever gives advice says so in the name or as kind of help, and may speak of refuges.
        var unsaid = help.isEmpty() && draft.path("kind").asText().equals("service");
        if (unsaid
                && (violence
                        || (!named.contains("berat") && REFUGE.matcher(told).find()))) {
            return UNCLEAR;
        }
        return isSensitive(topics, named, roof) && !isYes(draft.path("addressConsent")) ? SENSITIVE : PUBLIC;
    }

    private static boolean speaksOfRefuge(String text) {
        return REFUGE.matcher(text).find()
                || VIOLENCE.matcher(text).find()
                || ESCAPE.matcher(text).find();
    }

    /**
     * The same, with what people decided about this record: a decision outlives deliveries, and none of them makes it.
     *
     * @param provider the name of the feed's provider, for some institutions are sensitive whatever they offer
     * @param records the ids it has or may have; asked for only where something is to be decided
     */
    public static Protection of(
            JsonNode draft, String provider, Rulings rulings, Supplier<Set<UUID>> records, LocalDate today) {
        var own = of(draft);
        var sensitive = own == PUBLIC
                && draft.path("kind").asText().equals("service")
                && isSensitiveProvider(provider)
                && !isYes(draft.path("addressConsent"));
        return switch (sensitive ? SENSITIVE : own) {
            case PUBLIC -> PUBLIC;
            case PROTECTED ->
                records.get().stream().anyMatch(record -> rulings.isReleased(record, today)) ? PUBLIC : PROTECTED;
            case UNCLEAR ->
                records.get().stream().anyMatch(rulings::isCounsellingCentre)
                                || records.get().stream().anyMatch(record -> rulings.isReleased(record, today))
                        ? PUBLIC
                        : UNCLEAR;
            case SENSITIVE -> records.get().stream().anyMatch(rulings::hasConsent) ? PUBLIC : SENSITIVE;
        };
    }

    /** Whether all services of a provider of this name are sensitive, whatever they offer. */
    public static boolean isSensitiveProvider(String name) {
        return CONSENT.matcher(name.toLowerCase(Locale.GERMAN)).find();
    }

    private static boolean isSensitive(List<String> topics, String named, boolean roof) {
        return topics.stream().anyMatch(CONSENT_TOPICS::contains)
                || (roof
                        && (topics.contains(REFUGEES)
                                || REFUGEES_HOME.matcher(named).find()))
                || CONSENT.matcher(named).find();
    }

    /** An odd flag protects: only a plain no is a no. It releases nothing either way. */
    private static boolean isFlagged(JsonNode flag) {
        if (flag.isContainerNode()) {
            return !flag.isEmpty();
        }
        return !flag.isMissingNode()
                && !flag.isNull()
                && !NOT_CONFIDENTIAL
                        .matcher(flag.asText().strip().toLowerCase(Locale.GERMAN))
                        .matches();
    }

    private static boolean isYes(JsonNode consent) {
        return consent.asText("").equals("yes");
    }

    private static List<String> strings(JsonNode array) {
        var strings = new ArrayList<String>();
        array.forEach(node -> strings.add(node.asText()));
        return strings;
    }

    private static String text(JsonNode draft, String... fields) {
        var text = new StringBuilder();
        for (var field : fields) {
            append(draft.path(field), text);
        }
        return PARTED.matcher(text).replaceAll("").toLowerCase(Locale.GERMAN);
    }

    private static void append(JsonNode node, StringBuilder text) {
        if (node.isContainerNode()) {
            node.forEach(child -> append(child, text));
        } else {
            text.append(node.asText("")).append('\n');
        }
    }
}
