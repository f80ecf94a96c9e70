package de.hilfenetz.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    private static String read(String typed) {
        var lines = PhoneNumbers.parse(typed).value();
        return lines == null
                ? ""
                : lines.stream()
                        .map(line -> line.number()
                                + (line.extension() == null ? "" : " x" + line.extension())
                                + (line.type().equals("voice") ? "" : " " + line.type())
                                + (line.note() == null ? "" : " (" + line.note() + ")"))
                        .collect(Collectors.joining("; "));
    }

    private static List<String> rules(String typed) {
        return PhoneNumbers.parse(typed).notes().stream()
                .map(note -> note.rule().code())
                .distinct()
                .toList();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        110                                    | 110
        112                                    | 112
        115                                    | 115
        116 006                                | 116 006
        116016                                 | 116 016
        116-111                                | 116 111
        116 117                                | 116 117
        Tel. 116 117                           | 116 117
        +49116016                              | 116 016
        0049 116 016                           | 116 016
        08000 116 016                          | 08000 116 016
        0800 0116016                           | 08000 116 016
        0800 0 116 016                         | 08000 116 016
        +49 800 0116016                        | 08000 116 016
        19222                                  | 19222
        0800 1110111                           | +49 800 1110111
        0800/111 0 222                         | +49 800 1110222
        """)
    void keepsNumbersThatSaveLives(String typed, String expected) {
        assertThat(read(typed)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        +49 211 8991                           | +49 211 8991
        0211 8991                              | +49 211 8991
        0211 4710123/124                       | +49 211 4710123
        0211 4710-123/-124                     | +49 211 4710123; +49 211 4710124
        0211/4710/123                          | +49 211 4710123
        T 0211 4710123 F 0211 4710199          | +49 211 4710123; +49 211 4710199 fax
        Tel 0211 4710123 Fax 0211 4710199      | +49 211 4710123; +49 211 4710199 fax
        Tel. 0211 4710123 Mobil 0170 4710123   | +49 211 4710123; +49 170 4710123 cell
        0211/8991                              | +49 211 8991
        0211 / 89 91                           | +49 211 8991
        (0211) 8991                            | +49 211 8991
        +49 (0)211 8991                        | +49 211 8991
        +49(0)211-8991                         | +49 211 8991
        0049 211 8991                          | +49 211 8991
        O211 8991                              | +49 211 8991
        0211 899l                              | ``
        0211 8991021                           | +49 211 8991021
        0371 2786887-10                        | +49 371 278688710
        0371  3824316                          | +49 371 3824316
        0176 1381 0815                         | +49 176 13810815 cell
        "0221 4710123"                         | +49 221 4710123
        "+44 1234 234567"                      | +44 1234 234567
        +1 650 780-7525                        | +1 650 780 7525
        Tel.: 0221 4710-123                    | +49 221 4710123
        Telefax 0221 4710124                   | +49 221 4710124 fax
        0221 4710124 (Fax)                     | +49 221 4710124 fax
        mobil: 0177 4755323                    | +49 177 4755323 cell
        0221 4710123 Durchwahl 12              | +49 221 4710123 x12
        0221 4710123 App. 7                    | +49 221 4710123 x7
        0221 4710123 DW -12                    | +49 221 4710123 x12
        0221 4710123, Fax 0221 4710124         | +49 221 4710123; +49 221 4710124 fax
        0221 4710123 oder 0221 4710125         | +49 221 4710123; +49 221 4710125
        Tel.: 0221/4710-123 od. -124           | +49 221 4710123; +49 221 4710124
        0221 4710123 und 4710125               | +49 221 4710123
        0221 4710123/0221 4710125              | +49 221 4710123; +49 221 4710125
        0221/4710123 / 0221/4710125            | +49 221 4710123; +49 221 4710125
        0221 4710-12, -13                      | +49 221 471012; +49 221 471013
        0221 4710123 bzw. 0221 4710125         | +49 221 4710123; +49 221 4710125
        0221 4710123; 0221 4710123             | +49 221 4710123
        0371 6004814           0371 4334132    | +49 371 6004814; +49 371 4334132
        0221 4710123 (nur vormittags)          | +49 221 4710123 (nur vormittags)
        0221 4710123 (Mo-Do 9-12)              | +49 221 4710123 (Mo-Do 9-12)
        Sekretariat: 0221 4710123              | +49 221 4710123 (Sekretariat)
        Frau Beispiel 0221 4710123             | +49 221 4710123
        0180 5 123456                          | +49 180 5 123456
        k. A.                                  | ``
        -                                      | ``
        siehe Internet                         | ``
        0221                                   | ``
        0221 4710 123-125                      | ``
        0221 4710-123-125                      | ``
        0221/4710 10 - 12                      | ``
        0221 4710-XX                           | ``
        0221 4710-xxx                          | ``
        0221 47-10-12-3                        | +49 221 4710123
        0221 4710123-Büro                      | +49 221 4710123 (Büro)
        """)
    void bringsNumbersIntoOneForm(String typed, String expected) {
        assertThat(read(typed)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0900 1 234567",
                "0900-5-123456",
                "+49 900 1234567",
                "0137 123456",
                "0137/1234567",
                "11833",
                "118 33",
                "11 88 0",
                "0190 123456"
            })
    void holdsNumbersThatCostExtra(String typed) {
        assertThat(read(typed)).isEmpty();
        assertThat(rules(typed)).containsExactly("telefon-kostenpflichtig");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        8991021        | +49 211 8991021
        899 10 21      | +49 211 8991021
        3714004990     | +49 371 4004990
        4921189910     | +49 211 89910
        """)
    void suggestsAnAreaCodeAndDoesNotGuessIt(String typed, String suggestion) {
        var reading = PhoneNumbers.parse(typed);

        assertThat(reading.value()).isNull();
        assertThat(reading.notes()).containsExactly(new Reading.Note(PhoneNumbers.NO_AREA_CODE, typed, suggestion));
    }

    @Test
    void tellsEveryChangeWithBeforeAndAfter() {
        assertThat(PhoneNumbers.parse("0221/4710123").notes())
                .containsExactly(new Reading.Note(PhoneNumbers.READ, "0221/4710123", "+49 221 4710123"));
        assertThat(PhoneNumbers.parse("+49 221 4710123").notes()).isEmpty();
        assertThat(PhoneNumbers.parse("116 016").notes()).isEmpty();
    }

    @Test
    void dropsNamesOfPersonsAndSaysSo() {
        assertThat(rules("Frau Beispiel 0221 4710123")).contains("personenname-entfernt");
    }

    @Test
    void readsNationalNumbersOfAnotherCountryWhereTheAddressSaysSo() {
        assertThat(PhoneNumbers.parse("650 780-7525", "US", "voice").value())
                .containsExactly(new PhoneNumbers.Line("+1 650 780 7525", null, "voice", null, false));
    }
}
