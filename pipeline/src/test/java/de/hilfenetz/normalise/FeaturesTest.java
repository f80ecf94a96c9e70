package de.hilfenetz.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeaturesTest {

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        Eingang barrierefrei       | stufenloser-eingang  | yes
        Aufzug                     | aufzug               | yes
        taktile Leitlinien         | taktile-leitlinien   | yes
        Behinderten-WC             | rollstuhl-wc         | yes
        Wickelraum                 | wickelraum           | yes
        Behindertenparkplatz       | behindertenparkplatz | yes
        elevator                   | aufzug               | yes
        ramp                       | rampe                | yes
        disabled_parking           | behindertenparkplatz | yes
        kein Aufzug                | aufzug               | no
        Aufzug: nein               | aufzug               | no
        Aufzug vorhanden           | aufzug               | yes
        Rollstuhl-WC eingeschränkt | rollstuhl-wc         | limited
        teilweise stufenlos        | stufenloser-eingang  | limited
        """)
    void knowsWordsThatSayExactlyOneThing(String word, String notation, String answer) {
        assertThat(Features.findOfPlace(word)).hasValue(new Features.Known(notation, answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wheelchair",
                "restroom",
                "barrierefrei",
                "rollstuhlgerecht",
                "WC",
                "Parkplatz",
                "",
                "?",
                "tape",
                "Eingang"
            })
    void infersNothingFromWordsThatCouldMeanMore(String word) {
        assertThat(Features.findOfPlace(word)).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        offene Sprechstunde | ohne-termin | yes
        kostenlos           | kostenfrei  | yes
        withoutAppointment  | ohne-termin | yes
        nicht anonym        | anonym      | no
        """)
    void knowsThresholds(String word, String notation, String answer) {
        assertThat(Features.findOfService(word)).hasValue(new Features.Known(notation, answer));
    }

    @Test
    void knowsTheNotationsOfTheVocabulary() throws IOException {
        assertThat(Features.ofPlaces()).isEqualTo(notations("merkmal"));
        assertThat(Features.ofServices()).isEqualTo(notations("zugang"));
    }

    private static Set<String> notations(String scheme) throws IOException {
        try (var in = Objects.requireNonNull(FeaturesTest.class.getResourceAsStream("/vocab/" + scheme + ".ttl"))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var found = new TreeSet<String>();
            Pattern.compile("skos:notation \"([^\"]+)\"")
                    .matcher(text)
                    .results()
                    .forEach(match -> found.add(match.group(1)));
            return found;
        }
    }
}
