package de.hilfenetz.route;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedHealth;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the people who deliver and the operator how a feed does: once when trouble begins, again every day while it lasts,
 * and when it is over. What was told is remembered, so that a restart tells nobody twice; what could not be sent is sent at
 * the next look. Not thread-safe for one feed.
 */
public final class Alerts {

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
    private static final Duration AGAIN = Duration.ofDays(1);
    private static final Duration URGENT = Duration.ofDays(3);
    private static final String NAME = "alert";
    private static final String LETTER = "told-letter";
    private static final String UNCHECKED = "told-unchecked";

    private final Memory memory;
    private final Post post;
    private final @Nullable String operator;
    private final Clock clock;

    /**
     * @param memory survives restarts
     * @param operator mailbox of the people who run this; null where nobody is named
     */
    public Alerts(Memory memory, Post post, @Nullable String operator, Clock clock) {
        this.memory = memory;
        this.post = post;
        this.operator = operator;
        this.clock = clock;
    }

    /** Where is kept what was told, by feed and name; as the journal keeps it. */
    public interface Memory {

        /** Keeps it. */
        void remember(String feed, String name, String said);

        /** What was kept. */
        Optional<String> recall(String feed, String name);
    }

    /** Sends mail. */
    public interface Post {

        /**
         * Sends one message.
         *
         * @throws IOException when it was not taken; it is then tried again later
         */
        void send(Mail mail) throws IOException;
    }

    /** One message; plain text, German first. */
    public record Mail(List<String> to, String subject, String text) {

        public Mail {
            to = List.copyOf(to);
        }
    }

    /** What has to be said. */
    enum Say {
        NOTHING,
        TROUBLE,
        REMINDER,
        ALL_CLEAR
    }

    /**
     * What was said last.
     *
     * @param word of the state that was told
     * @param at when
     */
    record Said(FeedHealth.Word word, Instant at) {}

    /** A pure function of what was said, what holds and the time. */
    static Say decide(@Nullable Said said, FeedHealth health, Instant now) {
        if (!health.word().isTrouble()) {
            return said != null && said.word.isTrouble() ? Say.ALL_CLEAR : Say.NOTHING;
        }
        if (said == null || said.word != health.word()) {
            return Say.TROUBLE;
        }
        return Duration.between(said.at, now).compareTo(AGAIN) >= 0 ? Say.REMINDER : Say.NOTHING;
    }

    /** Looks whether anything has to be said of the feed as it does now. */
    public void check(Feed feed, FeedHealth health, String detail) {
        var now = clock.instant();
        var say = decide(said(feed), health, now);
        if (say != Say.NOTHING && send(mail(feed, health, say, detail))) {
            memory.remember(feed.id(), NAME, health.word() + " " + now);
        }
    }

    /** Tells of a delivery that was processed, to those who asked to be told of each, or of each that changed anything. */
    public void processed(Feed feed, boolean changed, String summary) {
        boolean wanted = feed.alerts() == Feed.Alerts.ALWAYS || (feed.alerts() == Feed.Alerts.ON_CHANGE && changed);
        if (wanted && feed.contact() != null) {
            send(new Mail(
                    List.of(feed.contact()),
                    "Hilfenetz: Lieferung von %s verarbeitet / delivery processed".formatted(line(feed.title())),
                    summary + "\n"));
        }
    }

    /** Sends a feed's provider the address at which it looks after its records; false where it could not be sent. */
    public boolean invite(Feed feed, String address) {
        var contact = feed.contact();
        if (contact == null) {
            return false;
        }
        return send(new Mail(
                List.of(contact),
                "Hilfenetz: Stimmt noch alles von %s? / Is all still right?".formatted(line(feed.title())),
                """
                Unter dieser Adresse sehen Sie, was von Ihnen öffentlich ist, und bestätigen es mit einem Klick:
                At this address you see what is public of you, and confirm it with one click:

                %s

                Die Adresse ist Ihr Schlüssel, bitte nicht weitergeben. / The address is your key; please keep it.
                """.formatted(address)));
    }

