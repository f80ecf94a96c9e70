package de.hilfenetz.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place where services are offered (HSDS location, org:Site).
 *
 * @param features barrier-free features by notation ({@code stufenloser-eingang}, …); absent is unknown
 * @param measures what was measured of them
 */
public record Location(
        UUID id,
        String feed,
        String sourceId,
        Texts name,
        @Nullable Texts alternateName,
        @Nullable Texts description,
        LocationKind locationKind,
        @Nullable UUID organization,
        @Nullable Address address,
        @Nullable Point point,
        @Nullable Area area,
        SortedMap<String, Answer> features,
        List<Measure> measures,
        @Nullable Hours hours,
        @Nullable Texts transport,
        List<Contact> contacts,
        @Nullable String licence,
        @Nullable String attribution,
        @Nullable Dates dates,
        @Nullable Origin origin)
        implements Entry {

    public Location {
        features = Lists.copy(features);
        measures = Lists.copy(measures);
        contacts = Lists.copy(contacts);
    }

    @Override
    @JsonIgnore
    public Kind kind() {
        return Kind.LOCATION;
    }

    /**
     * What was measured of a barrier-free feature, so that people can judge for themselves.
     *
     * @param feature its notation
     * @param unit {@code cm}, {@code %}, {@code Stufen}, …
     * @param checkedOn when it was measured last
     * @param checkedBy by which body; no person
     */
    public record Measure(
            String feature,
            BigDecimal value,
            String unit,
            @Nullable LocalDate checkedOn,
            @Nullable String checkedBy) {}

    /** The same place in another area. */
    public Location withArea(Area other) {
        return new Location(
                id,
                feed,
                sourceId,
                name,
                alternateName,
                description,
                locationKind,
                organization,
                address,
                point,
                other,
                features,
                measures,
                hours,
                transport,
                contacts,
                licence,
                attribution,
                dates,
                origin);
    }

    /** HSDS location.location_type. */
    public enum LocationKind {
        @JsonProperty("physical")
        PHYSICAL,
        @JsonProperty("postal")
        POSTAL,
        @JsonProperty("virtual")
        VIRTUAL
    }

    /** A postal address; the house number keeps the provider's spelling ("1-5", "12 a/b"). */
    public record Address(
            @Nullable String street,
            @Nullable String houseNumber,
            @Nullable String addition,
            @Nullable String postalCode,
            @Nullable String city,
            @Nullable String state,
            @Nullable String country,
            @Nullable String poBox) {}

    /**
     * WGS84 degrees.
     *
     * @param source {@code delivered}, {@code geocoded-house}, {@code geocoded-street}
     */
    public record Point(double lat, double lon, String source) {}

    /**
     * The city's areas around the place.
     *
     * @param quarter Stadtteil, three digits
     * @param district Stadtbezirk, two digits
     * @param wohnquartier four digits
     * @param cut year of the boundaries
     */
    public record Area(
            @Nullable String quarter,
            @Nullable String district,
            @Nullable String wohnquartier,
            @Nullable String cut) {}
}
