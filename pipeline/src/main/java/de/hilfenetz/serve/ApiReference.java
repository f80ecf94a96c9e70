package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.hilfenetz.record.Kind;
import de.hilfenetz.serve.Views.Operation;
import de.hilfenetz.serve.Views.Row;
import de.hilfenetz.serve.Views.Snippet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Every operation of {@code openapi.yaml} as the page shows it, with lines that run as they stand against this site. */
final class ApiReference {

    private static final Set<String> METHODS = Set.of("get", "post");
    /** A value that gives an answer, for parameters that must be there or make the answer short. */
    private static final Map<String, String> VALUES = Map.of("per_page", "1", "format", "csv");

    private final Site site;
    private final Words t;
    private final JsonNode contract;

    ApiReference(Site site, Words t) {
        this.site = site;
        this.t = t;
        try (var file = ApiReference.class.getResourceAsStream("/schemas/openapi.yaml")) {
            contract = new YAMLMapper().readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All operations, in the order of the contract; their examples name records of {@code directory} and this release. */
    List<Operation> operations(Directory directory, String release) {
        var operations = new ArrayList<Operation>();
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operations.add(
                                operation(path.getKey(), method.getKey(), method.getValue(), directory, release))));
        return operations;
    }

    private Operation operation(String path, String method, JsonNode operation, Directory directory, String release) {
        var parameters = StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .map(parameter -> Row.of(
                        parameter.path("name").asText(),
                        List.of((parameter.path("required").asBoolean() ? t.of("schnittstelle.noetig") + " " : "")
                                + text(parameter.path("description")))))
                .toList();
        var answers = operation.path("responses").properties().stream()
                .map(answer ->
                        Row.of(answer.getKey(), List.of(text(answer.getValue().path("description")))))
                .toList();
        // An empty entry says that it goes without, too.
        var withKey = StreamSupport.stream(operation.path("security").spliterator(), false)
                        .allMatch(way -> !way.isEmpty())
                && operation.has("security");
        return new Operation(
                (method + path).replaceAll("[^a-z0-9]+", "-").replaceFirst("-$", ""),
                method.toUpperCase(Locale.ROOT),
                path,
                text(operation.path("summary")),
                withKey,
                parameters,
                answers,
                snippets(method, address(path, operation, directory, release), withKey));
    }

    /** The contract is German and says every text once more in English. */
    private String text(JsonNode german) {
        return t.isGerman()
                ? german.asText()
                : contract.path("x-en").path(german.asText()).asText(german.asText());
    }

    private String address(String path, JsonNode operation, Directory directory, String release) {
        var filled = path;
        var query = new Query();
        for (var parameter : operation.path("parameters")) {
            var name = parameter.path("name").asText();
            switch (parameter.path("in").asText()) {
                case "path" -> filled = filled.replace("{" + name + "}", example(path, name, directory));
                case "query" -> {
                    if (name.equals("since")) {
                        query = query.with(name, release);
                    } else if (VALUES.containsKey(name)) {
                        query = query.with(name, VALUES.get(name));
                    }
                }
                default -> {
                    // A header stands in the line itself.
                }
            }
        }
        return site.base() + query.on(filled).substring(1);
    }

    private String example(String path, String name, Directory directory) {
        var kind = path.contains("/organizations/")
                ? Kind.ORGANIZATION
                : path.contains("/locations/") ? Kind.LOCATION : Kind.SERVICE;
        return switch (name) {
            case "id" ->
                directory.list(kind).stream()
                        .findFirst()
                        .map(listed -> listed.id().toString())
                        .orElse("{id}");
            case "feed" ->
                site.feedTitles().keySet().stream().sorted().findFirst().orElse("{feed}");
            case "run" -> "1";
            default -> "{" + name + "}";
        };
    }

    private List<Snippet> snippets(String method, String address, boolean withKey) {
        var get = method.equals("get");
        var curl = new ArrayList<String>();
        curl.add("curl -s");
        if (withKey) {
            curl.add("-H \"Authorization: Bearer $HILFENETZ_KEY\"");
        }
        if (!get) {
            curl.add("-H 'Content-Type: text/csv' --data-binary @angebote.csv");
        }
        curl.add("'" + address + "'");
        return List.of(
                new Snippet("curl", String.join(" ", curl)),
                new Snippet("Python", python(address, withKey, get)),
                new Snippet("Java", java(address, withKey, get)));
    }

    private static String python(String address, boolean withKey, boolean get) {
        var headers = withKey
                ? get
                        ? "{\"Authorization\": \"Bearer \" + os.environ[\"HILFENETZ_KEY\"]}"
                        : "{\"Authorization\": \"Bearer \" + os.environ[\"HILFENETZ_KEY\"], \"Content-Type\": \"text/csv\"}"
                : get ? "{}" : "{\"Content-Type\": \"text/csv\"}";
        return """
                import os, urllib.request
                request = urllib.request.Request("%s",%s headers=%s)
                print(urllib.request.urlopen(request).read().decode())""".formatted(address, get ? "" : " data=open(\"angebote.csv\", \"rb\").read(),", headers);
    }

    private static String java(String address, boolean withKey, boolean get) {
        var lines = new ArrayList<String>();
        lines.add("var request = HttpRequest.newBuilder(URI.create(\"" + address + "\"))");
        if (withKey) {
            lines.add("        .header(\"Authorization\", \"Bearer \" + System.getenv(\"HILFENETZ_KEY\"))");
        }
        if (!get) {
            lines.add("        .header(\"Content-Type\", \"text/csv\")");
            lines.add("        .POST(BodyPublishers.ofFile(Path.of(\"angebote.csv\")))");
        }
        lines.add("        .build();");
        lines.add("IO.println(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());");
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
