package de.hilfenetz.route;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a delivery beside its bytes.
 *
 * @param source where it was found, after redirects
 * @param fileName its own name, without folders
 * @param mediaType as the source says it, without parameters; null where it does not
 * @param charset as the source says it; null where it does not
 */
public record Arrival(
        URI source,
        String fileName,
        @Nullable String mediaType,
        @Nullable String charset) {}
