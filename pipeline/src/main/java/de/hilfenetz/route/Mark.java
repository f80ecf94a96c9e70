package de.hilfenetz.route;

import org.jspecify.annotations.Nullable;

/**
 * By what a source recognises the state that was delivered last.
 *
 * @param etag HTTP's {@code ETag} as it was sent; for files their names, sizes and times
 * @param lastModified HTTP's {@code Last-Modified} as it was sent
 */
public record Mark(@Nullable String etag, @Nullable String lastModified) {

    /** Whether there is anything to ask with. */
    boolean isKnown() {
        return etag != null || lastModified != null;
    }
}
