package de.hilfenetz.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A body that provides or is responsible for services, or a unit of one (HSDS organization, W3C ORG).
 *
 * @param organizationKind notation of the scheme of provider kinds: {@code kommunal}, {@code amt}, {@code frei}, {@code schule}, …
 * @param association notation of the welfare association it belongs to
 * @param sameAs IRIs of the same body elsewhere, from curated sources only
 * @param basis contracts and tasks that its work rests on, such as the framework contract with the city
 */
public record Organization(
        UUID id,
        String feed,
        String sourceId,
        Texts name,
        @Nullable Texts alternateName,
        @Nullable Texts description,
        @Nullable String organizationKind,
        @Nullable String association,
        @Nullable UUID parent,
        @Nullable String url,
        List<Contact> contacts,
        List<String> area,
        List<Identifier> identifiers,
        List<String> sameAs,
        List<Basis> basis,
        @Nullable String licence,
        @Nullable String attribution,
        @Nullable Dates dates,
        @Nullable Origin origin)
        implements Entry {

    public Organization {
        contacts = Lists.copy(contacts);
        area = Lists.copy(area);
        identifiers = Lists.copy(identifiers);
        sameAs = Lists.copy(sameAs);
        basis = Lists.copy(basis);
    }

    @Override
    @JsonIgnore
    public Kind kind() {
        return Kind.ORGANIZATION;
    }

    /** An id in a register outside. */
    public record Identifier(String scheme, String value) {}
}
