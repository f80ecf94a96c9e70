package de.hilfenetz.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to reach a desk, never a person.
 *
 * @param role {@code desk}, {@code hotline}, {@code office} or another word of the scheme of contact roles
 * @param name of the desk, not of a person
 */
public record Contact(
        @Nullable String role,
        @Nullable Texts name,
        List<Phone> phones,
        @Nullable String email,
        @Nullable String url) {

    public Contact {
        phones = Lists.copy(phones);
    }
}
