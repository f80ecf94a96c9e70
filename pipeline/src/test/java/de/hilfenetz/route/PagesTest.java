package de.hilfenetz.route;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.route.FetchFailed.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PagesTest {

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final List<String> delivered = new ArrayList<>();
    private final Fetch fetch = new Fetch(feed -> Optional.of("name:geheim"), Clock.systemUTC(), Marks.inMemory());

    @AfterEach
    void close() {
        fetch.close();
    }

    @Test
    void takesAllNumberedPagesAsOneDelivery() throws IOException {
        page(1, "{\"total_items\":3,\"total_pages\":2,\"contents\":[{\"id\":\"a\"},{\"id\":\"b\"}]}");
        page(2, "{\"total_items\":3,\"total_pages\":2,\"contents\":[{\"id\":\"c\"}]}");

        pull(numbers());

        assertThat(delivered)
                .containsExactly(
                        "seite-0001.json {\"total_items\":3,\"total_pages\":2,\"contents\":[{\"id\":\"a\"},{\"id\":\"b\"}]}",
                        "seite-0002.json {\"total_items\":3,\"total_pages\":2,\"contents\":[{\"id\":\"c\"}]}");
    }

    @Test
    void goesOnToTheFirstEmptyPageWhereNothingIsAnnounced() throws IOException {
        page(1, "[{\"id\":\"a\"}]");
        page(2, "[{\"id\":\"b\"}]");
        page(3, "[]");

        pull(numbers());

        assertThat(delivered).hasSize(3);
    }

    @Test
    void followsLinksInThePageAndInTheHeader() throws IOException {
        PROVIDER.stubFor(get("/services?per_page=2")
                .willReturn(okJson("{\"contents\":[{\"id\":\"a\"}],\"next\":\"/services?nach=a\"}")));
        PROVIDER.stubFor(get("/services?nach=a")
                .willReturn(okJson("{\"contents\":[{\"id\":\"b\"}],\"next\":null}")
                        .withHeader("Link", "</erste>; rel=\"first\", <?nach=b>; rel=\"next\"")));
        PROVIDER.stubFor(get("/services?nach=b").willReturn(okJson("{\"contents\":[{\"id\":\"c\"}],\"next\":null}")));

        pull(links());

        assertThat(delivered).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void deliversNothingWhenPageThreeOfFiveFails(Fault fault) {
        for (int i = 1; i <= 5; i++) {
            page(i, "{\"total_pages\":5,\"contents\":[{\"id\":\"" + i + "\"}]}");
        }
        PROVIDER.stubFor(get(urlPathEqualTo("/services"))
                .withQueryParam("page", equalTo("3"))
                .willReturn(aResponse().withFault(fault)));

        assertThatThrownBy(() -> pull(numbers()))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(FetchFailed.class);
        assertThat(delivered).isEmpty();
        PROVIDER.verify(0, getRequestedFor(urlPathEqualTo("/services")).withQueryParam("page", equalTo("4")));
    }

    @Test
    void deliversNothingWhenAPageIsALogin() {
        page(1, "{\"total_pages\":2,\"contents\":[{\"id\":\"a\"}]}");
        PROVIDER.stubFor(get(urlPathEqualTo("/services"))
                .withQueryParam("page", equalTo("2"))
                .willReturn(okJson("<!DOCTYPE html><title>Anmelden</title>")));

        assertThat(failure(numbers())).isEqualTo(Reason.WEB_PAGE);
        assertThat(delivered).isEmpty();
    }

    @Test
    void noticesThatTheNumbersOfPagesChangeNothing() {
        PROVIDER.stubFor(get(urlPathEqualTo("/services")).willReturn(okJson("[{\"id\":\"a\"}]")));

        assertThat(failure(numbers())).isEqualTo(Reason.ENDLESS);
    }

    @Test
    void noticesLinksThatGoRound() {
        PROVIDER.stubFor(get("/services?per_page=2")
                .willReturn(okJson("{\"contents\":[{\"id\":\"a\"}],\"next\":\"/services?per_page=2\"}")));

        assertThat(failure(links())).isEqualTo(Reason.ENDLESS);
    }

    @Test
    void followsNoLinkToAnotherHost() {
        PROVIDER.stubFor(get("/services?per_page=2")
                .willReturn(okJson("{\"contents\":[{\"id\":\"a\"}],\"next\":\"http://169.254.169.254/latest\"}")));

        assertThat(failure(links())).isEqualTo(Reason.ELSEWHERE);
    }

    @Test
    void asksAgainLaterWhenARecordMovedToTheNextPage() {
        page(1, "{\"contents\":[{\"id\":\"a\"},{\"id\":\"b\"}]}");
        page(2, "{\"contents\":[{\"id\":\"b\"},{\"id\":\"c\"}]}");

        assertMoved("1 Datensätze kommen auf zwei Seiten vor");
    }

    @Test
    void asksAgainLaterWhenFewerCameThanWereAnnounced() {
        page(1, "{\"total_items\":4,\"total_pages\":2,\"contents\":[{\"id\":\"a\"},{\"id\":\"b\"}]}");
        page(2, "{\"total_items\":4,\"total_pages\":2,\"contents\":[{\"id\":\"c\"}]}");

        assertMoved("angekündigt sind 4 Datensätze, gekommen 3");
    }

    @Test
    void asksAgainLaterWhenTheFirstPageIsAnotherOneByThen() {
        PROVIDER.stubFor(get("/services?per_page=2&page=1")
                .inScenario("move")
                .whenScenarioStateIs(STARTED)
                .willReturn(okJson("[{\"id\":\"a\"},{\"id\":\"b\"}]"))
                .willSetStateTo("moved"));
        PROVIDER.stubFor(get("/services?per_page=2&page=1")
                .inScenario("move")
                .whenScenarioStateIs("moved")
                .willReturn(okJson("[{\"id\":\"b\"},{\"id\":\"c\"}]")));
        page(2, "[{\"id\":\"d\"}]");
        page(3, "[]");

        assertMoved("die erste Seite");
    }

    @Test
    void limitsAllPagesTogether() {
        page(1, "[{\"id\":\"a\",\"x\":\"" + "x".repeat(600) + "\"}]");
        page(2, "[{\"id\":\"b\",\"x\":\"" + "x".repeat(600) + "\"}]");

        assertThat(failure(feed(new Feed.Pages(Feed.Pages.By.NUMBER, "page", 1), null, 1000)))
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(delivered).isEmpty();
    }

    @Test
    void limitsTheTimeOfAllPagesTogether() {
        for (int i = 1; i <= 50; i++) {
            PROVIDER.stubFor(get(urlPathEqualTo("/services"))
                    .withQueryParam("page", equalTo("" + i))
                    .willReturn(okJson("[{\"id\":\"" + i + "\"}]").withFixedDelay(100)));
        }

        assertThat(failure(feed(new Feed.Pages(Feed.Pages.By.NUMBER, "page", 1), null, 100_000, Duration.ofSeconds(2))))
                .isEqualTo(Reason.TOO_SLOW);
        assertThat(delivered).isEmpty();
    }

    @Test
    void showsTheSecretByBasicAndBearer() throws IOException {
        page(1, "[]");
        pull(feed(new Feed.Pages(Feed.Pages.By.NUMBER, "page", 1), Feed.Auth.BASIC, 1000));
        pull(feed(new Feed.Pages(Feed.Pages.By.NUMBER, "page", 1), Feed.Auth.BEARER, 1000));

        PROVIDER.verify(getRequestedFor(urlEqualTo("/services?per_page=2&page=1"))
                .withHeader("Authorization", equalTo("Basic bmFtZTpnZWhlaW0=")));
        PROVIDER.verify(getRequestedFor(urlEqualTo("/services?per_page=2&page=1"))
                .withHeader("Authorization", equalTo("Bearer name:geheim")));
    }

    @Test
    void asksNobodyWithoutTheSecret() throws IOException {
        try (var without = new Fetch(feed -> Optional.empty(), Clock.systemUTC(), Marks.inMemory())) {
            var failed = catchThrowableOfType(
                    FetchFailed.class,
                    () -> without.pull(feed(null, Feed.Auth.BASIC, 1000), (feed, body, arrival) -> {}));

            assertThat(failed.reason()).isEqualTo(Reason.NO_SECRET);
        }
        PROVIDER.verify(0, getRequestedFor(urlPathEqualTo("/services")));
    }

    @Test
    void retriesAServerInTrouble() {
        PROVIDER.stubFor(get(urlPathEqualTo("/services")).willReturn(status(503)));

        assertThatThrownBy(() -> pull(numbers()))
                .isNotInstanceOf(FetchFailed.class)
                .hasMessageContaining("503");
    }

    private static void page(int number, String json) {
        PROVIDER.stubFor(get("/services?per_page=2&page=" + number).willReturn(okJson(json)));
    }

    private static Feed numbers() {
        return feed(new Feed.Pages(Feed.Pages.By.NUMBER, "page", 1), null, 100_000);
    }

    private static Feed links() {
        return feed(new Feed.Pages(Feed.Pages.By.NEXT, "page", 1), null, 100_000);
    }

    private static Feed feed(Feed.@Nullable Pages pages, Feed.@Nullable Auth auth, long maxBytes) {
        return feed(pages, auth, maxBytes, Duration.ofSeconds(30));
    }

    private static Feed feed(Feed.@Nullable Pages pages, Feed.@Nullable Auth auth, long maxBytes, Duration deadline) {
        return Feeds.at(
                "caritas",
                new Feed.Fetch(
                        URI.create(PROVIDER.url("/services?per_page=2")),
                        Duration.ofHours(6),
                        deadline,
                        maxBytes,
                        Map.of(),
                        new Feed.Access(auth, null, null, true, Feed.Access.MIN_RATE),
                        pages,
                        false));
    }

    private void pull(Feed feed) throws IOException {
        fetch.pull(feed, (from, body, arrival) -> {
            var whole = body.readAllBytes();
            try (var zip = new ZipInputStream(new ByteArrayInputStream(whole))) {
                for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    delivered.add(entry.getName() + " " + new String(zip.readAllBytes(), UTF_8));
                }
            }
        });
    }

    private Reason failure(Feed feed) {
        return catchThrowableOfType(FetchFailed.class, () -> pull(feed)).reason();
    }

    private void assertMoved(String how) {
        assertThatThrownBy(() -> pull(numbers()))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(FetchFailed.class)
                .hasMessageContaining(how);
        assertThat(delivered).isEmpty();
    }
}
