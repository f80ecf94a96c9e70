package de.hilfenetz.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.route.FetchFailed.Reason;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            127.0.0.1        | false
            10.1.2.3         | false
            172.16.0.1       | false
            192.168.1.1      | false
            169.254.169.254  | false
            100.64.0.1       | false
            0.0.0.0          | false
            255.255.255.255  | false
            224.0.0.1        | false
            ::1              | false
            ::ffff:10.0.0.1  | false
            fc00::1          | false
            fe80::1          | false
            64:ff9b::a00:1   | false
            2002:a00:1::1    | false
            93.184.215.14    | true
            100.128.0.1      | true
            2a00:1450::1     | true
            """)
    void tellsPublicAddressesFromOthers(String address, boolean isPublic) throws Exception {
        assertThat(Addresses.isPublic(InetAddress.getByName(address))).isEqualTo(isPublic);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:1/",
        "http://localhost:1/",
        "http://2130706433:1/",
        "http://[::1]:1/",
        "sftp://127.0.0.1:1/"
    })
    void asksNoPrivateAddressUnlessTheFeedAllowsIt(String url) {
        var feed = Feeds.at(
                "caritas",
                new Feed.Fetch(
                        URI.create(url),
                        Duration.ofHours(6),
                        Duration.ofSeconds(5),
                        1000,
                        Map.of(),
                        Feed.Access.PUBLIC,
                        null,
                        false));
        try (var fetch = new Fetch(any -> Optional.of("x"), Clock.systemUTC(), Marks.inMemory())) {
            assertThat(catchThrowableOfType(FetchFailed.class, () -> fetch.pull(feed, new Inbox()))
                            .reason())
                    .isEqualTo(Reason.INTERNAL_ADDRESS);
        }
    }

    @Test
    void givesUpADeliveryThatDrips() throws Exception {
        var nanos = new AtomicLong();
        var feed = Feeds.within("http://127.0.0.1/", Duration.ofHours(1));
        var deadline = Deadline.startNow(feed, java.util.Objects.requireNonNull(feed.fetch()), nanos::get);
        try (var body = new Body(feed, 1000, new ByteArrayInputStream(new byte[100]), deadline)) {
            body.read();
            nanos.set(Duration.ofSeconds(29).toNanos());
            body.read();
            nanos.set(Duration.ofSeconds(30).toNanos());

            var failed = catchThrowableOfType(FetchFailed.class, body::read);

            assertThat(failed.reason()).isEqualTo(Reason.TOO_SLOW);
            assertThat(failed).hasMessageContaining("3 Bytes in 30 Sekunden, verlangt sind 100 je Sekunde");
        }
    }
}
