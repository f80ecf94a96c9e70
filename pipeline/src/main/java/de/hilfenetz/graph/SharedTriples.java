package de.hilfenetz.graph;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.graph.Description.Part;
import de.hilfenetz.graph.Terms.Cv;
import de.hilfenetz.graph.Terms.Dct;
import de.hilfenetz.graph.Terms.Foaf;
import de.hilfenetz.graph.Terms.Prov;
import de.hilfenetz.graph.Terms.Schema;
import de.hilfenetz.graph.Terms.Time;
import de.hilfenetz.record.Basis;
import de.hilfenetz.record.Contact;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Hours;
import de.hilfenetz.record.Origin;
import de.hilfenetz.record.Phone;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.jspecify.annotations.Nullable;

/** What records of every kind have: origin and dates, contacts, opening hours. */
final class SharedTriples {

    private static final Map<DayOfWeek, Node> DAYS = Map.of(
            DayOfWeek.MONDAY, day("Monday"),
            DayOfWeek.TUESDAY, day("Tuesday"),
            DayOfWeek.WEDNESDAY, day("Wednesday"),
            DayOfWeek.THURSDAY, day("Thursday"),
            DayOfWeek.FRIDAY, day("Friday"),
            DayOfWeek.SATURDAY, day("Saturday"),
            DayOfWeek.SUNDAY, day("Sunday"));

    /** Half a city's services open Mo-Fr 9 to 12: weeks are read once, as long as there are not too many different ones. */
    private static final int WEEKS = 10_000;

    private final Names names;
    private final Hnv own;
    private final Map<String, Optional<WeeklyHours>> weeks = new ConcurrentHashMap<>();

    SharedTriples(Names names) {
        this.names = names;
        own = names.own();
    }

    private static Node day(String name) {
        return NodeFactory.createURI(Schema.NS + name);
    }

    /** Contracts and tasks that a record rests on. */
    void basis(List<Basis> all, Part self, Description description) {
        var number = 0;
        for (var basis : all) {
            var part = description.part("basis-" + ++number).type(own.Basis);
            part.link(own.basisKind, names.concept("grundlage", basis.kind()))
                    .german(own.norm, basis.norm())
                    .link(Dct.source, Links.web(basis.source()))
                    .plain(own.validFrom, basis.from())
                    .plain(own.validUntil, basis.until())
                    .german(own.body, basis.body());
            self.link(own.basis, part.node());
        }
    }

    /** Feed, licence, dates, delivery, and what editors corrected. */
    void provenance(Entry entry, Part self, Description description) {
        self.plain(own.feed, entry.feed())
                .plain(own.sourceId, entry.sourceId())
                .link(Dct.license, Links.web(entry.licence()))
                .plain(own.attribution, entry.attribution());
        var dates = entry.dates();
        if (dates != null) {
            self.instant(Dct.modified, dates.changed())
                    .instant(own.deliveredAt, dates.delivered())
                    .instant(Prov.generatedAtTime, dates.delivered())
                    .day(own.confirmedAt, dates.confirmed());
        }
        var origin = entry.origin();
        if (origin != null) {
            self.link(Prov.wasDerivedFrom, names.delivery(origin.delivery())).plain(own.originPlace, origin.place());
            corrections(origin, self, description);
            others(origin, self, description);
        }
    }

    /** What the provider said stays where anybody can ask for it. */
    private void corrections(Origin origin, Part self, Description description) {
        var number = 0;
        for (var corrected : origin.corrections().entrySet()) {
            var correction = corrected.getValue();
            var part = description.part("correction-" + ++number).type(own.Correction);
            part.plain(own.correctedField, corrected.getKey())
                    .plain(own.abweichendeAngabe, correction.provided() == null ? null : text(correction.provided()))
                    .german(Dct.description, correction.reason())
                    .link(Dct.source, Links.web(correction.source()))
                    .day(own.validUntil, correction.until());
            self.link(own.correction, part.node());
        }
    }

    /** What others say otherwise than the record does. */
    private void others(Origin origin, Part self, Description description) {
        var number = 0;
        for (var field : origin.others().entrySet()) {
            for (var other : field.getValue()) {
                var part = description.part("statement-" + ++number).type(own.DivergentStatement);
                part.plain(own.statedField, field.getKey())
                        .plain(own.abweichendeAngabe, text(other.value()))
                        .plain(own.feed, other.feed());
                self.link(own.divergentStatement, part.node());
            }
        }
    }

