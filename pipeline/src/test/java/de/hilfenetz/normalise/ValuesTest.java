package de.hilfenetz.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One table of spellings for each kind of value that needs no story of its own. */
class ValuesTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
        40227        !        ! 40227      !
        D-40227      !        ! 40227      ! postleitzahl-vereinheitlicht
        D 40227      ! DE     ! 40227      ! postleitzahl-vereinheitlicht
        40 227       !        ! 40227      ! postleitzahl-vereinheitlicht
        40227.0      !        ! 40227      ! postleitzahl-vereinheitlicht
        4O227        !        ! 40227      ! postleitzahl-berichtigt
        1067         !        !            ! postleitzahl-unlesbar
        00000        !        !            ! postleitzahl-unlesbar
        99999        !        !            ! postleitzahl-unlesbar
        402270       !        !            ! postleitzahl-unlesbar
        ABC 1234     !        !            ! postleitzahl-unlesbar
        ABC 1234     ! US     ! ABC 1234   !
        1011 AB      ! NL     ! 1011 AB    !
        """)
    void postalCodes(String typed, @Nullable String country, @Nullable String code, @Nullable String rule) {
        var reading = PostalCodes.parse(typed, country);

        assertThat(reading.value()).isEqualTo(code);
        assertThat(codes(reading)).isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @Test
    void suggestsTheZeroThatASpreadsheetDropped() {
        assertThat(PostalCodes.parse("1067", null).notes())
                .containsExactly(new Reading.Note(PostalCodes.UNREADABLE, "1067", "01067"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', textBlock = """
        99050012104000           ! 99050012104000
        99 050 012 104 000       ! 99050012104000
        99050012104000.0         ! 99050012104000
        9905001210400            !
        9,90500121E+13           !
        05001210400000           !
        """)
    void keysOfTheServiceCatalogue(String typed, @Nullable String key) {
        assertThat(ServiceFields.leika(typed).value()).isEqualTo(key);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', textBlock = """
        rat@example.org                    ! rat@example.org
        mailto:rat@example.org             ! rat@example.org
        E-Mail: rat@example.org            ! rat@example.org
        rat@example.org.                   ! rat@example.org
        <rat@example.org>                  ! rat@example.org
        rat(at)example.org                 ! rat@example.org
        rat [at] example [dot] org         ! rat@example.org
        Rat@Example.ORG                    ! Rat@example.org
        rat@bücher.example.org             ! rat@xn--bcher-kva.example.org
        a@example.org; b@example.org       ! a@example.org
        rat@example                        !
        rat.example.org                    !
        rat@@example.org                   !
        siehe Internet                     !
        """)
    void mailAddresses(String typed, @Nullable String address) {
        assertThat(Emails.parse(typed).value()).isEqualTo(address);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', textBlock = """
        https://example.org/rat            ! https://example.org/rat
        https://example.org                ! https://example.org/
        www.example.org                    ! https://www.example.org/
        example.org/rat und tat            ! https://example.org/rat%20und%20tat
        http:/example.org                  ! http://example.org/
        HTTPS://Example.ORG/Rat            ! https://example.org/Rat
        //example.org                      ! https://example.org/
        https://bücher.example.org/ü       ! https://xn--bcher-kva.example.org/%C3%BC
        https://example.org/a?b=c&d=e#f    ! https://example.org/a?b=c&d=e#f
        https://example.org:8443/a         ! https://example.org:8443/a
        www.example.org/rat,               ! https://www.example.org/rat
        www.example.org/rat.               ! https://www.example.org/rat
        www.example.org und www.example.com ! https://www.example.org/
        javascript:alert(1)                !
        data:text/html;base64,AAAA         !
        ftp://example.org                  !
        kein Internet                      !
        https://                           !
        http://localhost/                  !
        rat@example.org                    !
        """)
    void webAddresses(String typed, @Nullable String address) {
        assertThat(Urls.parse(typed).value()).isEqualTo(address);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', textBlock = """
        Deutsch                   ! de
        German                    ! de
        de                        ! de
        deu                       ! de
        ger                       ! de
        Türkisch                  ! tr
        Turkish                   ! tr
        türkçe                    ! tr
        Arabisch                  ! ar
        Farsi                     ! fa
        Dari                      ! prs
        Kurmandschi               ! kmr
        Ukrainisch                ! uk
        DGS                       ! gsg
        Deutsche Gebärdensprache  ! gsg
        Leichte Sprache           ! de-simple
        de-simple                 ! de-simple
        pt_BR                     ! pt-BR
        dt.                       ! de
        türk.                     ! tr
        Klingonisch               !
        Sprachen                  !
        """)
    void languages(String typed, @Nullable String tag) {
        assertThat(Languages.parse(typed).value()).isEqualTo(tag);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', textBlock = """
        2026-11-22             ! 2026-11-22
        22.11.2026             ! 2026-11-22
        22.11.26               ! 2026-11-22
        1.4.1998               ! 1998-04-01
        01.04.98               ! 1998-04-01
        22. November 2026      ! 2026-11-22
        22. Nov. 2026          ! 2026-11-22
        3. März 2026           ! 2026-03-03
        November 22, 2026      ! 2026-11-22
        11/22/2026             ! 2026-11-22
        22/11/2026             ! 2026-11-22
        11/11/2026             ! 2026-11-11
        20261122               ! 2026-11-22
        2026-11-22T23:30:00Z   ! 2026-11-23
        22.11.2026 14:30 Uhr   ! 2026-11-22
        04/05/2026             !
        31.02.2026             !
        January 01, 0001       !
        2026                   !
        demnächst              !
        2026/11/22             ! 2026-11-22
        22/11-2026             !
        """)
    void days(String typed, @Nullable String day) {
        assertThat(Dates.parse(typed).value()).isEqualTo(day);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', textBlock = """
        2026-10-02T07:00:00Z        ! 2026-10-02T07:00:00Z
        2026-10-02T09:00:00+02:00   ! 2026-10-02T07:00:00Z
        2026-10-02T09:00:00         ! 2026-10-02T07:00:00Z
        02.10.2026 09:00            ! 2026-10-02T07:00:00Z
        2026-10-02                  ! 2026-10-01T22:00:00Z
        gestern                     !
        """)
    void moments(String typed, @Nullable String moment) {
        assertThat(Dates.parseInstant(typed).value()).isEqualTo(moment);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', textBlock = """
        18-27                    ! 18-27
        18 - 27 Jahre            ! 18-27
        18 bis 27 Jahre          ! 18-27
        von 18 bis 27 Jahren     ! 18-27
        zwischen 6 und 12 Jahren ! 6-12
        ab 18                    ! ab 18
        ab 18 Jahren             ! ab 18
        18+                      ! ab 18
        60 Jahre und älter       ! ab 60
        bis 27 Jahre             ! bis 27
        bis 27                   ! bis 27
        unter 18                 ! bis 17
        18                       !
        27-18                    !
        18-270                   !
        Kinder                   !
        """)
    void ages(String typed, @Nullable String range) {
        var reading = Ages.parse(typed);

        assertThat(reading.value() == null ? null : reading.value().toString()).isEqualTo(range);
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource(delimiter = '!', textBlock = """
        kostenfrei           ! 0     ! EUR
        Kostenlos.           ! 0     ! EUR
        5 €                  ! 5     ! EUR
        2,50 EUR             ! 2.50  ! EUR
        € 5                  ! 5     ! EUR
        5,- Euro             ! 5     ! EUR
        1.200 €              ! 1200  ! EUR
        $2.50                ! 2.50  ! USD
        5-10 €               !       !
        ab 5 €               !       !
        nach Einkommen       !       !
        """)
    void costs(String typed, @Nullable String amount, @Nullable String currency) {
        var reading = Costs.parse(typed).value();

        assertThat(reading == null ? null : reading.amount().toPlainString()).isEqualTo(amount);
        assertThat(reading == null ? null : reading.currency()).isEqualTo(currency);
    }

    @ParameterizedTest(name = "{0}, {1} -> {2}")
    @CsvSource(delimiter = '!', textBlock = """
        51.2065     ! 6.7735      ! 51.2065, 6.7735 !
        51,2065     ! 6,7735      ! 51.2065, 6.7735 ! koordinate-gelesen
        6.7735      ! 51.2065     ! 51.2065, 6.7735 ! koordinaten-vertauscht
        51.2065° N  ! 6.7735° E   ! 51.2065, 6.7735 ! koordinate-gelesen
        40.0        ! -74.0       ! 40.0, -74.0     ! koordinaten-nicht-in-deutschland
        0           ! 0           !                 ! koordinaten-null
        100         ! 101         !                 ! koordinaten-unlesbar
        49.760.193  ! 664.079     !                 ! koordinaten-unlesbar
        4.974.638   ! 6.7         !                 ! koordinaten-unlesbar
        5676000     ! 345000      ! 51.214329, 6.780707 ! koordinaten-aus-utm32
        345000      ! 5676000     ! 51.214329, 6.780707 ! koordinaten-aus-utm32
        32345000    ! 5676000     ! 51.214329, 6.780707 ! koordinaten-aus-utm32
        345000,0    ! 5676000,0   ! 51.214329, 6.780707 ! koordinaten-aus-utm32
        345.000,0   ! 5.676.000,0 ! 51.214329, 6.780707 ! koordinaten-aus-utm32
        3545000     ! 5676000     !                 ! koordinaten-unlesbar
        2554000     ! 5676000     !                 ! koordinaten-unlesbar
        345000      ! 345000      !                 ! koordinaten-unlesbar
        51.2065     !             !                 ! koordinaten-unlesbar
        37.477227   ! -122.213221 ! 37.477227, -122.213221 ! koordinaten-nicht-in-deutschland
        50.85       ! 4.35        ! 50.85, 4.35     ! koordinaten-nicht-in-deutschland
        """)
    void coordinates(@Nullable String lat, @Nullable String lon, @Nullable String point, @Nullable String rule) {
        var reading = Coordinates.parse(lat == null ? "" : lat, lon == null ? "" : lon);

        assertThat(reading.value() == null ? null : reading.value().toString()).isEqualTo(point);
        assertThat(codes(reading)).isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
        51.2065, 6.7735               ! 51.2065, 6.7735
        POINT(6.7735 51.2065)         ! 51.2065, 6.7735
        51,2065; 6,7735               ! 51.2065, 6.7735
        51,2065 / 6,7735              ! 51.2065, 6.7735
        51,2065, 6,7735               ! 51.2065, 6.7735
        51,2065 6,7735                ! 51.2065, 6.7735
        51°12'23.4"N 6°46'24,6"E      ! 51.2065, 6.7735
        51° 12' 23,4" N, 6° 46' 24,6" O ! 51.2065, 6.7735
        345000 5676000                ! 51.214329, 6.780707
        51,2065,6,7735                !
        51°12'                        !
        51.2065                       !
        51.206.500, 6.773.500         !
        """)
    void coordinatesInOneText(String typed, @Nullable String point) {
        var reading = Coordinates.parse(typed);

        assertThat(reading.value() == null ? null : reading.value().toString()).isEqualTo(point);
        assertThat(reading.notes()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', textBlock = """
        ja            ! yes
        X             ! yes
        1             ! yes
        true          ! yes
        nein          ! no
        -             ! no
        0             ! no
        FALSE         ! no
        teilweise     ! limited
        eingeschränkt ! limited
        ?             ! unknown
        unbekannt     ! unknown
        vielleicht    !
        """)
    void answers(String typed, @Nullable String answer) {
        assertThat(Answers.parse(typed).value()).isEqualTo(answer);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
        Rat und Tat                        ! Rat und Tat
        `  Rat   und Tat `                 ! Rat und Tat
        `<p>Rat &amp; Tat</p>`             ! Rat & Tat
        `Rat<br>Tat`                       ! Rat Tat
        `Rat&nbsp;und&nbsp;Tat`            ! Rat und Tat
        `&amp;amp;lt;b&amp;amp;gt;Rat`     ! Rat
        `Kinder < 3 Jahre & Eltern`        ! Kinder < 3 Jahre & Eltern
        `<script>alert(1)</script>Rat`     ! Rat
        BeschÃ¤ftigung fÃ¼r MÃ¤dchen       ! Beschäftigung für Mädchen
        StraÃŸe                            ! Straße
        CafÃ© â€“ offen                    ! Café – offen
        SÃO PAULO                          ! SÃO PAULO
        NULL                               !
        k. A.                              !
        -                                  !
        """)
    void lines(String typed, @Nullable String line) {
        assertThat(PlainText.line(typed).value()).isEqualTo(line);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        x<y                              | x<y
        Einkommen <1000 Euro             | Einkommen <1000 Euro
        Einkommen<1000 und <b>fett</b>   | Einkommen<1000 und fett
        <p>Text                          | Text
        Text <b                          | Text
        """)
    void tellsASignOfComparisonFromATag(String typed, String expected) {
        assertThat(PlainText.parse(typed).value()).isEqualTo(expected);
    }

    @Test
    void saysThatLettersWereLostAndMakesNoOtherWordOfTheRest() {
        var reading = PlainText.line("D\uFFFDsseldorf");

        assertThat(reading.value()).isEqualTo("D\uFFFDsseldorf");
        assertThat(reading.notes()).extracting(Reading.Note::rule).containsExactly(PlainText.LOST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', textBlock = """
            =HYPERLINK("https://example.org")  ¦ true
            =1+1                               ¦ true
            @SUM(1)                            ¦ true
            +cmd|' /C calc'!A0                 ¦ true
            -A1(2)                             ¦ true
            - Beratung (auch am Telefon)       ¦ false
            -Beratung (auch am Telefon)        ¦ false
            +49 221 4710123 (Büro)             ¦ false
            == Wer wir sind ==                 ¦ false
            @verein (Instagram)                ¦ false
            -18 Jahre                          ¦ false
            """)
    void marksWhatASpreadsheetMightExecute(String text, boolean marked) {
        assertThat(PlainText.line(text).value()).isEqualTo(text);
        assertThat(PlainText.line(text).notes())
                .extracting(Reading.Note::rule)
                .containsExactlyElementsOf(marked ? List.of(PlainText.FORMULA) : List.of());
    }

    @Test
    void removesCharactersNobodySees() {
        assertThat(PlainText.line("Ra\u200bt\u00ad \u202eund\u0000 Tat\ufeff").value())
                .isEqualTo("Rat und Tat");
        assertThat(PlainText.line("Bu\u0308ro").value()).isEqualTo("Büro");
    }

    @Test
    void keepsParagraphs() {
        assertThat(PlainText.parse("<p>Erstens</p><ul><li>a</li><li>b</li></ul>")
                        .value())
                .isEqualTo("Erstens\n\na\nb");
        assertThat(PlainText.parse("Erstens\r\n\r\n\r\nZweitens").value()).isEqualTo("Erstens\n\nZweitens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\u200b"})
    void findsNothingInBlankText(String typed) {
        assertThat(PlainText.parse(typed).value()).isNull();
    }

    private static List<String> codes(Reading<?> reading) {
        return reading.notes().stream().map(note -> note.rule().code()).toList();
    }
}
