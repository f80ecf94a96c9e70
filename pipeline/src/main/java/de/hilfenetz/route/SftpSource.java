package de.hilfenetz.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.route.FetchFailed.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a file or folder over SFTP, by the rules that hold for files, from a server whose key is the one the feed names.
 * The secret is a password, or a private key as {@code ssh-keygen} writes it. Thread-safe.
 */
final class SftpSource implements Source, AutoCloseable {

    private static final int PORT = 22;

    private final Function<Feed, Optional<String>> secrets;
    private final FileSource files;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sftp-deadlines").factory());

    SftpSource(Function<Feed, Optional<String>> secrets, FileSource files) {
        this.secrets = secrets;
        this.files = files;
    }

    @Override
    public Optional<Mark> fetch(Feed feed, Feed.Fetch where, @Nullable Mark mark, Sink sink) throws IOException {
        Addresses.check(feed, where, where.url());
        var secret = secrets.apply(feed)
                .orElseThrow(() -> new FetchFailed(feed, Reason.NO_SECRET, String.valueOf(feed.secret())));
        var deadline = Deadline.startNow(feed, where);
        var foreign = new AtomicReference<String>();
        try (var client = client(where, foreign)) {
            client.start();
            var end = watch.schedule(() -> client.close(true), deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            try (var session = session(feed, where, client, secret, deadline);
                    var remote = SftpClientFactory.instance().createSftpFileSystem(session)) {
                var path = remote.getPath(
                        where.url().getPath().isEmpty() ? "/" : where.url().getPath());
                return files.fetch(feed, where, path, mark, (bytes, arrival) -> {
                    try (var body = new Body(feed, where.maxBytes(), bytes, deadline)) {
                        sink.take(body, new Arrival(where.url(), arrival.fileName(), arrival.mediaType(), null));
                    }
                });
            } finally {
                end.cancel(false);
            }
        } catch (FetchFailed failed) {
            throw failed;
        } catch (IOException failed) {
            if (foreign.get() != null) {
                throw new FetchFailed(feed, Reason.HOST_KEY, "er ist %s".formatted(foreign.get()));
            }
            deadline.check();
            throw failed;
        }
    }

    private static SshClient client(Feed.Fetch where, AtomicReference<String> foreign) {
        var client = ClientBuilder.builder().build();
        // Nothing of the operator's own ~/.ssh is looked at.
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setHostConfigEntryResolver(org.apache.sshd.client.config.hosts.HostConfigEntryResolver.EMPTY);
        client.setServerKeyVerifier((session, address, key) -> {
            var found = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
            var known = where.access().hostKey();
            if (known != null && known.replaceFirst("=+$", "").equals(found.replaceFirst("=+$", ""))) {
                return true;
            }
            foreign.set(found);
            return false;
        });
        return client;
    }

    private static ClientSession session(
            Feed feed, Feed.Fetch where, SshClient client, String secret, Deadline deadline) throws IOException {
        var url = where.url();
        var user = Optional.ofNullable(where.access().user()).orElse("hilfenetz");
        var session = client.connect(user, url.getHost(), url.getPort() < 0 ? PORT : url.getPort())
                .verify(deadline.remainingNanos(), TimeUnit.NANOSECONDS)
                .getSession();
        try {
            if (secret.startsWith("-----BEGIN")) {
                var keys = SecurityUtils.loadKeyPairIdentities(
                        session,
                        NamedResource.ofName(String.valueOf(feed.secret())),
                        new ByteArrayInputStream((secret + "\n").getBytes(UTF_8)),
                        null);
                keys.forEach(session::addPublicKeyIdentity);
            } else {
                session.addPasswordIdentity(secret);
            }
            session.auth().verify(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            return session;
        } catch (GeneralSecurityException unreadable) {
            session.close(true);
            throw new FetchFailed(feed, Reason.NOT_ALLOWED, "der private Schlüssel ist nicht lesbar");
        } catch (org.apache.sshd.common.SshException refused) {
            session.close(true);
            boolean denied = refused.getDisconnectCode()
                    == org.apache.sshd.common.SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
            throw denied ? new FetchFailed(feed, Reason.NOT_ALLOWED, user + ", " + url) : refused;
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
