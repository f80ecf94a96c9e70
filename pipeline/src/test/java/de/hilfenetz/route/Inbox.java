package de.hilfenetz.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.hilfenetz.feed.Feed;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps what arrives, as the journal would. */
final class Inbox implements Reception {

    final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    final BlockingQueue<Pulled> outcomes = new LinkedBlockingQueue<>();

    @Override
    public void receive(Feed feed, InputStream body, Arrival arrival) throws IOException {
        bodies.add(new String(body.readAllBytes(), UTF_8));
        arrivals.add(arrival);
    }

    @Override
    public void looked(Feed feed, Pulled outcome) {
        outcomes.add(outcome);
    }

    List<String> delivered() {
        return List.copyOf(bodies);
    }
}
