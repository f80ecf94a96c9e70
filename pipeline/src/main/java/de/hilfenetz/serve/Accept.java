package de.hilfenetz.serve;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of several media types a client wants (RFC 9110 section 12.5.1). */
final class Accept {

    static final String HTML = "text/html";
    static final String TURTLE = "text/turtle";
    static final String NTRIPLES = "application/n-triples";
    static final String JSONLD = "application/ld+json";
    static final String RDFXML = "application/rdf+xml";
    static final String JSON = "application/json";

    private Accept() {}

    /**
     * The best of {@code offered}, which stand in the order of our own preference; empty when none is acceptable. No header
     * accepts everything.
     */
    static Optional<String> best(@Nullable String header, List<String> offered) {
        if (header == null || header.isBlank()) {
            return Optional.of(offered.getFirst());
        }
        var wanted = List.of(header.toLowerCase(Locale.ROOT).split(",", -1));
        var best = Optional.<String>empty();
        var bestQuality = 0.0;
        for (var type : offered) {
            var quality = quality(wanted, type);
            if (quality > bestQuality) {
                best = Optional.of(type);
                bestQuality = quality;
            }
        }
        return best;
    }

    /** Whether a person is likely to read the answer: the client names HTML itself. */
    static boolean isPerson(@Nullable String header) {
        return header != null && header.toLowerCase(Locale.ROOT).contains(HTML);
    }

    /** The quality given to {@code type} by the most specific range that covers it. */
    private static double quality(List<String> wanted, String type) {
        var quality = 0.0;
        var specific = -1;
        for (var range : wanted) {
            var parts = range.split(";", -1);
            var specificity = specificity(parts[0].strip(), type);
            if (specificity > specific) {
                specific = specificity;
                quality = quality(parts);
            }
        }
        return quality;
    }

    private static int specificity(String range, String type) {
        if (range.equals(type)) {
            return 2;
        }
        if (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1))) {
            return 1;
        }
        return range.equals("*/*") ? 0 : -1;
    }

    private static double quality(String[] parts) {
        for (var i = 1; i < parts.length; i++) {
            var parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                try {
                    return Math.clamp(Double.parseDouble(parameter.substring(2)), 0.0, 1.0);
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
