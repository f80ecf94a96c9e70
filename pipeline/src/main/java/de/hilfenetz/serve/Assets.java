package de.hilfenetz.serve;

import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Style sheet, picture and scripts, under addresses that hold their hash: they may be kept for ever. A fixed list, no folder.
 * The editor of queries is CodeMirror as it comes, module by module; an import map leads from one to the other.
 */
public final class Assets {

    private static final List<String> NAMES =
            List.of("hilfenetz.css", "zeichen.svg", "verlassen.js", "abfrage.js", "kopieren.js");

    /** What the modules of the editor call each other, and where they lie in the jar of that name. */
    private static final List<Module> MODULES = List.of(
            new Module("@codemirror/autocomplete", "codemirror__autocomplete", "dist/index.js"),
            new Module("@codemirror/commands", "codemirror__commands", "dist/index.js"),
            new Module("@codemirror/language", "codemirror__language", "dist/index.js"),
            new Module("@codemirror/legacy-modes/mode/sparql", "codemirror__legacy-modes", "mode/sparql.js"),
            new Module("@codemirror/state", "codemirror__state", "dist/index.js"),
            new Module("@codemirror/view", "codemirror__view", "dist/index.js"),
            new Module("@lezer/common", "lezer__common", "dist/index.js"),
            new Module("@lezer/highlight", "lezer__highlight", "dist/index.js"),
            new Module("@marijn/find-cluster-break", "marijn__find-cluster-break", "src/index.js"),
            new Module("crelt", "crelt", "index.js"),
            new Module("style-mod", "style-mod", "src/style-mod.js"),
            new Module("w3c-keyname", "w3c-keyname", "index.js"));

    private final Map<String, Asset> byFile = new LinkedHashMap<>();
    private final Map<String, String> paths = new LinkedHashMap<>();
    private final Map<String, String> imports = new LinkedHashMap<>();
    private final String fingerprint;

    private record Module(String name, String artifact, String file) {

        /** Where it lies on the class path: its folder is named by its version. */
        String path() {
            var properties = new Properties();
            try (var stream =
                    new ByteArrayInputStream(read("/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties"))) {
                properties.load(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return "/META-INF/resources/webjars/%s/%s/%s".formatted(artifact, properties.getProperty("version"), file);
        }
    }

    /** One file as it is sent: all of them are text. */
    record Asset(String type, String text) {

        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private Assets() {
        var all = Sha256.digest();
        for (var name : NAMES) {
            var bytes = read("/site/static/" + name);
            all.update(bytes);
            paths.put(name, add(name, bytes));
        }
        for (var module : MODULES) {
            var bytes = read(module.path());
            all.update(bytes);
            imports.put(module.name(), add(module.artifact() + ".js", bytes));
        }
        fingerprint = HexFormat.of().formatHex(all.digest(), 0, 4);
    }

    private String add(String name, byte[] bytes) {
        var hash = Sha256.of(bytes).toString().substring(0, 12);
        var dot = name.lastIndexOf('.');
        var file = name.substring(0, dot) + "." + hash + name.substring(dot);
        byFile.put(file, new Asset(type(name), new String(bytes, StandardCharsets.UTF_8)));
        return "/static/" + file;
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css;charset=utf-8";
            case "js" -> "text/javascript;charset=utf-8";
            default -> "image/svg+xml";
        };
    }

    /** Reads the files from the class path. */
    public static Assets load() {
        return new Assets();
    }

    private static byte[] read(String path) {
        try (var stream = Assets.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the class path lacks " + path);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a file by its plain name. */
    public String path(String name) {
        var path = paths.get(name);
        if (path == null) {
            throw new IllegalArgumentException("no such file in site/static: " + name);
        }
        return path;
    }

    /** The import map of the editor, as JSON: addresses of modules by what they call each other. */
    String importMap() {
        return CanonicalJson.mapper()
                .createObjectNode()
                .set("imports", CanonicalJson.mapper().valueToTree(imports))
                .toString();
    }

    /** The file behind the last part of an address. */
    Optional<Asset> find(String file) {
        return Optional.ofNullable(byFile.get(file));
    }

    /** Changes when any of the files does. */
    String fingerprint() {
        return fingerprint;
    }
}
