package de.hilfenetz.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.cms.Telling.Note;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What editors are told of their feeds, in either CMS. */
class TellingTest {

    private static final Note REFUSED = new Note("refused", "fetch.url", "fetch.url: der Server ist nicht erlaubt");
    private static final Note IN_FORCE = new Note("in-force", null, "Die Datenquelle wird abgerufen.");

    @Test
    void makesAnEntryForEachFeedThatHasNone() throws CmsFault {
        var telling = telling(new Strapi5(), Map.of("eins", REFUSED));
        telling.take(answer(200, "{\"data\":[],\"meta\":{\"pagination\":{\"pageSize\":100}}}"));

        assertThat(telling.next()).isNull();
        assertThat(telling.writings()).singleElement().satisfies(writing -> {
            assertThat(writing.method()).isEqualTo("POST");
            assertThat(writing.path()).isEqualTo("/api/feed-states");
            assertThat(writing.body().at("/data/key").asText()).isEqualTo("eins");
            assertThat(writing.body().at("/data/field").asText()).isEqualTo("fetch.url");
        });
    }

    @Test
    void writesOnlyWhatIsOtherwiseThanItWasToldBefore() throws CmsFault {
        var telling = telling(new Directus11(), Map.of("eins", IN_FORCE, "zwei", IN_FORCE));
        assertThat(telling.next()).startsWith("/items/feed_states?");
        telling.take(answer(200, """
                {"data":[
                  {"id":1,"key":"eins","state":"refused","field":"format","message":"falsch"},
                  {"id":2,"key":"zwei","state":"in-force","field":null,"message":"Die Datenquelle wird abgerufen."}]}"""));

        assertThat(telling.writings()).singleElement().satisfies(writing -> {
            assertThat(writing.method()).isEqualTo("PATCH");
            assertThat(writing.path()).isEqualTo("/items/feed_states/1");
            assertThat(writing.body().path("field").isNull()).isTrue();
        });
    }

    @Test
    void namesTheFaultWhereTheTokenMayNotWrite() {
        var telling = telling(new Strapi5(), Map.of());

        assertThatThrownBy(() -> telling.written(answer(403, "{}"))).isInstanceOf(CmsFault.class);
    }

    private static Telling telling(CmsProfile profile, Map<String, Note> notes) {
        return new Telling(profile, new TreeMap<>(notes));
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
