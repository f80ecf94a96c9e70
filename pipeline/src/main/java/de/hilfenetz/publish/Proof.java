package de.hilfenetz.publish;

import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Recomputes every hash and length of a release from its public files alone, and tells what is not as it was sealed. */
final class Proof {

    private final Path home;
    private final List<String> faults = new ArrayList<>();

    private Proof(Path home) {
        this.home = home;
    }

    /**
     * Looks at one release.
     *
     * @param home folder of the release
     * @return what is wrong, in German, one line each; empty where all is as it was sealed
     */
    static List<String> of(Path home) {
        var proof = new Proof(home);
        try {
            proof.run();
        } catch (IOException | RuntimeException e) {
            proof.faults.add("manifest.json ist nicht lesbar: " + e.getMessage());
        }
        return proof.faults;
    }

    private void run() throws IOException {
        var sealed = Files.readAllBytes(home.resolve("manifest.json"));
        var manifest = Manifest.read(sealed);
        expect(
                "manifest.json: Kennung",
                home.getFileName().toString(),
                manifest.release().toString());
        manifest.files().forEach(this::check);
        var sums = Files.readString(home.resolve("SHA256SUMS"), StandardCharsets.UTF_8);
        expect("SHA256SUMS", manifest.sums(), sums);
        if (manifest.previous() != null) {
            var previous = home.resolveSibling(manifest.previous().toString()).resolve("manifest.json");
            if (Files.exists(previous)) {
                var found = Sha256.of(Files.readAllBytes(previous)).toString();
                expect("SHA-256 des vorigen Manifests", String.valueOf(manifest.previousSha256()), found);
            }
        }
        var derivation = Derivation.read(home);
        if (derivation.isPresent()) {
            expect(
                    "derived.json: SHA-256 des Manifests",
                    derivation.get().manifestSha256(),
                    Sha256.of(sealed).toString());
            derivation.get().files().forEach(this::check);
        }
    }

    private void check(DataFile file) {
        try {
            var path = home.resolve(file.name());
            expect(file.name() + ": Bytes", "" + file.bytes(), "" + Files.size(path));
            try (var in = Files.newInputStream(path)) {
                expect(file.name() + ": SHA-256", file.sha256(), sha256(in));
            }
            if (file.isPacked()) {
                try (var in = new GZIPInputStream(Files.newInputStream(path), 1 << 16)) {
                    expect(file.plainName() + ": SHA-256", file.plainSha256(), sha256(in));
                }
            }
        } catch (IOException e) {
            faults.add("%s ist nicht lesbar: %s".formatted(file.name(), e.getMessage()));
        }
    }

    private static String sha256(InputStream in) throws IOException {
        var digest = Sha256.digest();
        try (var read = new DigestInputStream(in, digest)) {
            read.transferTo(OutputStream.nullOutputStream());
        }
        return Sha256.from(digest.digest()).toString();
    }

    private void expect(String what, String expected, String found) {
        if (!expected.equals(found)) {
            faults.add("%s: erwartet %s, gefunden %s".formatted(what, expected, found));
        }
    }
}
