package de.hilfenetz.planning;

import de.hilfenetz.vocabulary.Vocabulary;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query over a release's graph that finds what a {@link Selection} surely fits, so that anybody can count again. */
public final class SelectionQuery {

    private static final List<String> SCHEMA_DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    /** Digits of a Wohnquartier, which has a number and a cut, but no IRI: another cut would change its meaning. */
    private static final int NEIGHBOURHOOD = 4;

    /** The way in to one of its places, or where it has none itself: all that is asked of a place is asked of this one. */
    private static final String ONE_PLACE = """
              ?angebot schema:availableChannel ?zugang . ?zugang schema:serviceLocation ?ort .
            """;

    private static final String ONE_PLACE_OR_ITSELF = """
              OPTIONAL { ?angebot schema:availableChannel ?tuer . ?tuer schema:serviceLocation ?ort }
              BIND (COALESCE(?tuer, ?angebot) AS ?zugang)
            """;

    /** Hours of a place stand before those of the service. */
    private static final String WHO_SAYS_WHEN = """
              OPTIONAL { ?zugang (hnv:openingHoursOsm | hnv:openingHoursText | hnv:byAppointment) ?eigene }
              BIND (IF(BOUND(?eigene), ?zugang, ?angebot) AS ?sagt)
            """;

    private static final String HOURS = "?zugang (cv:openingHours | schema:hoursAvailable)";

    private static final String WORKDAYS =
            "schema:Monday, schema:Tuesday, schema:Wednesday, schema:Thursday, schema:Friday";
    private static final String EVES =
            "schema:Sunday, schema:Monday, schema:Tuesday, schema:Wednesday, schema:Thursday";

    /** What the hours of a day say of each time of the week; who closes before opening closes the day after. */
    private static final Map<String, String> TIMES = Map.of(
            "tagsueber", between(WORKDAYS, EVES, "06", "18"),
            "abends", between(WORKDAYS, EVES, "18", null),
            "samstags", between("schema:Saturday", "schema:Friday", "06", null),
            "sonntags", between("schema:Sunday", "schema:Saturday", "06", null),
            "nachts", "?auf < " + at("06") + " || (?zu <= ?auf && ?zu > " + at("00") + ")");

    /** Of these the graph has no more than the words. */
    private static final Set<String> UNTOLD = Set.of(Opening.OTHER_WEEKS, Opening.HOLIDAYS, Opening.HOLIDAYS_UNKNOWN);

    private static String between(String days, String before, String from, @Nullable String to) {
        return "(?tag IN (" + days + ") && " + (to == null ? "" : "?auf < " + at(to) + " && ") + "(?zu > " + at(from)
                + " || ?zu <= ?auf)) || (?tag IN (" + before + ") && ?zu <= ?auf && ?zu > " + at(from) + ")";
    }

    private static String at(String hour) {
        return "\"" + hour + ":00:00\"^^xsd:time";
    }

    private SelectionQuery() {}

    /** What a query counts. */
    public enum Counted {
        SERVICES("SELECT DISTINCT ?name (?angebot AS ?link)", "ORDER BY ?name\n"),
        PLACES("SELECT (SAMPLE(?bezeichnung) AS ?ortName) (?ort AS ?link)", "GROUP BY ?ort\nORDER BY ?ortName\n");

        private final String head;
        private final String tail;

        Counted(String head, String tail) {
            this.head = head;
            this.tail = tail;
        }
    }

    /**
     * SPARQL for the services that surely fit, or their places; hours only where they are the same every week. Empty where the
     * graph cannot tell: whether somebody is open in other weeks only, or on a public holiday.
     */
    public static Optional<String> of(Selection selection, Counted counted, URI base, Vocabulary vocabulary) {
        var hour = selection.hour();
        if ((hour != null && hour >= Week.HOURS)
                || selection.slots().stream()
                        .anyMatch(slot -> slot.split() == Split.TIME && UNTOLD.contains(slot.value()))) {
            return Optional.empty();
        }
        var text = new StringBuilder("""
                PREFIX adms: <http://www.w3.org/ns/adms#>
                PREFIX cv: <http://data.europa.eu/m8g/>
                PREFIX dct: <http://purl.org/dc/terms/>
                PREFIX hnv: <%1$sdef/>
                PREFIX schema: <https://schema.org/>
                PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
                PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

                %2$s WHERE {
                  ?angebot a schema:Service ; schema:name ?name ; adms:status ?status .
                  FILTER (LANG(?name) = "de" && ?status IN (<%1$sdef/status/active>, <%1$sdef/status/temporarily-closed>))
                """.formatted(base, counted.head));
        if (selection.situation().equals(Split.UNKNOWN)) {
            text.append("  FILTER NOT EXISTS { ?angebot hnv:lifeSituation ?lebenslage }\n");
        } else if (!selection.situation().equals("alle")) {
            text.append("  ?angebot hnv:lifeSituation / skos:broader* <%sdef/lebenslage/%s> .\n"
                    .formatted(base, selection.situation()));
        }
        var asksWhen = hour != null || has(selection, Split.TIME);
        if (selection.area().length() <= 4 || counted == Counted.PLACES || has(selection, Split.FEATURE)) {
            text.append(ONE_PLACE);
        } else if (asksWhen) {
            text.append(ONE_PLACE_OR_ITSELF);
        }
        if (has(selection, Split.TIME)) {
            text.append(WHO_SAYS_WHEN);
        }
        selection.slots().forEach(slot -> slot(slot, base, vocabulary, text));
        if (selection.area().length() <= 4) {
            text.append(
                    selection.area().length() == NEIGHBOURHOOD
                            ? "  ?ort hnv:wohnquartier \"%s\" .\n".formatted(selection.area())
                            : "  ?ort schema:containedInPlace <%sid/gebiet/%s> .\n".formatted(base, selection.area()));
        }
        if (hour != null) {
            hours(hour, base, text);
        }
        if (counted == Counted.PLACES) {
            text.append("  ?ort schema:name ?bezeichnung .\n");
        }
        return Optional.of(text.append("}\n").append(counted.tail).toString());
    }

