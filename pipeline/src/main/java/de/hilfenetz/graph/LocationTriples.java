package de.hilfenetz.graph;

import static de.hilfenetz.record.Kind.ORGANIZATION;
import static java.util.stream.Collectors.joining;

import de.hilfenetz.graph.Description.Part;
import de.hilfenetz.graph.Terms.Cv;
import de.hilfenetz.graph.Terms.Dcat;
import de.hilfenetz.graph.Terms.Dct;
import de.hilfenetz.graph.Terms.Geo;
import de.hilfenetz.graph.Terms.Locn;
import de.hilfenetz.graph.Terms.Org;
import de.hilfenetz.graph.Terms.Prov;
import de.hilfenetz.graph.Terms.Rdfs;
import de.hilfenetz.graph.Terms.Schema;
import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Location.Address;
import de.hilfenetz.record.Location.LocationKind;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.jena.datatypes.BaseDatatype;
import org.apache.jena.datatypes.RDFDatatype;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.jspecify.annotations.Nullable;

/** The crosswalk's table for places. */
final class LocationTriples {

    private static final RDFDatatype WKT = new BaseDatatype(Geo.WKT);

    private final Names names;
    private final Hnv own;
    private final SharedTriples shared;

    LocationTriples(Names names, SharedTriples shared) {
        this.names = names;
        this.shared = shared;
        own = names.own();
    }

    void describe(Location location, Description description) {
        var self = description.self().type(Org.Site);
        if (location.locationKind() == LocationKind.VIRTUAL) {
            self.type(Schema.VirtualLocation);
        } else {
            self.type(Terms.Dct.Location, Geo.Feature, Schema.Place, Schema.CivicStructure);
        }
        self.plain(Dct.identifier, location.id().toString())
                .plain(Schema.identifier, location.id().toString())
                .texts(Rdfs.label, location.name())
                .texts(Dct.title, location.name())
                .texts(Schema.name, location.name())
                .texts(Schema.alternateName, location.alternateName())
                .texts(Dct.description, location.description())
                .texts(Schema.description, location.description())
                .plain(own.locationKind, location.locationKind().name().toLowerCase(Locale.ROOT))
                .link(Org.siteOf, names.record(ORGANIZATION, location.organization()))
                .link(Prov.wasAttributedTo, names.record(ORGANIZATION, location.organization()))
                .texts(own.transport, location.transport());
        address(location, self, description);
        position(location, self, description);
        areas(location, self);
        features(location, self, description);
        reach(location, self, description);
        shared.provenance(location, self, description);
    }

    private void address(Location location, Part self, Description description) {
        var address = location.address();
        if (address == null) {
            return;
        }
        var part = description.part("address").type(Locn.Address, Schema.PostalAddress);
        part.german(Locn.thoroughfare, address.street())
                .plain(Locn.locatorDesignator, address.houseNumber())
                .german(Locn.locatorName, address.addition())
                .plain(Locn.postCode, address.postalCode())
                .german(Locn.postName, address.city())
                .german(Locn.adminUnitL1, address.country())
                .german(Locn.adminUnitL2, address.state())
                .plain(Locn.poBox, address.poBox())
                .plain(Schema.streetAddress, streetAndNumber(address))
                .plain(Schema.extendedAddress, address.addition())
                .plain(Schema.postalCode, address.postalCode())
                .plain(Schema.addressLocality, address.city())
                .plain(Schema.addressRegion, address.state())
                .plain(Schema.addressCountry, address.country())
                .plain(Schema.postOfficeBoxNumber, address.poBox());
        if (location.area() != null && location.area().quarter() != null) {
            part.german(Locn.addressArea, names.areaLabel(location.area().quarter()));
        }
        self.link(Locn.address, part.node()).link(Org.siteAddress, part.node()).link(Schema.address, part.node());
    }

    private static @Nullable String streetAndNumber(Address address) {
        return Stream.of(address.street(), address.houseNumber())
                .filter(Objects::nonNull)
                .collect(joining(" "));
    }

    private void position(Location location, Part self, Description description) {
        var point = location.point();
        if (point == null) {
            return;
        }
        var lon = degrees(point.lon());
        var lat = degrees(point.lat());
        // Without a reference system WKT means CRS84: longitude first.
        var wkt = "POINT(" + lon + " " + lat + ")";
        var part = description.part("point").type(Geo.Point, Geo.Geometry, Schema.GeoCoordinates);
        part.typed(Geo.asWKT, wkt, WKT)
                .typed(Schema.latitude, lat, XSDDatatype.XSDdecimal)
                .typed(Schema.longitude, lon, XSDDatatype.XSDdecimal);
        self.link(Geo.hasDefaultGeometry, part.node())
                .link(Schema.geo, part.node())
                .typed(Locn.geometry, wkt, WKT)
                .typed(Dcat.centroid, wkt, WKT)
                .plain(own.positionSource, point.source());
    }

    private static String degrees(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }

    private void areas(Location location, Part self) {
        var area = location.area();
        if (area == null) {
            return;
        }
        for (var number : new @Nullable String[] {area.quarter(), area.district()}) {
            self.link(Geo.sfWithin, names.area(number)).link(Schema.containedInPlace, names.area(number));
        }
        self.plain(own.wohnquartier, area.wohnquartier()).plain(own.areaCut, area.cut());
    }

    private void features(Location location, Part self, Description description) {
        location.features().forEach((notation, answer) -> {
            var concept = names.concept("merkmal", notation);
            if (answer == Answer.UNKNOWN || concept == null) {
                return;
            }
            var part = description.part("feature-" + notation).type(Schema.LocationFeatureSpecification);
            part.link(Schema.propertyID, concept).german(Schema.name, names.label("merkmal", notation));
            if (answer == Answer.LIMITED) {
                part.plain(Schema.value, answer.json());
            } else {
                part.typed(Schema.value, answer == Answer.YES ? "true" : "false", XSDDatatype.XSDboolean);
            }
            self.link(Schema.amenityFeature, part.node());
        });
        var number = 0;
        for (var measure : location.measures()) {
            var part = description.part("measure-" + ++number).type(Schema.PropertyValue);
            part.link(Schema.propertyID, names.concept("merkmal", measure.feature()))
                    .german(Schema.name, names.label("merkmal", measure.feature()))
                    .typed(Schema.value, measure.value().toPlainString(), XSDDatatype.XSDdecimal)
                    .german(Schema.unitText, measure.unit())
                    .day(own.measuredOn, measure.checkedOn())
                    .german(own.measuredBy, measure.checkedBy());
            self.link(Schema.additionalProperty, part.node());
        }
    }

    private void reach(Location location, Part self, Description description) {
        var contacts = shared.contacts(location.contacts(), "contact-", description);
        contacts.forEach(contact -> self.link(Cv.contactPoint, contact.node()));
        var hours = shared.hours(location.hours(), self, "hours-", description);
        hours.openings().forEach(opening -> self.link(Schema.openingHoursSpecification, opening));
        self.link(Schema.specialOpeningHoursSpecification, hours.closures());
    }
}
