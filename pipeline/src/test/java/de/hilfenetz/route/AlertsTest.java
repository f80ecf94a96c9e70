package de.hilfenetz.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedHealth;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private final GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Map<String, String> told = new HashMap<>();

    @BeforeEach
    void start() {
        mails.start();
    }

    @AfterEach
    void stop() {
        mails.stop();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # said  | hours ago | now     | say
                    |           | OK      | NOTHING
                    |           | NEVER   | NOTHING
                    |           | OVERDUE | TROUBLE
            OVERDUE | 1         | OVERDUE | NOTHING
            OVERDUE | 24        | OVERDUE | REMINDER
            OVERDUE | 1         | SILENT  | TROUBLE
            SILENT  | 1         | OK      | ALL_CLEAR
            OK      | 1         | OK      | NOTHING
            OK      | 1         | FAILED  | TROUBLE
            FAILED  | -1        | FAILED  | NOTHING
            """)
    void decidesWhatToSay(FeedHealth.Word said, Integer hours, FeedHealth.Word now, Alerts.Say expected) {
        var before = said == null ? null : new Alerts.Said(said, NOW.minus(Duration.ofHours(hours)));

        assertThat(Alerts.decide(before, new FeedHealth(now, NOW), NOW)).isEqualTo(expected);
    }

    @Test
    void tellsTroubleOnceEveryDayAndWhenItIsOver() throws Exception {
        for (int hour = 0; hour <= 30; hour += 5) {
            alerts(NOW.plus(Duration.ofHours(hour))).check(feed(Feed.Alerts.ON_ERROR), failed(), "HTTP 503");
        }
        alerts(NOW.plus(Duration.ofHours(40)))
                .check(feed(Feed.Alerts.ON_ERROR), new FeedHealth(FeedHealth.Word.OK, NOW), "");

        assertThat(subjects())
                .containsExactly(
                        "Hilfenetz: Beispielverband ist gescheitert / is failed",
                        "Hilfenetz: Beispielverband ist weiterhin gescheitert / is still failed",
                        "Hilfenetz: Beispielverband ist wieder in Ordnung / is well again");
        var mail = mails.getReceivedMessages()[0];
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("it@caritas.example.org");
        assertThat(String.valueOf(mail.getContent())).contains("HTTP 503").contains("2026-11-24T08:00:00Z");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void triesAgainWhatTheServerDidNotTake() throws Exception {
        var nowhere = new Smtp(URI.create("smtp://127.0.0.1:1"), "hilfenetz@stadt.example.org", null);
        alerts(NOW, nowhere).check(feed(Feed.Alerts.ON_ERROR), failed(), "");
        assertThat(told).isEmpty();

        alerts(NOW.plusSeconds(300)).check(feed(Feed.Alerts.ON_ERROR), failed(), "");

        assertThat(subjects()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "ON_ERROR, true, 0",
        "ON_ERROR, false, 0",
        "ON_CHANGE, true, 1",
        "ON_CHANGE, false, 0",
        "ALWAYS, true, 1",
        "ALWAYS, false, 1"
    })
    void tellsOfDeliveriesWhoeverAskedForIt(Feed.Alerts when, boolean changed, int expected) {
        alerts(NOW).processed(feed(when), changed, "3 neu / added");

        assertThat(mails.getReceivedMessages()).hasSize(expected);
    }

    private Alerts alerts(Instant now) {
        var server = URI.create("smtp://127.0.0.1:" + mails.getSmtp().getPort());
        return alerts(now, new Smtp(server, "hilfenetz@stadt.example.org", null));
    }

    private Alerts alerts(Instant now, Alerts.Post post) {
        var memory = new Alerts.Memory() {
            @Override
            public void remember(String feed, String name, String said) {
                told.put(feed + " " + name, said);
            }

            @Override
            public Optional<String> recall(String feed, String name) {
                return Optional.ofNullable(told.get(feed + " " + name));
            }
        };
        return new Alerts(memory, post, null, Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<String> subjects() throws Exception {
        var subjects = new ArrayList<String>();
        for (MimeMessage mail : Arrays.asList(mails.getReceivedMessages())) {
            subjects.add(mail.getSubject());
        }
        return subjects;
    }

    private static FeedHealth failed() {
        return new FeedHealth(FeedHealth.Word.FAILED, NOW);
    }

    private static Feed feed(Feed.Alerts when) {
        return Feeds.telling(when);
    }
}
