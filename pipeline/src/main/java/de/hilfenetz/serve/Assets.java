package de.hilfenetz.serve;

import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Style sheet, picture and script, under addresses that hold their hash: they may be kept for ever. A fixed list, no folder. */
public final class Assets {

    private static final List<String> NAMES = List.of("hilfenetz.css", "zeichen.svg", "verlassen.js");

    private final Map<String, Asset> byFile = new LinkedHashMap<>();
    private final Map<String, String> paths = new LinkedHashMap<>();
    private final String fingerprint;

    /** One file as it is sent: all of them are text. */
    record Asset(String type, String text) {

        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private Assets() {
        var all = Sha256.digest();
        for (var name : NAMES) {
            var bytes = read(name);
            all.update(bytes);
            var hash = Sha256.of(bytes).toString().substring(0, 12);
            var dot = name.lastIndexOf('.');
            var file = name.substring(0, dot) + "." + hash + name.substring(dot);
            byFile.put(file, new Asset(type(name), new String(bytes, StandardCharsets.UTF_8)));
            paths.put(name, "/static/" + file);
        }
        fingerprint = HexFormat.of().formatHex(all.digest(), 0, 4);
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

    private static byte[] read(String name) {
        try (var stream = Assets.class.getResourceAsStream("/site/static/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the jar has no site/static/" + name);
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

    /** The file behind the last part of an address. */
    Optional<Asset> find(String file) {
        return Optional.ofNullable(byFile.get(file));
    }

    /** Changes when any of the files does. */
    String fingerprint() {
        return fingerprint;
    }
}