    private static boolean has(Selection selection, Split split) {
        return selection.slots().stream().anyMatch(slot -> slot.split() == split);
    }

    private static void slot(Slot slot, URI base, Vocabulary vocabulary, StringBuilder text) {
        var concept = "<%sdef/%s/%s>".formatted(base, slot.split().scheme().orElse(""), slot.value());
        var unknown = slot.value().equals(Split.UNKNOWN);
        switch (slot.split()) {
            case ALL -> {}
            case GENERATION ->
                text.append(
                        unknown
                                ? "  FILTER NOT EXISTS { ?angebot hnv:forGeneration ?generation }\n"
                                : "  ?angebot hnv:forGeneration / skos:broader* " + concept + " .\n"
                                        + (slot.value().equals("alle-generationen")
                                                ? ""
                                                : "  FILTER NOT EXISTS { ?angebot hnv:forGeneration <" + base
                                                        + "def/generation/alle-generationen> }\n"));
            case AUDIENCE ->
                text.append(
                        unknown
                                ? "  FILTER NOT EXISTS { ?angebot dct:audience ?zielgruppe }\n"
                                : "  ?angebot dct:audience / skos:broader* " + concept + " .\n");
            case LANGUAGE ->
                text.append(
                        unknown
                                ? "  FILTER NOT EXISTS { ?angebot dct:language ?sprache }\n"
                                : "  ?angebot dct:language <"
                                        + vocabulary
                                                .findLanguage(slot.value())
                                                .map(language -> language.iri())
                                                .orElse(slot.value())
                                        + "> .\n");
            case ACCESS ->
                text.append("  ?angebot hnv:accessYes ").append(concept).append(" .\n");
            case FEATURE ->
                text.append("  ?ort schema:amenityFeature [ schema:propertyID ")
                        .append(concept)
                        .append(" ; schema:value true ] .\n");
            case BASIS ->
                text.append(
                        unknown
                                ? "  FILTER NOT EXISTS { ?angebot hnv:basis / hnv:basisKind ?grundlage }\n"
                                : "  ?angebot hnv:basis / hnv:basisKind " + concept + " .\n");
            case FUNDING ->
                text.append(
                        unknown
                                ? "  FILTER NOT EXISTS { ?angebot hnv:funding / hnv:fundingLevel ?zahlt }\n"
                                : "  ?angebot hnv:funding / hnv:fundingLevel " + concept + " .\n");
            case TIME -> time(slot.value(), base, text);
        }
    }

    /** Hours that are the same every week are in the graph; of others only their words are. Who is closed for now has none. */
    private static void time(String time, URI base, StringBuilder text) {
        var isOpen = "?status = <%sdef/status/active>".formatted(base);
        var filter = TIMES.get(time);
        if (filter != null) {
            text.append("""
                      FILTER (%s && EXISTS {
                        %s ?jeweils .
                        ?jeweils schema:dayOfWeek ?tag ; schema:opens ?auf ; schema:closes ?zu .
                        FILTER (%s)
                      })
                    """.formatted(isOpen, HOURS, filter));
            return;
        }
        text.append("""
                  FILTER (!(%s) || NOT EXISTS { ?sagt hnv:openingHoursOsm ?zeiten })
                  FILTER %s { ?sagt hnv:byAppointment ?termin FILTER (?termin IN ("yes", "limited")) }
                """.formatted(isOpen, time.equals(Opening.BY_APPOINTMENT) ? "EXISTS" : "NOT EXISTS"));
    }

    private static void hours(int hour, URI base, StringBuilder text) {
        text.append("""
                  FILTER (?status = <%1$sdef/status/active>)
                  %2$s ?zeit .
                  ?zeit schema:dayOfWeek schema:%3$s ; schema:opens ?von ; schema:closes ?bis .
                  FILTER (?von <= %4$s && (?bis > %4$s || ?bis <= ?von))
                """.formatted(base, HOURS, SCHEMA_DAYS.get(hour / 24), at("%02d".formatted(hour % 24))));
    }
}
