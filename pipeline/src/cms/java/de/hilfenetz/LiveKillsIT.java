package de.hilfenetz;

import static de.hilfenetz.LiveStage.days;
import static de.hilfenetz.LiveStage.title;
import static de.hilfenetz.LiveStage.within;

import de.hilfenetz.LiveStage.Product;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Either side dies at whatever moment. */
class LiveKillsIT {

    private static final Duration AFTER_KILLS = Duration.ofMinutes(2);
    private static final int KILLS = Integer.getInteger("cms.kills", 8);
    private static final Pattern ROUND = Pattern.compile("Runde \\d+-\\d");

    /** Kills the CMS or the portal again and again while editors publish; in the end the one shows what the other holds. */
    @ParameterizedTest
    @MethodSource("de.hilfenetz.LiveStage$Product#chosen")
    void endsTheSame(Product product) throws Exception {
        var cms = LiveStage.of(product).cms();
        var portal = LiveStage.of(product).portal();
        var random = new Random(7);
        var wanted = new TreeSet<String>();
        for (var round = 0; round < KILLS; round++) {
            for (var i = 0; i < 3; i++) {
                var name = round + "-" + i;
                cms.publish("announcements", "runde-" + name, days(), title("Runde " + name));
                wanted.add("Runde " + name);
            }
            var gone = wanted.stream()
                    .skip(random.nextInt(wanted.size()))
                    .findFirst()
                    .orElseThrow();
            cms.unpublish("announcements", gone.toLowerCase(Locale.ROOT).replace(' ', '-'));
            wanted.remove(gone);
            Waiting.pause(Duration.ofMillis(random.nextInt(6000)));
            if (random.nextBoolean()) {
                portal.kill();
                portal.start();
            } else {
                cms.kill();
                cms.start();
            }
        }
        within(
                AFTER_KILLS,
                "the same after %d kills".formatted(KILLS),
                () -> shown(portal.get("/")).equals(wanted));
    }

    private static Set<String> shown(String page) {
        var found = new TreeSet<String>();
        ROUND.matcher(page).results().forEach(hit -> found.add(hit.group()));
        return found;
    }
}
