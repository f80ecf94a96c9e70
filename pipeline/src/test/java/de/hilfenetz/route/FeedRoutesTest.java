package de.hilfenetz.route;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import de.hilfenetz.feed.Feed;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class FeedRoutesTest {

    private static final Duration OFTEN = Duration.ofMillis(20);

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final Inbox inbox = new Inbox();
    private final FeedRoutes routes = routes(inbox);

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void asksAgainWhenTroublePasses() {
        PROVIDER.stubFor(get("/a")
                .inScenario("trouble")
                .whenScenarioStateIs(STARTED)
                .willReturn(status(500))
                .willSetStateTo("reset"));
        PROVIDER.stubFor(get("/a")
                .inScenario("trouble")
                .whenScenarioStateIs("reset")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("well"));
        PROVIDER.stubFor(
                get("/a").inScenario("trouble").whenScenarioStateIs("well").willReturn(ok("a;b")));

        assertThat(routes.pull(feed("a"))).isEqualTo(new Pulled.Delivered());
        assertThat(inbox.delivered()).containsExactly("a;b");
        assertThat(inbox.outcomes).containsExactly(new Pulled.Delivered());
    }

    @Test
    void givesUpAfterThreeRetries() {
        PROVIDER.stubFor(get("/a").willReturn(status(503)));

        var outcome = routes.pull(feed("a"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Pulled.Failed.class,
                        failed -> assertThat(failed.cause()).hasMessageContaining("HTTP 503"));
        assertThat(inbox.outcomes).containsExactly(outcome);
        PROVIDER.verify(4, getRequestedFor(urlEqualTo("/a")));
    }

    @Test
    void doesNotInsistWhereAskingAgainWouldNotHelp() {
        PROVIDER.stubFor(get("/a").willReturn(status(404)));

        assertThat(routes.pull(feed("a"))).isInstanceOf(Pulled.Failed.class);
        PROVIDER.verify(1, getRequestedFor(urlEqualTo("/a")));
    }

    @Test
    void survivesAFaultOfOurs() {
        PROVIDER.stubFor(get("/a").willReturn(ok("a;b")));
        try (var broken = routes((feed, body, arrival) -> {
            throw new StackOverflowError("invented");
        })) {
            assertThat(broken.pull(feed("a"))).isInstanceOf(Pulled.Failed.class);
        }
        PROVIDER.verify(1, getRequestedFor(urlEqualTo("/a")));
    }

    @Test
    void looksAgainAndAgain() throws InterruptedException {
        PROVIDER.stubFor(get("/a").willReturn(ok("a;b")));

        routes.start(feed("a"));

        for (var i = 0; i < 3; i++) {
            assertThat(inbox.outcomes.poll(20, SECONDS)).isEqualTo(new Pulled.Delivered());
        }
    }

    @Test
    void keepsNobodyWaitingForAFeedThatHangs() throws Exception {
        PROVIDER.stubFor(get("/a").willReturn(ok("a;b")));
        try (var hanging = new HangingServer()) {
            routes.start(Feeds.every("hangs", hanging.url(), OFTEN));
            hanging.awaitRequest();
            routes.start(feed("a"));

            for (var i = 0; i < 5; i++) {
                assertThat(inbox.outcomes.poll(20, SECONDS)).isEqualTo(new Pulled.Delivered());
            }
            assertThat(inbox.delivered()).containsOnly("a;b");
        }
    }

    @Test
    void stopsAndStartsOneFeedBesideTheOthers() throws InterruptedException {
        PROVIDER.stubFor(get("/a").willReturn(ok("a;b")));
        PROVIDER.stubFor(get("/b").willReturn(ok("b;c")));
        routes.start(feed("a"));
        assertThat(inbox.bodies.poll(20, SECONDS)).isEqualTo("a;b");

        routes.stop("a");
        routes.stop("a");
        PROVIDER.resetRequests();
        inbox.bodies.clear();
        routes.start(feed("b"));
        for (var i = 0; i < 3; i++) {
            assertThat(inbox.bodies.poll(20, SECONDS)).isEqualTo("b;c");
        }

        PROVIDER.verify(0, getRequestedFor(urlEqualTo("/a")));
        routes.stop("b");
        inbox.bodies.clear();
        routes.start(feed("a"));
        assertThat(inbox.bodies.poll(20, SECONDS)).isEqualTo("a;b");
    }

    @Test
    void looksSoonWhenAskedTo() throws InterruptedException {
        PROVIDER.stubFor(get("/a").willReturn(ok("a;b")));

        routes.pullSoon(feed("a"));

        assertThat(inbox.outcomes.poll(20, SECONDS)).isEqualTo(new Pulled.Delivered());
    }

    @Test
    @Timeout(30)
    void endsQuicklyWhileAFeedHangs() throws Exception {
        try (var hanging = new HangingServer()) {
            routes.start(Feeds.every("hangs", hanging.url(), OFTEN));
            hanging.awaitRequest();

            routes.close();
        }
        assertThat(inbox.delivered()).isEmpty();
        assertThat(inbox.outcomes).as("being stopped is no failure").isEmpty();
    }

    private static FeedRoutes routes(Reception reception) {
        return new FeedRoutes(
                new Fetch(feed -> Optional.empty(), Clock.systemUTC(), Marks.inMemory()),
                reception,
                Duration.ofMillis(1));
    }

    private static Feed feed(String name) {
        return Feeds.every(name, PROVIDER.url("/" + name), OFTEN);
    }
}
