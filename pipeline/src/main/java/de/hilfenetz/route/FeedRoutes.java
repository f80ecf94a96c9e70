package de.hilfenetz.route;

import de.hilfenetz.feed.Feed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One route for each pulled feed, {@code feed-ID}, with a timer and a thread of its own, so that a feed that hangs keeps
 * nobody waiting but itself. Feeds come and go at run time. Passing troubles are retried three times, each time after four
 * times the wait; how a look ended is told to the {@link Reception} and logged once.
 */
public final class FeedRoutes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedRoutes.class);
    private static final String PULL = "direct:pull";
    private static final String BEGAN = "began";
    private static final int RETRIES = 3;
    private static final Duration WIDEST_JITTER = Duration.ofMinutes(1);

    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template = camel.createProducerTemplate();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Fetch fetch;
    private final Reception reception;
    private final Map<String, RouteMeter> meters = new ConcurrentSkipListMap<>();
    private final List<BiConsumer<Feed, Pulled>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closing;

    /** Retries after one second, four and sixteen. */
    public FeedRoutes(Fetch fetch, Reception reception) {
        this(fetch, reception, Duration.ofSeconds(1));
    }

    FeedRoutes(Fetch fetch, Reception reception, Duration firstRetryAfter) {
        this.fetch = fetch;
        this.reception = reception;
        try {
            camel.disableJMX();
            camel.getExecutorServiceManager().setThreadNamePattern("#name#");
            camel.getShutdownStrategy().setTimeout(2);
            camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
            camel.addRoutes(trouble(firstRetryAfter));
            camel.addRoutes(pull());
            camel.start();
        } catch (Exception cause) {
            throw new IllegalStateException("the feed routes do not start", cause);
        }
    }

    /** Looks at the feed by its schedule from now on, in place of what was scheduled under its id before. */
    public void start(Feed feed) {
        var where = feed.fetch();
        if (where == null) {
            throw new IllegalArgumentException("feed %s is pushed, not pulled".formatted(feed.id()));
        }
        stop(feed.id());
        try {
            camel.addRoutes(schedule(feed, where.every()));
        } catch (Exception cause) {
            throw new IllegalStateException("the route of feed %s does not start".formatted(feed.id()), cause);
        }
    }

    /** Stops looking at the feed; a look under way comes to its end. Unknown ids are as good as stopped. */
    public void stop(String feedId) {
        try {
            if (camel.getRoute(routeId(feedId)) != null) {
                camel.getRouteController().stopRoute(routeId(feedId), 1, TimeUnit.SECONDS);
                camel.removeRoute(routeId(feedId));
            }
        } catch (Exception cause) {
            throw new IllegalStateException("the route of feed %s does not stop".formatted(feedId), cause);
        }
    }

    /** From now on tells {@code listener} too how looks at feeds end. */
    public void tellAlso(BiConsumer<Feed, Pulled> listener) {
        listeners.add(listener);
    }

    /** Does {@code step} again and again, the first time after {@code every}; what it throws is logged, and it goes on. */
    public void repeat(String name, Duration every, Runnable step) {
        try {
            camel.addRoutes(new RouteBuilder(camel) {
                @Override
                public void configure() {
                    // spotless:off
                    fromF("timer:%s?period=%d&delay=%d&fixedRate=false&includeMetadata=false", name, every.toMillis(), every.toMillis())
                            .routeId(name)
                            .removeHeaders("*")
                            .process(exchange -> step.run());
                    // spotless:on
                }
            });
        } catch (Exception cause) {
            throw new IllegalStateException("the route %s does not start".formatted(name), cause);
        }
    }

    /** Looks at the feed now, retries included, and waits for the end of it. */
    public Pulled pull(Feed feed) {
        return template.requestBody(PULL, feed, Pulled.class);
    }

    /** Looks at the feed soon, on another thread; what is asked for again before it began counts once. */
    public void pullSoon(Feed feed) {
        if (asked.add(feed.id())) {
            Thread.ofVirtual().name("pull-" + feed.id()).start(() -> {
                asked.remove(feed.id());
                pull(feed);
            });
        }
    }

    static String routeId(String feedId) {
        return "feed-" + feedId;
    }

    private RouteBuilder schedule(Feed feed, Duration every) {
        return new RouteBuilder(camel) {
            @Override
            public void configure() {
                // spotless:off
                fromF(
                                "timer:%s?period=%d&delay=%d&fixedRate=false&includeMetadata=false",
                                routeId(feed.id()),
                                every.toMillis(),
                                jitter(feed, every).toMillis())
                        .routeId(routeId(feed.id()))
                        .removeHeaders("*")
                        .setBody(exchange -> feed)
                        .to(PULL);
                // spotless:on
            }
        };
    }

    /** Spreads feeds of one rhythm, the same way at each start. */
    private static Duration jitter(Feed feed, Duration every) {
        var widest = every.compareTo(WIDEST_JITTER) < 0 ? every : WIDEST_JITTER;
        return Duration.ofMillis(Math.floorMod(feed.id().hashCode(), Math.max(widest.toMillis(), 1)));
    }

    private RouteBuilder pull() {
        return new RouteBuilder(camel) {
            @Override
            public void configure() {
                // spotless:off
                from(PULL)
                        .routeId("pull")
                        .routeConfigurationId("trouble-*")
                        .removeHeaders("*")
                        .setProperty("feed", body())
                        .setProperty(BEGAN, System::nanoTime)
                        .process(FeedRoutes.this::look)
                        .process(FeedRoutes.this::tell);
                // spotless:on
            }
        };
    }

    private RouteConfigurationBuilder trouble(Duration firstRetryAfter) {
        return new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                // spotless:off
                routeConfiguration("trouble-that-passes")
                        .errorHandler(defaultErrorHandler().allowRedeliveryWhileStopping(false))
                        .onException(IOException.class)
                        .maximumRedeliveries(RETRIES)
                        .redeliveryDelay(firstRetryAfter.toMillis())
                        .useExponentialBackOff()
                        .backOffMultiplier(4)
                        .handled(true)
                        .process(FeedRoutes.this::giveUp);
                routeConfiguration("trouble-that-stays")
                        .onException(FetchFailed.class, Throwable.class)
                        .maximumRedeliveries(0)
                        .handled(true)
                        .process(FeedRoutes.this::giveUp);
                // spotless:on
            }
        };
    }

    private void look(Exchange exchange) throws IOException {
        meters.compute(
                routeId(feed(exchange).id()),
                (route, meter) -> (meter == null ? RouteMeter.of(route) : meter).attempted());
        try {
            exchange.getMessage().setBody(fetch.pull(feed(exchange), reception));
        } catch (StackOverflowError | OutOfMemoryError tooMuch) {
            // Errors pass by Camel's error handlers and would end the feed's timer unnoticed.
            throw new IllegalStateException(tooMuch);
        }
    }

    private void tell(Exchange exchange) {
        looked(exchange, exchange.getMessage().getBody(Pulled.class));
    }

    /** What every route did, by name. */
    public List<RouteMeter> meters() {
        return List.copyOf(meters.values());
    }

    private void looked(Exchange exchange, Pulled outcome) {
        var took = Duration.ofNanos(System.nanoTime() - exchange.getProperty(BEGAN, Long.class));
        meters.computeIfPresent(routeId(feed(exchange).id()), (route, meter) -> meter.ended(outcome, took));
        reception.looked(feed(exchange), outcome);
        listeners.forEach(listener -> listener.accept(feed(exchange), outcome));
    }

    private void giveUp(Exchange exchange) {
        var cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        exchange.getMessage().setBody(new Pulled.Failed(cause));
        if (closing) {
            return; // it did not fail, we ended it
        }
        if (cause instanceof IOException) {
            LOG.warn(
                    "Datenquelle {} nicht erreicht / feed not fetched: {}",
                    feed(exchange).id(),
                    cause.getMessage());
        } else {
            LOG.error(
                    "Datenquelle {} / feed failed by a fault of ours",
                    feed(exchange).id(),
                    cause);
        }
        looked(exchange, new Pulled.Failed(cause));
    }

    private static Feed feed(Exchange exchange) {
        return exchange.getProperty("feed", Feed.class);
    }

    /** Ends looks under way and stops all routes. */
    @Override
    public void close() {
        closing = true;
        fetch.close();
        camel.stop();
    }
}
