package de.hilfenetz.serve;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query part of our own links: parameters in order, each with one value or several, empty ones left out. */
final class Query {

    private final Map<String, List<String>> parameters = new LinkedHashMap<>();

    Query with(String name, @Nullable String value) {
        return with(name, value == null || value.isEmpty() ? List.of() : List.of(value));
    }

    Query without(String name) {
        return with(name, List.of());
    }

    Query with(String name, List<String> values) {
        var copy = new Query();
        copy.parameters.putAll(parameters);
        if (values.isEmpty()) {
            copy.parameters.remove(name);
        } else {
            copy.parameters.put(name, values);
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
                        .flatMap(parameter ->
                                parameter.getValue().stream().map(value -> parameter.getKey() + "=" + encode(value)))
                        .collect(Collectors.joining("&", "?", ""));
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
