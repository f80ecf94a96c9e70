package de.hilfenetz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * A real CMS and the portal beside it, each as its own process, started once for all tests of a product. CONTRIBUTING.md says
 * how to run them.
 */
final class LiveStage {

    static final Duration WITH_HOOK = Duration.ofSeconds(10);
    /** The interval of both feeds, one look more and one release. */
    static final Duration WITHOUT_HOOK = Duration.ofSeconds(75);

    private static final Map<Product, LiveStage> OPEN = new EnumMap<>(Product.class);
    private static final Duration FIRST_RELEASE = Duration.ofMinutes(3);
    private static final int FROM_THE_START = 10;
    private static final int PATIENCE = Integer.getInteger("cms.patience", 1);

    private final LiveCms cms;
    private final LivePortal portal;

    /** A product with the shape of its answers. */
    enum Product {
        STRAPI5,
        DIRECTUS11;

        /** All, or the one that {@code cms.product} names. */
        static Stream<Product> chosen() {
            var name = System.getProperty("cms.product");
            return Arrays.stream(values())
                    .filter(one -> name == null || one.name().equalsIgnoreCase(name));
        }
    }

    private LiveStage(Product product) throws Exception {
        var scripts = Path.of(System.getProperty("cms.scripts"));
        var folder = Files.createTempDirectory("hilfenetz-cms");
        var port = 20_000 + new Random().nextInt(10_000);
        var hook = LivePortal.hook(port + 1);
        cms = product == Product.STRAPI5
                ? new LiveStrapi(scripts, folder, port, hook)
                : new LiveDirectus(scripts, folder, port, hook);
        portal = new LivePortal(folder.resolve("portal"), port + 1);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        System.out.println(product + " in " + folder);
        cms.start("--reset");
        portal.readFrom(cms, product.name().toLowerCase(Locale.ROOT));
        portal.start();
        // What is measured is not the first minute of either process. These stay, for what would remove a large part is
        // held.
        for (var i = 0; i < FROM_THE_START; i++) {
            cms.publish("announcements", "anfang-" + i, days(), title("Von Anfang an " + i));
        }
        Waiting.until("the first release", FIRST_RELEASE, () -> portal.shows("/", "Von Anfang an 0"));
    }

    static synchronized LiveStage of(Product product) {
        return OPEN.computeIfAbsent(product, none -> {
            try {
                return new LiveStage(product);
            } catch (Exception e) {
                throw new IllegalStateException(product + " does not start", e);
            }
        });
    }

    LiveCms cms() {
        return cms;
    }

    LivePortal portal() {
        return portal;
    }

    private void close() {
        portal.close();
        cms.close();
    }

    /** Waits until it holds, and prints how long that took. */
    static void within(Duration limit, String what, Callable<Boolean> holds) {
        var taken = Waiting.until(what, limit.multipliedBy(PATIENCE), holds);
        System.out.printf("%6.1f s  %s%n", taken.toMillis() / 1000.0, what);
    }

    /** An announcement of these days. */
    static ObjectNode days() {
        return LiveCms.fields().put("level", "info").put("from", "2020-01-01").put("until", "2099-12-31");
    }

    static Map<String, ObjectNode> title(String title) {
        return texts("de", "title", title);
    }

    /** @param said name and text by turns */
    static Map<String, ObjectNode> texts(String language, String... said) {
        var text = LiveCms.fields();
        for (var i = 0; i < said.length; i += 2) {
            text.put(said[i], said[i + 1]);
        }
        return Map.of(language, text);
    }
}
