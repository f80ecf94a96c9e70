package de.hilfenetz.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HintsTest {

    private static final Feed EDITORS = FeedFixture.called("redaktion").feed();
    private static final Feed OTHERS = FeedFixture.called("andere").feed();

    private final List<String> looks = new ArrayList<>();
    private final List<Map.Entry<Duration, Runnable>> waiting = new ArrayList<>();
    private final Hints hints =
            new Hints(feed -> looks.add(feed.id()), (time, step) -> waiting.add(Map.entry(time, step)));

    @Test
    void looksSoonAndOnceMoreLater() {
        hints.offer(EDITORS);
        assertThat(looks).isEmpty();

        pass(Duration.ofSeconds(3));
        assertThat(looks).containsExactly("redaktion");

        pass(Duration.ofSeconds(60));
        assertThat(looks).containsExactly("redaktion", "redaktion");
        assertThat(waiting).isEmpty();
    }

    @Test
    void looksOnceHoweverManyHintsCome() {
        for (var i = 0; i < 1000; i++) {
            hints.offer(EDITORS);
        }

        pass(Duration.ofSeconds(3));

        assertThat(looks).containsExactly("redaktion");
    }

    @Test
    void looksAgainForAHintThatCameAfterTheLookBegan() {
        hints.offer(EDITORS);
        pass(Duration.ofSeconds(3));
        hints.offer(EDITORS);

        pass(Duration.ofSeconds(3));

        assertThat(looks).containsExactly("redaktion", "redaktion");
    }

    @Test
    void keepsFeedsApart() {
        hints.offer(EDITORS);
        hints.offer(OTHERS);

        pass(Duration.ofSeconds(3));

        assertThat(looks).containsExactly("redaktion", "andere");
    }

    private void pass(Duration time) {
        var due = waiting.stream()
                .filter(step -> step.getKey().compareTo(time) <= 0)
                .toList();
        waiting.removeAll(due);
        due.forEach(step -> step.getValue().run());
    }
}
