package de.hilfenetz;

import static de.hilfenetz.LiveCms.fields;
import static de.hilfenetz.LiveStage.WITHOUT_HOOK;
import static de.hilfenetz.LiveStage.WITH_HOOK;
import static de.hilfenetz.LiveStage.days;
import static de.hilfenetz.LiveStage.texts;
import static de.hilfenetz.LiveStage.title;
import static de.hilfenetz.LiveStage.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.hilfenetz.LiveStage.Product;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Editors publish in a real CMS, and the portal shows exactly that. */
class LivePublishingIT {

    private static final Duration FOR_MANY = Duration.ofMinutes(2);
    private static final int MANY = 120;
    private static final Pattern ONE_OF_MANY = Pattern.compile("Masse \\d{3}\\.");

    @ParameterizedTest
    @MethodSource("de.hilfenetz.LiveStage$Product#chosen")
    void showsWhatIsPublishedAndNothingElse(Product product) throws Exception {
        var cms = LiveStage.of(product).cms();
        var portal = LiveStage.of(product).portal();
        cms.draft("announcements", "entwurf", days(), title("Noch geheim"));
        cms.publish("announcements", "immer", days(), title("Redaktion ist erreichbar"));
        cms.publish("announcements", "eis", days().put("level", "warning"), title("Glatteis in Bilk"));
        within(WITH_HOOK, "published", () -> portal.shows("/", "Glatteis in Bilk"));
        cms.change("announcements", "eis", fields(), title("Glatteis in Eller"));
        within(WITH_HOOK, "changed", () -> portal.shows("/", "Glatteis in Eller") && !portal.shows("/", "in Bilk"));
        cms.unpublish("announcements", "eis");
        within(WITH_HOOK, "unpublished", () -> !portal.shows("/", "Glatteis"));
        cms.republish("announcements", "eis");
        within(WITH_HOOK, "published again", () -> portal.shows("/", "Glatteis in Eller"));
        cms.delete("announcements", "eis");
        within(WITH_HOOK, "deleted", () -> !portal.shows("/", "Glatteis"));
        assertThat(portal.get("/")).contains("Redaktion ist erreichbar").doesNotContain("Noch geheim");
    }

    @ParameterizedTest
    @MethodSource("de.hilfenetz.LiveStage$Product#chosen")
    void showsItWithinTheIntervalWhereNoHookTellsOfIt(Product product) throws Exception {
        var cms = LiveStage.of(product).cms();
        var portal = LiveStage.of(product).portal();
        portal.hears(false);
        cms.publish("announcements", "still", days(), title("Ohne ein Wort"));
        within(WITHOUT_HOOK, "published without hook", () -> portal.shows("/", "Ohne ein Wort"));
        cms.delete("announcements", "still");
        within(WITHOUT_HOOK, "deleted without hook", () -> !portal.shows("/", "Ohne ein Wort"));
        portal.hears(true);
    }

    @ParameterizedTest
    @MethodSource("de.hilfenetz.LiveStage$Product#chosen")
    void speaksTheLanguagesThatAreThereAndSaysWhichAreNot(Product product) throws Exception {
        var cms = LiveStage.of(product).cms();
        var portal = LiveStage.of(product).portal();
        var page = fields().put("path", "wir");
        cms.publish("pages", "wir", page, texts("de", "title", "Wer wir sind", "body", "Wir sind die Redaktion."));
        within(WITH_HOOK, "German page", () -> portal.shows("/seiten/wir", "Wir sind die Redaktion."));
        assertThat(portal.get("/en/seiten/wir")).contains("This text is not available in English");
        cms.change("pages", "wir", fields(), texts("en", "title", "Who", "body", "We are the editors."));
        within(WITH_HOOK, "English page", () -> portal.shows("/en/seiten/wir", "We are the editors."));
        cms.change("pages", "wir", fields(), texts("de-simple", "title", "Wir", "body", "Wir schreiben Texte."));
        within(WITH_HOOK, "plain page", () -> portal.shows("/seiten/wir?sprache=de-simple", "Wir schreiben Texte."));
        assertThat(portal.get("/seiten/wir?sprache=tr"))
                .contains("Diesen Text gibt es nicht in der Sprache Türkisch", "Wir sind die Redaktion.");
    }

    /** As scripts of editors do it in Directus; nothing of the entry itself changes then, not even a date. */
    @ParameterizedTest
    @MethodSource("de.hilfenetz.LiveStage$Product#chosen")
    void hearsOfATextThatWasWrittenBesideItsEntry(Product product) throws Exception {
        assumeTrue(LiveStage.of(product).cms() instanceof LiveDirectus);
        var cms = (LiveDirectus) LiveStage.of(product).cms();
        var portal = LiveStage.of(product).portal();
        cms.publish("announcements", "skript", days(), title("Von Hand"));
        within(WITH_HOOK, "published", () -> portal.shows("/", "Von Hand"));
        cms.rewrite("announcements", "skript", LiveCms.fields().put("title", "Vom Skript"));
        within(WITH_HOOK, "written beside", () -> portal.shows("/", "Vom Skript"));
    }

    /** Entries that are published over and over move between pages; none is ever missed or shown twice. */
    @ParameterizedTest
    @MethodSource("de.hilfenetz.LiveStage$Product#chosen")
    void missesNothingWhileEditorsPublishOverAndOver(Product product) throws Exception {
        var cms = LiveStage.of(product).cms();
        var portal = LiveStage.of(product).portal();
        for (var i = 0; i < MANY; i++) {
            cms.publish("announcements", "masse-" + i, days(), title("Masse %03d.".formatted(i)));
        }
        within(FOR_MANY, MANY + " entries", () -> shown(portal) == MANY);
        var goesOn = new AtomicBoolean(true);
        var times = new AtomicInteger();
        var editor = Thread.ofVirtual().start(() -> {
            var random = new Random(7);
            while (goesOn.get()) {
                try {
                    var one = random.nextInt(MANY);
                    cms.change("announcements", "masse-" + one, fields(), title("Masse %03d.".formatted(one)));
                    times.incrementAndGet();
                } catch (Exception busy) {
                    Waiting.pause(Duration.ofMillis(100));
                }
            }
        });
        for (var look = 0; look < 60; look++) {
            assertThat(shown(portal)).isEqualTo(MANY);
            Waiting.pause(Duration.ofMillis(500));
        }
        goesOn.set(false);
        editor.join();
        System.out.printf("    republished %d times%n", times.get());
        assertThat(times).hasPositiveValue();
    }

    private static int shown(LivePortal portal) throws Exception {
        return ONE_OF_MANY
                .matcher(portal.get("/"))
                .results()
                .map(hit -> hit.group())
                .collect(Collectors.toSet())
                .size();
    }
}
