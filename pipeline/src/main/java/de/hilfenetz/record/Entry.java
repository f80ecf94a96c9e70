package de.hilfenetz.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One canonical record, valid by its JSON Schema. Ids of other records in it are theirs after identification; what they
 * point to need not be public.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Organization.class, name = "organization"),
    @JsonSubTypes.Type(value = Service.class, name = "service"),
    @JsonSubTypes.Type(value = Location.class, name = "location"),
    @JsonSubTypes.Type(value = Editorial.class, name = "editorial")
})
public sealed interface Entry permits Organization, Service, Location, Editorial {

    /** What kind of record this is. */
    @JsonIgnore
    Kind kind();

    /** The id that never changes once public; the last part of its IRI. */
    UUID id();

    /** The feed that delivered it. */
    String feed();

    /** Its id in the provider's system. */
    String sourceId();

    /** Its name. */
    Texts name();

    /** Licence IRI under which the provider gave it. */
    @Nullable
    String licence();

    /** Whom to name when using it. */
    @Nullable
    String attribution();

    /** When it came, changed and was confirmed; null only before it is journalled. */
    @Nullable
    Dates dates();

    /** Where its values came from; null only in hand-made records. */
    @Nullable
    Origin origin();
}
