package de.hilfenetz.route;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long a delivery may take, and how slowly its bytes may come. */
class DeadlineTest {

    private static final Feed.Fetch WHERE = new Feed.Fetch(
            URI.create("https://cms.example.org/"),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            1 << 20,
            Map.of(),
            Feed.Access.PUBLIC,
            null,
            false);
    private static final Feed FEED =
            FeedFixture.called("redaktion").fetch(WHERE).feed();

    private final AtomicLong now = new AtomicLong();
    private final Deadline deadline = Deadline.startNow(FEED, Objects.requireNonNull(FEED.fetch()), now::get);

    @Test
    void refusesBytesThatMerelyDrip() {
        pass(40);

        assertThatThrownBy(() -> deadline.check(59)).hasMessageContaining("59 Bytes in 40 Sekunden");
    }

    @Test
    void takesNoSmallAnswerForADripThatCameLateInALongConversation() {
        pass(40);
        var answer = deadline.ofNextAnswer();
        pass(2);

        assertThatCode(() -> answer.check(59)).doesNotThrowAnyException();

        pass(40);
        assertThatThrownBy(() -> answer.check(59)).hasMessageContaining("59 Bytes in 42 Sekunden");
    }

    @Test
    void endsForAllAnswersTogether() {
        pass(119);
        var answer = deadline.ofNextAnswer();
        pass(1);

        assertThatThrownBy(answer::check).isInstanceOf(FetchFailed.class);
    }

    private void pass(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
