package de.hilfenetz.protect;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.finding.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides from a draft whether its place has to be kept secret. Nothing a feed says makes a place public that kind of help
 * or wording protects (SP-2, SP-3); a counselling centre that only its words bring near is held for one decision by people.
 */
public enum Protection {
    /** Nothing speaks for protection. */
    PUBLIC,
    /** Address, coordinates, hours and free text never leave the raw delivery. */
    PROTECTED,
    /** Held until somebody has said whether this is a public counselling centre. */
    UNCLEAR;

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
                    + " Hilfeart „beratung“ oder „unterkunft“ angeben; bis dahin wird nichts veröffentlicht.",
            "Is this a public counselling centre? Its words fit a refuge too. Please give the kind of help as"
                    + " “beratung” or “unterkunft”; until then nothing is published.");

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

    private static final String SHELTER = "unterkunft";

    /** Houses of refuge by name; matched as part of a word, so that compounds and plurals count. */
    private static final Pattern REFUGE = Pattern.compile(
            "frauenh(?:aus|ä|ae)|m(?:ä|ae)dchenh(?:aus|ä|ae)|m(?:ä|ae)nnerschutz|kinderschutzhaus|schutzwohn|schutzunterk|schutzhaus|schutzeinrichtung|schutzraum|zufluchts?|anonyme[rn]?"
                    + " (?:unterk|wohn|unterbring)|geheime[rn]? (?:ort|adresse)|women.?s (?:shelter|refuge)|safe"
                    + " ?house|refuge(?!e)");

    /** Words about violence that both refuges and counselling centres use. */
    private static final Pattern VIOLENCE = Pattern.compile(
            "gewaltschutz|h(?:ä|ae)usliche[rn]? gewalt|gewalt gegen frauen|partnerschaftsgewalt"
                    + "|zwangsheirat|zwangsverheirat|menschenhandel|zwangsprostitution|stalking|ehrgewalt|gewaltbetroffen");

    /** The rules protection can report. */
    public static List<Rule> rules() {
        return List.of(PLACE_WITHHELD, REDUCED, DECIDE, LINKED);
    }

    /** Decides for a draft of a service or a location (its canonical JSON before identification). */
    public static Protection of(JsonNode draft) {
        if (draft.path("confidential").asBoolean(false)) {
            return PROTECTED;
        }
        if (draft.path("kind").asText().equals("organization")) {
            return PUBLIC; // it names no place; what would give one away is found by its values
        }
        var topics = strings(draft.path("topics"));
        var help = strings(draft.path("kindsOfHelp"));
        var roof = help.contains(SHELTER);
        if (topics.stream().anyMatch(PROTECTED_TOPICS::contains)
                || (roof && topics.stream().anyMatch(SENSITIVE_TOPICS::contains))) {
            return PROTECTED;
        }
        var named = text(draft, "name", "alternateName", "categories", "keywords");
        var refuge = REFUGE.matcher(named).find();
        var violence = VIOLENCE.matcher(named).find();
        if (roof
                && (refuge
                        || violence
                        || VIOLENCE.matcher(text(draft, "description")).find())) {
            return PROTECTED;
        }
        if (refuge) {
            return help.isEmpty() ? PROTECTED : UNCLEAR;
        }
        return violence && help.isEmpty() && draft.path("kind").asText().equals("service") ? UNCLEAR : PUBLIC;
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
        return text.toString().toLowerCase(Locale.GERMAN);
    }

    private static void append(JsonNode node, StringBuilder text) {
        if (node.isContainerNode()) {
            node.forEach(child -> append(child, text));
        } else {
            text.append(node.asText("")).append('\n');
        }
    }
}
