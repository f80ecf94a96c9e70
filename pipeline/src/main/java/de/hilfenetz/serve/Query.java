package de.hilfenetz.serve;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query part of our own links: parameters in order, empty ones left out. */
final class Query {

    private final Map<String, String> parameters = new LinkedHashMap<>();

    Query with(String name, @Nullable String value) {
        var copy = new Query();
        copy.parameters.putAll(parameters);
        if (value == null || value.isEmpty()) {
            copy.parameters.remove(name);
        } else {
            copy.parameters.put(name, value);
        }
        return copy;
    }

    /** {@code path?a=b}, or only the path where there is no parameter. */
    String on(String path) {
        if (parameters.isEmpty()) {
            return path;
        }
        return path
                + parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
