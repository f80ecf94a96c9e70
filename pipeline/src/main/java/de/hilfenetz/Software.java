package de.hilfenetz;

import de.hilfenetz.record.Sha256;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What decides about a record besides its feed: our code and resources, the libraries, the districts. */
final class Software implements CommandLine.IVersionProvider {

    /** Name and number, as manifests and {@code --version} say it. */
    static final String VERSION = "hilfenetz 0.1.0";

    @Override
    public String[] getVersion() {
        return new String[] {VERSION};
    }

    /** Changes when any of it does: then kept deliveries are processed again under the new rules. */
    static Sha256 fingerprint(@Nullable Path... areas) throws IOException {
        var digest = Sha256.digest();
        var own = location();
        for (var file : own.toFile().isDirectory() ? filesIn(own) : List.of(own)) {
            digest.update(own.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
        }
        digest.update(libraries(own).getBytes(StandardCharsets.UTF_8));
        for (var file : areas) {
            if (file != null) {
                digest.update(Files.readAllBytes(file));
            }
        }
        return Sha256.from(digest.digest());
    }

    private static Path location() {
        try {
            return Path.of(Software.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path names no file", e);
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Names of the libraries, which carry their versions. */
    private static String libraries(Path own) throws IOException {
        if (own.toString().endsWith(".jar")) {
            try (var jar = new JarFile(own.toFile())) {
                var classPath = jar.getManifest().getMainAttributes().getValue("Class-Path");
                return classPath == null ? "" : classPath;
            }
        }
        return String.join(
                " ",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> String.valueOf(Path.of(entry).getFileName()))
                        .sorted()
                        .toList());
    }
}