    /** The JSON of our canonical form; an address as it is written, so that whoever looks for one finds it. */
    private static String text(JsonNode value) {
        if (!value.has("street")) {
            return value.toString();
        }
        var line =
                value.path("street").asText() + " " + value.path("houseNumber").asText();
        var city = value.path("postalCode").asText() + " " + value.path("city").asText();
        return Stream.of(line, value.path("addition").asText(), city)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** Describes {@code contacts} as {@code #{prefix}1}, … and returns their nodes' parts. */
    List<Part> contacts(List<Contact> contacts, String prefix, Description description) {
        var parts = new ArrayList<Part>();
        for (var contact : contacts) {
            parts.add(contact(contact, prefix + (parts.size() + 1), description));
        }
        return parts;
    }

    private Part contact(Contact contact, String fragment, Description description) {
        var part = description.part(fragment).type(Cv.ContactPoint, Schema.ContactPoint);
        part.texts(Schema.name, contact.name()).plain(Schema.contactType, contact.role());
        for (var phone : contact.phones()) {
            phone(phone, part);
        }
        part.plain(Cv.email, contact.email()).plain(Schema.email, contact.email());
        var page = page(contact.url(), fragment + "-page", description);
        if (page != null) {
            part.link(Cv.contactPage, page).link(Schema.url, Links.web(contact.url()));
        }
        return part;
    }

    private static void phone(Phone phone, Part part) {
        var number = phone.extension() == null ? phone.number() : phone.number() + " ext. " + phone.extension();
        if ("fax".equals(phone.type())) {
            part.plain(Schema.faxNumber, number);
        } else {
            part.plain(Cv.telephone, number).plain(Schema.telephone, number);
        }
    }

    /**
     * A web page as a part of the record that is typed foaf:Document, as CPSV-AP asks. A type on the address itself would be
     * a triple that several records own, and the last one to go could not know.
     */
    @Nullable
    Node page(@Nullable String address, String fragment, Description description) {
        var web = Links.web(address);
        return web == null
                ? null
                : description
                        .part(fragment)
                        .type(Foaf.Document)
                        .link(Schema.url, web)
                        .node();
    }

    /** The hours of a record or of one place of it, as nodes to point to. */
    record HourNodes(List<Node> openings, @Nullable Node closures) {

        static final HourNodes NONE = new HourNodes(List.of(), null);

        /** Links a CPSV-AP channel or contact point to them. */
        void link(Part part) {
            openings.forEach(opening -> part.link(Cv.openingHours, opening));
            part.link(Cv.specialOpeningHoursSpecification, closures);
        }
    }

    /** Describes {@code hours}: the strings on {@code owner}, each opening of the week as {@code #{prefix}1}, …. */
    HourNodes hours(@Nullable Hours hours, Part owner, String prefix, Description description) {
        if (hours == null) {
            return HourNodes.NONE;
        }
        owner.plain(own.openingHoursOsm, hours.osm()).german(own.openingHoursText, hours.text());
        if (hours.byAppointment() != null) {
            owner.plain(own.byAppointment, hours.byAppointment().json());
        }
        var week = hours.osm() == null ? Optional.<WeeklyHours>empty() : week(hours.osm());
        return week.map(found -> nodes(found, prefix, description)).orElse(HourNodes.NONE);
    }

    private static HourNodes nodes(WeeklyHours week, String prefix, Description description) {
        var openings = new ArrayList<Node>();
        for (var opening : week.openings()) {
            var part = description
                    .part(prefix + (openings.size() + 1))
                    .type(Time.TemporalEntity, Schema.OpeningHoursSpecification)
                    .german(Dct.description, opening.german());
            opening.days().forEach(day -> part.link(Schema.dayOfWeek, DAYS.get(day)));
            part.typed(Schema.opens, opening.opensTime(), XSDDatatype.XSDtime)
                    .typed(Schema.closes, opening.closesTime(), XSDDatatype.XSDtime);
            openings.add(part.node());
        }
        var closures = week.closedOnHolidays()
                ? description
                        .part(prefix + "closures")
                        .type(Time.TemporalEntity)
                        .german(Dct.description, "an Feiertagen geschlossen")
                        .node()
                : null;
        return new HourNodes(openings, closures);
    }

    private Optional<WeeklyHours> week(String osm) {
        var known = weeks.get(osm);
        if (known != null) {
            return known;
        }
        var week = WeeklyHours.parse(osm);
        if (weeks.size() < WEEKS) {
            weeks.put(osm, week);
        }
        return week;
    }
}
