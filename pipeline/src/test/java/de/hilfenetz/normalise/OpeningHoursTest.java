package de.hilfenetz.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHoursTest {

    private static OpeningHours.Said said(String typed) {
        return Objects.requireNonNull(OpeningHours.parse(typed).value(), typed);
    }

    @ParameterizedTest(name = "{0} -> {1}, {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Mo, Di, Do 8-12 und 14-16 Uhr, Mi geschlossen, n.V. | Mo,Tu,Th 08:00-12:00,14:00-16:00; We off | limited
        Mo-Fr 9-12, Do auch 14-17 Uhr                       | Mo-Fr 09:00-12:00, Th 14:00-17:00 |
        Mo–Fr 9.00–12.30 Uhr                                | Mo-Fr 09:00-12:30 |
        montag 9-12 uhr                                     | Mo 09:00-12:00 |
        Montag bis Freitag von 9 bis 17 Uhr                 | Mo-Fr 09:00-17:00 |
        Montag - Donnerstag: 8:00 - 16:00 Uhr, Freitag: 8:00 - 13:00 Uhr | Mo-Th 08:00-16:00; Fr 08:00-13:00 |
        Mo.-Do. 8-16, Fr. 8-12                              | Mo-Th 08:00-16:00; Fr 08:00-12:00 |
        Mo + Mi 10-12                                       | Mo,We 10:00-12:00 |
        Mo/Mi/Fr 10-12/14-16                                | Mo,We,Fr 10:00-12:00,14:00-16:00 |
        dienstags und donnerstags 14-18 Uhr                 | Tu,Th 14:00-18:00 |
        täglich 8-20 Uhr                                    | Mo-Su 08:00-20:00 |
        jeden Tag von 8 bis 20 Uhr                          | Mo-Su 08:00-20:00 |
        rund um die Uhr                                     | 24/7 |
        24 Stunden                                          | 24/7 |
        täglich 24 Stunden                                  | 24/7 |
        24/7                                                | 24/7 |
        Mo-Su 00:00-24:00                                   | Mo-Su 00:00-24:00 |
        Fr 22-6 Uhr                                         | Fr 22:00-06:00 |
        Mo-Fr 9am-5pm                                       | Mo-Fr 09:00-17:00 |
        Monday to Friday 9am - 5:30pm                       | Mo-Fr 09:00-17:30 |
        Mon, Wed 10am-12pm                                  | Mo,We 10:00-12:00 |
        Mo-Fr 8-12, feiertags geschlossen                   | Mo-Fr 08:00-12:00; PH off |
        Mo-Fr 8-12 (außer an Feiertagen)                    | Mo-Fr 08:00-12:00; PH off |
        Sonn- und Feiertage 10-12                           | Su 10:00-12:00; PH 10:00-12:00 |
        Mo-Fr 8-12, in den Schulferien geschlossen          | Mo-Fr 08:00-12:00; SH off |
        Mo-Fr 8-12 Uhr und nach Vereinbarung                | Mo-Fr 08:00-12:00 | limited
        Mo-Fr 8-12 Uhr, Termine nach telefonischer Vereinbarung | Mo-Fr 08:00-12:00 | limited
        Mo-Fr 8-12 nur nach Vereinbarung                    | Mo-Fr 08:00-12:00 | yes
        Mo 8-12, Di n.V.                                    | Mo 08:00-12:00 | limited
        Sprechzeiten: Mo 9-11 Uhr                           | Mo 09:00-11:00 |
        Mo-Fr 08:00-12:00; Th 14:00-18:00                   | Mo-Fr 08:00-12:00; Th 14:00-18:00 |
        Mo-Fr 09:00-12:00, Th 14:00-17:00; PH off           | Mo-Fr 09:00-12:00, Th 14:00-17:00; PH off |
        mo-fr 8:00-12:00                                    | Mo-Fr 08:00-12:00 |
        Mo-Fr vormittags 9-12 Uhr                           | Mo-Fr 09:00-12:00 |
        Sa-Mo 10-12                                         | Mo,Sa,Su 10:00-12:00 |
        am Wochenende 10-14 Uhr                             | Sa,Su 10:00-14:00 |
        Mo 8 Uhr bis 12 Uhr                                 | Mo 08:00-12:00 |
        Mo 8.30h-12h                                        | Mo 08:30-12:00 |
        """)
    void readsWhatCanOnlyMeanOneThing(String typed, String osm, String byAppointment) {
        assertThat(said(typed)).isEqualTo(new OpeningHours.Said(osm, byAppointment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Di 14tägig 9-12",
                "Di 14-tägig 9-12 Uhr",
                "jeden 2. Donnerstag 16-17 Uhr",
                "jeden ersten Montag im Monat 2-4 Uhr",
                "letzter Sonntag im Monat, 14 Uhr",
                "Mo 2-4 Uhr",
                "Mo 8-12 und 2-4",
                "Mo 12-8",
                "Mo-Fr 8-12, Mo 10-14",
                "Mo-Fr 8-12; Do 14-18",
                "Mo-Fr 08:00-12:00; Mo 14:00-16:00",
                "werktags 9-17 Uhr",
                "Mo ab 9 Uhr",
                "Mo bis 12 Uhr",
                "Mo-Fr",
                "8-12 Uhr",
                "9-17",
                "08:00-12:00",
                "Mo 8-12 (Telefon), Di 9-11 (offen)",
                "Mo 8-25 Uhr",
                "Mo 8:70-12",
                "vormittags",
                "siehe Webseite",
                "Mo 9-12 Frau Beispiel",
                "Mo 9am-3:00",
                "Mo 9-9",
                "Mo nachmittags 2-4",
                "telefonische Sprechzeit Mo 9-12",
                "bis auf Weiteres geschlossen",
                "Mo 9-12 gerade Wochen",
                "Mo-Fr 8-12, in den Ferien geschlossen",
                "Mo-Fr 8-12 Uhr, telefonisch 14-16 Uhr",
                "Mo-Fr 9-12 Uhr, Do bis 18 Uhr",
                "Mo-Fr 8-17 (Fr nur bis 15)",
                "Mo-Do 8-12 13-16",
                "Mo-Fr 900-1200",
                "Mo 9-12, Tel. 0211 1234",
                "geschlossen"
            })
    void refusesWhatCouldMeanTwoThings(String typed) {
        assertThat(said(typed).osm()).isNull();
        assertThat(OpeningHours.parse(typed).notes())
                .extracting(Reading.Note::rule)
                .containsExactly(OpeningHours.UNREADABLE);
    }

    /** What providers type, and what it says beyond doubt; each line was judged by hand. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/normalise/german-hours.csv", delimiter = '!', quoteCharacter = '`', numLinesToSkip = 1)
    void readsOrRefusesWhatPeopleType(String typed, @Nullable String osm, @Nullable String byAppointment) {
        var said = said(typed.replace("\\n", "\n"));

        assertThat(said).isEqualTo(new OpeningHours.Said(osm, byAppointment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8-12 u. n.V.", "9-17 und nach Vereinbarung", "Bitte rufen Sie an, Termine nach Vereinbarung"})
    void keepsThatAnAppointmentIsPossibleWhereTheDaysAreMissing(String typed) {
        assertThat(said(typed)).isEqualTo(new OpeningHours.Said(null, "limited"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nach Vereinbarung",
                "n.V.",
                "n. V.",
                "nur nach Terminvereinbarung",
                "nach tel. Vereinbarung",
                "Termine nach Vereinbarung",
                "by appointment"
            })
    void readsByAppointmentOnlyWithoutComplaint(String typed) {
        assertThat(said(typed)).isEqualTo(new OpeningHours.Said(null, "yes"));
        assertThat(OpeningHours.parse(typed).notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mo-Fr 09:00-12:00",
                "Fr 22:00-06:00",
                "24/7",
                "We[1,3] 14:00-16:00",
                "Mo-Fr 09:00-12:00 \"nach Vereinbarung\""
            })
    void leavesGoodOsmAlone(String osm) {
        assertThat(OpeningHours.parseOsm(osm)).hasValue(osm);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Mo-Fr 8-12", "Di 08:00-12:00", "geschlossen", "08:00-12:00", "Mo 08:00-99:00", "\u0001"})
    void takesOnlyStrictOsm(String typed) {
        assertThat(OpeningHours.parseOsm(typed)).isEmpty();
    }

    @Test
    void tellsWhatItRead() {
        assertThat(OpeningHours.parse("Mo 9-12").notes())
                .containsExactly(new Reading.Note(OpeningHours.READ, "Mo 9-12", "Mo 09:00-12:00"));
    }
}
