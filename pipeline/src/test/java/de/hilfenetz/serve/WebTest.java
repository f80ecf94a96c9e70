package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                " JavaScript:alert(1)",
                "data:text/html,x",
                "//böse.example",
                "beispiel.de",
                "https:",
                "http:///x",
                "https://a b.example",
                "vbscript:x",
                "java\tscript:alert(1)",
                ""
            })
    void makesNoLinkOfWhatCouldRunOrLeadsNowhere(String address) {
        assertThat(Web.href(address)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://beispiel.example.org/a?b=c, beispiel.example.org/a?b=c",
        "HTTP://www.beispiel.example.org/, beispiel.example.org"
    })
    void linksToPagesAndShowsThemShort(String address, String text) {
        assertThat(Web.href(address)).isEqualTo(address);
        assertThat(Web.text(address)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"+49 211 8991, 0211 8991", "116 016, 116 016", "+31 20 1234, +31 20 1234"})
    void showsNumbersAsTheyAreDialled(String number, String shown) {
        assertThat(Web.national(number)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    text/turtle                              | text/turtle
                    text/*                                   | text/html
                    application/*;q=0.5, text/turtle;q=0.4   | application/json
                    text/html;q=0, */*                       | text/turtle
                    text/html;q=0.2, application/json;q=0.8  | application/json
                    TEXT/TURTLE                              | text/turtle
                    """)
    void findsWhatAClientAcceptsBest(String accept, String best) {
        assertThat(Accept.best(accept, List.of("text/html", "text/turtle", "application/json")))
                .contains(best);
    }

    @Test
    void takesSilenceForConsentAndKnowsARefusal() {
        assertThat(Accept.best(null, List.of("text/html", "text/turtle"))).contains("text/html");
        assertThat(Accept.best("image/png", List.of("text/html"))).isEmpty();
    }
}
