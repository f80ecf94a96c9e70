package de.hilfenetz.publish;

import org.jspecify.annotations.Nullable;

/**
 * Who publishes the data, as the catalogue names them.
 *
 * @param name of the body, not of a person
 * @param email of a functional mailbox; null where there is only a page
 * @param homepage of the publisher; null for the data set's own pages
 * @param demonstration true while nobody is responsible: the catalogue says so
 */
public record Operator(
        String name, @Nullable String email, @Nullable String homepage, boolean demonstration) {

    /** Nobody yet. */
    public static final Operator NOBODY = new Operator("Hilfenetz (Demonstration)", null, null, true);
}
