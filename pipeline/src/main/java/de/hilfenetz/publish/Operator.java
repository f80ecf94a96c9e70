package de.hilfenetz.publish;

import org.jspecify.annotations.Nullable;

/**
 * Who publishes the data, as the catalogue names them.
 *
 * @param name of the body, not of a person
 * @param email of a functional mailbox; null where there is only a page
 * @param homepage of the publisher; null for the data set's own pages
 * @param demonstration true while nobody is responsible: the catalogue says so
 * @param path on which portals get the catalogue
 */
public record Operator(
        String name, @Nullable String email, @Nullable String homepage, boolean demonstration, Path path) {

    /** On one path at a time, or every data set would be listed twice. */
    public enum Path {
        /** Over the city's own portal, which names the contributor itself. */
        DKAN(null),
        OPENNRW("http://dcat-ap.de/def/contributors/openNRW"),
        GOVDATA("http://dcat-ap.de/def/contributors/openNRW");

        private final @Nullable String contributor;

        Path(@Nullable String contributor) {
            this.contributor = contributor;
        }

        /** What {@code dcatde:contributorID} says; null where it is left to the portal in between. */
        @Nullable
        String contributor() {
            return contributor;
        }
    }

    /** One whose catalogue goes over the city's portal. */
    public Operator(String name, @Nullable String email, @Nullable String homepage, boolean demonstration) {
        this(name, email, homepage, demonstration, Path.DKAN);
    }

    /** Nobody yet. */
    public static final Operator NOBODY = new Operator("Hilfenetz (Demonstration)", null, null, true);
}
