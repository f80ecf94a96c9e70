package de.hilfenetz.route;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.route.FetchFailed.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchTest {

    private static final String LIST = "name;telefon\nSchuldnerberatung;0221 4710123\n";

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final Inbox inbox = new Inbox();
    private final Fetch fetch = new Fetch(feed -> Optional.of("geheim-4711"), Clock.systemUTC(), Marks.inMemory());

    @AfterEach
    void close() {
        fetch.close();
    }

    @Test
    void deliversWhatTheProviderHas() throws IOException {
        answer(ok(LIST).withHeader("Content-Type", "Text/CSV; charset=\"windows-1252\""));

        assertThat(pull()).isEqualTo(new Pulled.Delivered());
        assertThat(inbox.delivered()).containsExactly(LIST);
        assertThat(inbox.arrivals)
                .containsExactly(new Arrival(URI.create(url()), "liste.csv", "text/csv", "windows-1252"));
    }

    @Test
    void asksOnlyForWhatChanged() throws IOException {
        answer(ok(LIST).withHeader("ETag", "\"a\"").withHeader("Last-Modified", "Sun, 22 Nov 2026 08:00:00 GMT"));
        pull();
        PROVIDER.stubFor(get("/liste.csv")
                .withHeader("If-None-Match", equalTo("\"a\""))
                .withHeader("If-Modified-Since", equalTo("Sun, 22 Nov 2026 08:00:00 GMT"))
                .willReturn(status(304)));

        assertThat(pull()).isEqualTo(new Pulled.NothingNew());
        assertThat(inbox.delivered()).hasSize(1);
    }

    @Test
    void asksOnlyForWhatChangedAfterARestartToo() throws Exception {
        try (var journal = Journal.inMemory(Clock.systemUTC());
                var before = new Fetch(feed -> Optional.empty(), Clock.systemUTC(), Marks.in(journal));
                var after = new Fetch(feed -> Optional.empty(), Clock.systemUTC(), Marks.in(journal))) {
            answer(ok(LIST).withHeader("ETag", "\"a\""));
            before.pull(Feeds.at(url()), inbox);
            PROVIDER.stubFor(get("/liste.csv")
                    .withHeader("If-None-Match", equalTo("\"a\""))
                    .willReturn(status(304)));

            assertThat(after.pull(Feeds.at(url()), inbox)).isEqualTo(new Pulled.NothingNew());
        }
    }

    @Test
    void asksAnotherAddressForEverything() throws Exception {
        try (var journal = Journal.inMemory(Clock.systemUTC());
                var both = new Fetch(feed -> Optional.empty(), Clock.systemUTC(), Marks.in(journal))) {
            answer(ok(LIST).withHeader("ETag", "\"a\""));
            PROVIDER.stubFor(get("/neu.csv").willReturn(ok(LIST)));

            both.pull(Feeds.at(url()), inbox);
            both.pull(Feeds.at(PROVIDER.url("/neu.csv")), inbox);
        }
        PROVIDER.verify(getRequestedFor(urlEqualTo("/neu.csv")).withHeader("If-None-Match", absent()));
    }

    @Test
    void asksForEverythingAgainWhenADeliveryWasNotKept() throws IOException {
        answer(ok(LIST).withHeader("ETag", "\"a\""));
        assertThatThrownBy(() -> fetch.pull(Feeds.at(url()), (feed, body, arrival) -> {
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        pull();

        PROVIDER.verify(2, getRequestedFor(urlEqualTo("/liste.csv")).withHeader("If-None-Match", absent()));
        assertThat(inbox.delivered()).containsExactly(LIST);
    }

    @ParameterizedTest
    @CsvSource({
        "204, UNEXPECTED_ANSWER", "206, UNEXPECTED_ANSWER", "304, UNEXPECTED_ANSWER", "400, UNEXPECTED_ANSWER",
        "401, NOT_ALLOWED", "403, NOT_ALLOWED", "404, MISSING", "410, MISSING"
    })
    void takesNothingButAWholeFile(int status, Reason reason) {
        answer(status(status).withBody(LIST));

        assertThat(failure()).extracting(FetchFailed::reason).isEqualTo(reason);
        assertThat(inbox.delivered()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void takesAServerInTroubleForTroubleThatPasses(int status) {
        answer(status(status).withBody(LIST));

        assertThatThrownBy(this::pull)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(FetchFailed.class)
                .hasMessageContaining("HTTP " + status);
        assertThat(inbox.delivered()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void neverTakesAnAnswerThatBreaksOff(Fault fault) {
        answer(aResponse().withFault(fault));

        assertThatThrownBy(this::pull).isInstanceOf(IOException.class).isNotInstanceOf(FetchFailed.class);
        assertThat(inbox.delivered()).isEmpty();
    }

    @Test
    void neverTakesLessThanWasAnnounced() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var answering = Thread.ofVirtual()
                    .start(() -> answerOnce(server, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + LIST));

            assertThatThrownBy(
                            () -> fetch.pull(Feeds.at("http://127.0.0.1:%d/".formatted(server.getLocalPort())), inbox))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("caritas: Die Lieferung brach nach");
            answering.join();
        }
        assertThat(inbox.delivered()).isEmpty();
    }

    @Test
    void endsAHangingAnswerAtTheDeadline() {
        answer(ok(LIST).withFixedDelay(3000));

        var failure = failure(Feeds.within(url(), Duration.ofMillis(200)));

        assertThat(failure.reason()).isEqualTo(Reason.TOO_SLOW);
        assertThat(failure).hasMessageContaining("PT0.2S");
    }

    @Test
    void endsAnAnswerThatStopsHalfwayAtTheDeadline() throws IOException {
        try (var hanging = new HangingServer()) {
            assertThat(failure(Feeds.within(hanging.url(), Duration.ofMillis(500)))
                            .reason())
                    .isEqualTo(Reason.TOO_SLOW);
        }
        assertThat(inbox.delivered()).isEmpty();
    }

    @Test
    void endsADrippingAnswerAtTheDeadline() {
        answer(ok("x".repeat(200_000)).withChunkedDribbleDelay(20, 4000));

        assertThat(failure(Feeds.within(url(), Duration.ofMillis(500))).reason())
                .isEqualTo(Reason.TOO_SLOW);
        assertThat(inbox.delivered()).isEmpty();
    }

    @Test
    void takesAsManyBytesAsAreAllowedAndNotOneMore() throws IOException {
        answer(ok("x".repeat(1000)));
        pull();
        answer(ok("x".repeat(1001)));

        assertThat(failure().reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(inbox.delivered()).hasSize(1);
    }

    @Test
    void unpacksAndCountsWhatComesOut() throws IOException {
        answer(ok().withHeader("Content-Encoding", "gzip").withBody(zipped(LIST)));
        pull();
        answer(ok().withHeader("Content-Encoding", "gzip").withBody(zipped("x".repeat(1_000_000))));

        assertThat(failure().reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(inbox.delivered()).containsExactly(LIST);
    }

    @Test
    void followsRedirectsOnTheHost() throws IOException {
        answer(temporaryRedirect("/neu/angebote.csv"));
        PROVIDER.stubFor(get("/neu/angebote.csv").willReturn(ok(LIST)));

        pull();

        assertThat(inbox.arrivals).extracting(Arrival::fileName).containsExactly("angebote.csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:1/liste.csv",
                "https://127.0.0.1/liste.csv",
                "file:///etc/passwd",
                "//example.org/"
            })
    void followsNoRedirectElsewhere(String elsewhere) {
        answer(temporaryRedirect(elsewhere));

        assertThat(failure().reason()).isEqualTo(Reason.ELSEWHERE);
    }

    @Test
    void followsNoRedirectForEver() {
        answer(temporaryRedirect("/liste.csv"));

        assertThat(failure().reason()).isEqualTo(Reason.TOO_MANY_REDIRECTS);
        PROVIDER.verify(4, getRequestedFor(urlEqualTo("/liste.csv")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        text/html               | Bitte anmelden
        application/json        | <!DOCTYPE html><title>Anmeldung</title>
        text/csv                | ' \n<!-- Portal --><HTML lang=de>'
        application/xhtml+xml   | <x/>
        text/plain              | '<?xml version="1.0"?> <html xmlns="http://www.w3.org/1999/xhtml">'
        """)
    void takesNoWebPageForData(String mediaType, String body) {
        answer(ok(body).withHeader("Content-Type", mediaType));

        assertThat(failure().reason()).isEqualTo(Reason.WEB_PAGE);
        assertThat(inbox.delivered()).isEmpty();
    }

    @Test
    void takesNothingForNothing() {
        answer(ok(""));

        assertThat(failure().reason()).isEqualTo(Reason.EMPTY);
    }

    @Test
    void showsItsSecretToTheProviderAlone() throws IOException {
        answer(status(403));
        var where = new Feed.Fetch(
                URI.create(url()),
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                1000,
                Map.of("Authorization", "Bearer {secret}"),
                Feeds.LOCAL,
                null,
                false);

        assertThat(failure(Feeds.at("caritas", where)).getMessage()).doesNotContain("geheim");
        PROVIDER.verify(
                getRequestedFor(urlEqualTo("/liste.csv")).withHeader("Authorization", equalTo("Bearer geheim-4711")));
    }

    @Test
    void refusesAnAddressItCannotReach() {
        assertThat(failure(Feeds.at("gopher://example.org/")).reason()).isEqualTo(Reason.UNKNOWN_SCHEME);
    }

    private static String url() {
        return PROVIDER.url("/liste.csv");
    }

    private static void answer(ResponseDefinitionBuilder answer) {
        PROVIDER.stubFor(get("/liste.csv").willReturn(answer));
    }

    private Pulled pull() throws IOException {
        return fetch.pull(Feeds.at(url()), inbox);
    }

    private FetchFailed failure() {
        return failure(Feeds.at(url()));
    }

    private FetchFailed failure(Feed feed) {
        return catchThrowableOfType(FetchFailed.class, () -> fetch.pull(feed, inbox));
    }

    private static void answerOnce(ServerSocket server, String answer) {
        try (var connection = server.accept()) {
            assertThat(connection.getInputStream().read()).isPositive();
            connection.getOutputStream().write(answer.getBytes(UTF_8));
            connection.shutdownOutput();
            assertThat(connection.getInputStream().readAllBytes()).isNotEmpty();
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }

    private static byte[] zipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
