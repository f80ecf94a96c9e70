package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything of the demonstration that a link leads to. */
@ExtendWith(DemoPortal.Parameter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinksIT {

    /** Words that say whether help is enough; users.md 5. */
    private static final Pattern JUDGEMENT = Pattern.compile(
            "(?i)versorgungsl(ü|Ã¼)cke|unterversorg|(ü|Ã¼)berversorg|mangelhaft|unzureichend|ausreichend|zielerreichung|bedarfsgerecht|gap in provision|underserved");

    /** What people say under the name of their body. */
    private static final Pattern PEOPLE = Pattern.compile("(?s)<h3>.{0,300}?<p class=\"small muted\">");

    /** What a browser fetches by itself (G1). */
    private static final Pattern FETCHED = Pattern.compile(
            "(?i)<(?:link\\b(?=[^>]*rel=\"(?:stylesheet|icon|preload|modulepreload)\")|script|img|iframe|source|video|audio|object|embed)\\b[^>]*(?:src|href|data)=\"(?:https?:)?//");

    private final DemoPortal portal;

    LinksIT(DemoPortal portal) {
        this.portal = portal;
    }

    @Test
    void areAlive() {
        var judging = new ArrayList<String>();
        var elsewhere = new ArrayList<String>();
        var crawl = Crawl.most(portal, (path, body) -> {
            if (JUDGEMENT.matcher(PEOPLE.matcher(body).replaceAll("")).find()) {
                judging.add(path);
            }
            if (FETCHED.matcher(body).find()) {
                elsewhere.add(path);
            }
        });

        portal.note("addresses crawled", crawl.addresses().size() + ", pages " + crawl.pages());
        assertThat(crawl.addresses()).hasSizeGreaterThan(400);
        assertThat(crawl.dead()).isEmpty();
        assertThat(crawl.deadAnchors()).as("anchors that are not there").isEmpty();
        assertThat(judging).as("pages that judge where no person did").isEmpty();
        assertThat(elsewhere).as("pages that fetch something from elsewhere").isEmpty();
    }
}