    /** Tells the operator that somebody wrote, once for each letter and without a word of it. */
    public void letter(String number) {
        if (operator == null || memory.recall("", LETTER).equals(Optional.of(number))) {
            return;
        }
        var mail = new Mail(
                List.of(operator),
                "Hilfenetz: Jemand hat geschrieben / somebody wrote",
                "Zu lesen unter /betrieb, höchstens 30 Tage lang. / To be read at /betrieb, for 30 days at most.\n");
        if (send(mail)) {
            memory.remember("", LETTER, number);
        }
    }

    /**
     * Tells the operator of numbers to call in a crisis that nobody has looked after for too long: once, again every day, and
     * when all have been looked after.
     *
     * @param numbers each with its day, a line of text
     */
    public void unchecked(List<String> numbers) {
        var now = clock.instant();
        var told = memory.recall("", UNCHECKED).filter(at -> !at.isEmpty()).map(Instant::parse);
        var isDue =
                told.map(at -> Duration.between(at, now).compareTo(AGAIN) >= 0).orElse(true);
        if (numbers.isEmpty() ? told.isEmpty() : !isDue) {
            return;
        }
        var mail = new Mail(
                operator == null ? List.of() : List.of(operator),
                numbers.isEmpty()
                        ? "Hilfenetz: Alle Krisennummern sind wieder geprüft / all crisis numbers are checked again"
                        : "Hilfenetz: Krisennummern sind %sseit über 90 Tagen nicht geprüft / crisis numbers are unchecked"
                                .formatted(told.isPresent() ? "weiterhin " : ""),
                numbers.isEmpty()
                        ? "Es ist nichts mehr zu tun. / Nothing is left to do.\n"
                        : """
                        Bitte beim Betreiber jeder Nummer nachsehen und den Tag der Prüfung eintragen:
                        Please look each number up where its operator tells it, and enter the day:

                        %s
                        """.formatted(String.join("\n", numbers)));
        if (send(mail)) {
            memory.remember("", UNCHECKED, numbers.isEmpty() ? "" : now.toString());
        }
    }

    private @Nullable Said said(Feed feed) {
        var parts = memory.recall(feed.id(), NAME).orElse("").split(" ", 2);
        try {
            return parts.length < 2 ? null : new Said(FeedHealth.Word.valueOf(parts[0]), Instant.parse(parts[1]));
        } catch (IllegalArgumentException | DateTimeParseException byAnotherVersion) {
            return null;
        }
    }

    private Mail mail(Feed feed, FeedHealth health, Say say, String detail) {
        var title = line(feed.title());
        var word = health.word();
        var subject = switch (say) {
            case ALL_CLEAR -> "Hilfenetz: %s ist wieder in Ordnung / is well again".formatted(title);
            case REMINDER ->
                urgent(health, clock.instant())
                        + "Hilfenetz: %s ist weiterhin %s / is still %s"
                                .formatted(title, word.german(), word.english());
            default -> "Hilfenetz: %s ist %s / is %s".formatted(title, word.german(), word.english());
        };
        var since = health.since() == null ? "" : "\nSeit / since: " + health.since();
        var text = """
                Datenquelle / feed: %s (%s)
                Stand / state: %s / %s%s
                %s
                Was zuletzt in Ordnung war, bleibt veröffentlicht. / What was well last stays public.
                """.formatted(
                title, feed.id(), word.german(), word.english(), since, detail.isBlank() ? "" : "\n" + detail + "\n");
        var to = Stream.of(Optional.ofNullable(feed.contact()), Optional.ofNullable(operator))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return new Mail(to, subject, text);
    }

    /** What waits for a decision is never decided by waiting: it is told louder. */
    private static String urgent(FeedHealth health, Instant now) {
        var since = health.since();
        return health.word().isUndecided()
                        && since != null
                        && Duration.between(since, now).compareTo(URGENT) >= 0
                ? "DRINGEND / URGENT: "
                : "";
    }

    private boolean send(Mail mail) {
        if (mail.to().isEmpty()) {
            LOG.warn("{}", mail.subject());
            return true;
        }
        try {
            post.send(mail);
            return true;
        } catch (IOException failed) {
            LOG.error("Nachricht nicht gesendet / mail not sent: {}: {}", mail.subject(), failed.getMessage());
            return false;
        }
    }

    /** A title is no place for another header. */
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
