package de.hilfenetz.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.route.FetchFailed.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SftpSourceTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final KeyPair HOST = key();
    private static final KeyPair OURS = key();

    @TempDir
    private Path folder = Path.of("");

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Inbox inbox = new Inbox();
    private int pauses;

    @BeforeEach
    void start() throws IOException {
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(HOST));
        server.setPasswordAuthenticator(
                (user, password, session) -> user.equals("caritas") && password.equals("geheim"));
        server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, OURS.getPublic()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.stop(true);
    }

    @Test
    void takesAFileByPassword() throws IOException {
        write("liste.csv", "a;b", Duration.ofHours(1));

        assertThat(pull("/liste.csv", "geheim", fingerprint(HOST), false)).isEqualTo(new Pulled.Delivered());
        assertThat(inbox.delivered()).containsExactly("a;b");
        assertThat(inbox.arrivals).extracting(Arrival::fileName).containsExactly("liste.csv");
    }

    @Test
    void takesTheFilesOfAFolderByKey() throws IOException {
        write("a.csv", "a", Duration.ofHours(1));
        write("b.csv", "b", Duration.ofHours(1));
        write("c.csv.filepart", "c", Duration.ofHours(1));
        var pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(OURS.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----";

        assertThat(pull("/", pem, fingerprint(HOST), false)).isEqualTo(new Pulled.Delivered());
        assertThat(inbox.arrivals).extracting(Arrival::mediaType).containsExactly("application/zip");
    }

    @Test
    void waitsUntilNobodyWritesAFileAnyMore() throws IOException {
        write("liste.csv", "a;b", Duration.ZERO);

        pull("/liste.csv", "geheim", fingerprint(HOST), false);

        assertThat(inbox.delivered()).containsExactly("a;b");
        assertThat(pauses).isPositive();
    }

    @Test
    void takesOnlyWhatIsDoneWhereTheFeedAsksForIt() throws IOException {
        write("halb.csv", "h", Duration.ofHours(1));
        write("ganz.csv", "g", Duration.ZERO);
        write("ganz.csv.done", "", Duration.ZERO);

        pull("/", "geheim", fingerprint(HOST), true);

        assertThat(inbox.delivered()).containsExactly("g");
    }

    @Test
    void stopsWhenTheServersKeyIsAnotherOne() throws IOException {
        write("liste.csv", "a;b", Duration.ofHours(1));

        var changed = failure("/liste.csv", "geheim", fingerprint(OURS));
        assertThat(changed.reason()).isEqualTo(Reason.HOST_KEY);
        assertThat(changed).hasMessageContaining(fingerprint(HOST));
        assertThat(failure("/liste.csv", "geheim", null).reason()).isEqualTo(Reason.HOST_KEY);
        assertThat(inbox.delivered()).isEmpty();
    }

    @Test
    void saysThatThePasswordIsWrong() {
        assertThat(failure("/liste.csv", "falsch", fingerprint(HOST)).reason()).isEqualTo(Reason.NOT_ALLOWED);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(failure("/fehlt.csv", "geheim", fingerprint(HOST)).reason()).isEqualTo(Reason.MISSING);
    }

    @Test
    void refusesMoreBytesThanAreAllowed() throws IOException {
        write("liste.csv", "x".repeat(1001), Duration.ofHours(1));

        assertThat(failure("/liste.csv", "geheim", fingerprint(HOST)).reason()).isEqualTo(Reason.TOO_LARGE);
    }

    private FetchFailed failure(String path, String secret, @Nullable String hostKey) {
        return catchThrowableOfType(FetchFailed.class, () -> pull(path, secret, hostKey, false));
    }

    private Pulled pull(String path, String secret, @Nullable String hostKey, boolean done) throws IOException {
        var where = new Feed.Fetch(
                URI.create("sftp://127.0.0.1:" + server.getPort() + path),
                Duration.ofHours(6),
                Duration.ofSeconds(20),
                1000,
                Map.of(),
                new Feed.Access(null, "caritas", hostKey, true, Feed.Access.MIN_RATE),
                null,
                done);
        try (var fetch = new Fetch(
                feed -> Optional.of(secret), Clock.fixed(NOW, ZoneOffset.UTC), Marks.inMemory(), time -> pauses++)) {
            return fetch.pull(Feeds.at("caritas", where), inbox);
        }
    }

    private void write(String name, String text, Duration ago) throws IOException {
        var file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(ago)));
    }

    private static String fingerprint(KeyPair key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
    }

    private static KeyPair key() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
