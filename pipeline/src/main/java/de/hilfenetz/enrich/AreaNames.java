package de.hilfenetz.enrich;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Findings;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.record.Place;
import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.Areas;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of Stadtteile and Stadtbezirke become their numbers, in drafts. */
final class AreaNames {

    static final Rule UNKNOWN_QUARTER = Rule.warning(
            "stadtteil-unbekannt",
            "„{value}“ ist kein Düsseldorfer Stadtteil oder Stadtbezirk. Erwartet wird ein Name wie „Oberbilk“ oder eine Nummer"
                    + " wie „037“. Die Angabe wird nicht übernommen.",
            "“{value}” is no quarter or district of Düsseldorf. A name like “Oberbilk” or a number like “037” is expected. The"
                    + " value is not taken.");

    static final Rule UNKNOWN_AREA = Rule.warning(
            "einzugsgebiet-unbekannt",
            "„{value}“ als Einzugsgebiet kennen wir nicht. Erwartet wird „stadtweit“, ein Stadtbezirk oder ein Stadtteil. Die"
                    + " Angabe wird nicht übernommen.",
            "We do not know the area “{value}”. The whole city, a district or a quarter is expected. The value is not taken.");

    static final Rule DISTRICT_DISAGREES = Rule.warning(
            "stadtbezirk-passt-nicht",
            "Der Stadtteil {quarter} liegt im Stadtbezirk {suggestion}, angegeben ist „{value}“. Übernommen wird der Stadtbezirk"
                    + " des Stadtteils.",
            "The quarter {quarter} lies in district {suggestion}, “{value}” was given. The quarter's district is taken.");

    static final List<Rule> RULES = List.of(UNKNOWN_QUARTER, UNKNOWN_AREA, DISTRICT_DISAGREES);

    private final Areas areas;

    AreaNames(Areas areas) {
        this.areas = areas;
    }

    /** A place's own area becomes numbers; whom a service or an organization serves becomes a list of numbers. */
    void apply(ObjectNode draft, Place place, Findings findings) {
        if (draft.path("kind").asText().equals("location")) {
            around(draft, place, findings);
        } else {
            served(draft, place, findings);
        }
    }

    private void around(ObjectNode draft, Place place, Findings findings) {
        if (draft.path("area").isTextual()) {
            draft.set("area", JsonNodeFactory.instance.objectNode().set("quarter", draft.get("area")));
        }
        if (!(draft.get("area") instanceof ObjectNode area)) {
            return;
        }
        var quarterSaid = said(area, "quarter");
        var districtSaid = said(area, "district");
        var quarter =
                quarterSaid == null ? null : areas.findQuarter(quarterSaid).orElse(null);
        var district =
                districtSaid == null ? null : areas.findDistrict(districtSaid).orElse(null);
        if (quarterSaid != null && quarter == null) {
            district = elsewhere(quarterSaid, district, place, findings);
        }
        if (districtSaid != null && district == null) {
            findings.add(UNKNOWN_QUARTER, place, "/area/district", districtSaid);
        }
        if (quarter != null) {
            district = districtOf(quarter, district, districtSaid, place, findings);
        }
        write(area, "quarter", quarter);
        write(area, "district", district);
        if (area.isEmpty()) {
            draft.remove("area");
        }
    }

    /** People write the Stadtbezirk, or just the city, into the column of the Stadtteil. */
    private @Nullable Area elsewhere(String said, @Nullable Area district, Place place, Findings findings) {
        var other = areas.findAny(said).orElse(null);
        if (other == null) {
            findings.add(UNKNOWN_QUARTER, place, "/area/quarter", said);
        }
        return district == null && other != null && other.kind() == Area.AreaKind.DISTRICT ? other : district;
    }

    private @Nullable Area districtOf(
            Area quarter, @Nullable Area district, @Nullable String said, Place place, Findings findings) {
        var right =
                quarter.within() == null ? null : areas.find(quarter.within()).orElse(null);
        if (right != null && district != null && !district.equals(right)) {
            findings.add(Finding.of(DISTRICT_DISAGREES, place, "/area/district", said == null ? district.label() : said)
                    .suggesting(right.notation())
                    .with("quarter", quarter.label()));
        }
        return right;
    }

    private void served(ObjectNode draft, Place place, Findings findings) {
        if (!(draft.get("area") instanceof ArrayNode array)) {
            return;
        }
        var found = new LinkedHashSet<String>();
        var index = 0;
        for (var node : array) {
            var word = node.asText();
            var area = areas.findAny(word);
            if (area.isPresent()) {
                found.add(area.get().notation());
            } else {
                findings.add(UNKNOWN_AREA, place, "/area/" + index, word);
            }
            index++;
        }
        if (found.isEmpty()) {
            draft.remove("area");
        } else {
            var numbers = draft.putArray("area");
            found.forEach(numbers::add);
        }
    }

    private static @Nullable String said(ObjectNode area, String field) {
        var text = area.path(field).asText("").strip();
        return text.isEmpty() ? null : text;
    }

    private static void write(ObjectNode area, String field, @Nullable Area found) {
        if (found == null) {
            area.remove(field);
        } else {
            area.put(field, found.notation());
        }
    }
}
