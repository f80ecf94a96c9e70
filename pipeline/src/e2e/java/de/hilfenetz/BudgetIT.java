package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a page weighs and takes (G11). Times are only told: how fast this machine is proves nothing. */
@ExtendWith(DemoPortal.Parameter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(DemoPortal.CORES)
class BudgetIT {

    private static final int WIDE = 1280;

    /** Transferred bytes. */
    private static final int HTML = 60_000;

    private static final int CSS = 12_000;
    private static final int SCRIPT = 8_000;

    private final DemoPortal portal;
    private final List<String> pages;

    BudgetIT(DemoPortal portal) {
        this.portal = portal;
        pages = PageList.asked(portal);
    }

    @Test
    void isKept() throws Exception {
        var largest = new TreeMap<Integer, String>();
        var times = new ArrayList<Double>();
        for (var path : pages) {
            for (var i = 0; i < 5; i++) {
                var started = System.nanoTime();
                var answer = portal.get(path, "Accept-Encoding", "gzip");
                times.add((System.nanoTime() - started) / 1e6);
                largest.put(answer.body().length(), path);
            }
        }
        times.sort(null);
        portal.note("largest page, packed", largest.lastEntry() + " characters");
        portal.note("page, p50 ms", "%.1f".formatted(times.get(times.size() / 2)));
        portal.note("page, p95 ms", "%.1f".formatted(times.get(times.size() * 95 / 100)));
        assertThat(largest.lastKey()).as(largest.lastEntry().getValue()).isLessThan(HTML);

        var css = size("hilfenetz", ".css");
        portal.note("style sheet, packed", css + " bytes");
        assertThat(css).isLessThan(CSS);
        var script = size("verlassen", ".js");
        portal.note("script, packed", script + " bytes, only where one may have to leave quickly");
        assertThat(script).isLessThan(SCRIPT);
        assertThat(portal.get("/daten").body()).doesNotContain("<script");
    }

    private int size(String name, String ending) throws Exception {
        var link = Pattern.compile("/static/" + name + "\\.[0-9a-f]+\\" + ending)
                .matcher(portal.get("/finden?lebenslage=gewalt").body());
        assertThat(link.find()).isTrue();
        return portal.get(link.group(), "Accept-Encoding", "gzip").body().length();
    }

    @Test
    void showsSomethingAtOnce() {
        try (var window = portal.open(WIDE, true)) {
            for (var path : List.of("/", "/angebote", "/daten")) {
                window.go(path);
                window.page().waitForLoadState();
                var paint = window.page().evaluate("""
                        () => new Promise(done => new PerformanceObserver(list => done(Math.round(
                            list.getEntriesByName('first-contentful-paint')[0].startTime)))
                          .observe({type: 'paint', buffered: true}))""");
                portal.note("first contentful paint of " + path, paint + " ms");
            }
        }
    }
}
