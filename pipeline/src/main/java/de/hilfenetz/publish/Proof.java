package de.hilfenetz.publish;

import com.github.luben.zstd.ZstdInputStream;
import de.hilfenetz.publish.Manifest.DataFile;
import de.hilfenetz.publish.Manifest.Stored;
import de.hilfenetz.record.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.input.BoundedInputStream;

/** Recomputes every hash and length of a release from its public files alone, and tells what is not as it was sealed. */
final class Proof {

    private final Shelf shelf;
    private final ReleaseId release;
    private final Path home;
    private final List<String> faults = new ArrayList<>();

    private Proof(Shelf shelf, ReleaseId release) {
        this.shelf = shelf;
        this.release = release;
        home = shelf.home(release);
    }

    /**
     * Looks at one release.
     *
     * @return what is wrong, in German, one line each; empty where all is as it was sealed
     */
    static List<String> of(Shelf shelf, ReleaseId release) {
        var proof = new Proof(shelf, release);
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
        expect("manifest.json: Kennung", release.toString(), manifest.release().toString());
        if (shelf.isKept(release)) {
            manifest.files().forEach(this::check);
        }
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
            if (!derivation.get().isWrittenAs(Files.readAllBytes(home.resolve(Derivation.FILE)))) {
                faults.add("derived.json ist nicht mehr, wie es geschrieben wurde");
            }
            var dataPackage = derivation.get().dataPackageSha256();
            if (dataPackage != null) {
                var found = Sha256.of(Files.readAllBytes(home.resolve(TableDescriptions.PACKAGE)));
                expect("datapackage.json: SHA-256", dataPackage, found.toString());
            }
        }
    }

    private void check(DataFile file) {
        for (var form : file.stored()) {
            try (var counted = BoundedInputStream.builder()
                    .setInputStream(shelf.open(release, form.name()))
                    .get()) {
                var sum = Shelf.sha256(counted);
                expect(form.name() + ": Bytes", "" + form.bytes(), "" + counted.getCount());
                expect(form.name() + ": SHA-256", form.sha256(), sum);
                if (file.isPacked()) {
                    try (var plain = unpacked(form)) {
                        expect(file.plainName() + ": SHA-256", file.plainSha256(), Shelf.sha256(plain));
                    }
                }
            } catch (IOException e) {
                faults.add("%s ist nicht lesbar: %s".formatted(form.name(), e.getMessage()));
            }
        }
    }

    private InputStream unpacked(Stored form) throws IOException {
        var packed = shelf.open(release, form.name());
        return form.name().endsWith(".zst") ? new ZstdInputStream(packed) : new GZIPInputStream(packed, 1 << 16);
    }

    private void expect(String what, String expected, String found) {
        if (!expected.equals(found)) {
            faults.add("%s: erwartet %s, gefunden %s".formatted(what, expected, found));
        }
    }
}
