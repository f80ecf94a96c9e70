package de.hilfenetz.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

    private static String street(String typed, @Nullable String number) {
        return Objects.requireNonNull(Addresses.parseStreet(typed, number, null).value())
                .toString();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', textBlock = """
        Grenzstraße 1-5                ! Grenzstraße | 1-5
        Grenzstraße 1 - 5              ! Grenzstraße | 1 - 5
        Grenzstr. 5                    ! Grenzstraße | 5
        Kölner Str. 63 4.OG            ! Kölner Straße | 63 | 4. OG
        Kölner Straße 63, 4. OG        ! Kölner Straße | 63 | 4. OG
        Str. der Einheit 7             ! Straße der Einheit | 7
        Straße des 17. Juni 135        ! Straße des 17. Juni | 135
        Musterweg 12 a/b               ! Musterweg | 12 a/b
        Musterweg 12a                  ! Musterweg | 12a
        Musterweg 12 Hinterhaus        ! Musterweg | 12 | Hinterhaus
        Musterweg 12 (Hof)             ! Musterweg | 12 | Hof
        Musterweg 3+5                  ! Musterweg | 3+5
        August-Bebel-Straße (Grüna) 7  ! August-Bebel-Straße (Grüna) | 7
        Am Markt                       ! Am Markt
        2600 Middlefield Road          ! 2600 Middlefield Road
        1-30 Main Street               ! 1-30 Main Street
        Postfach 10 20 30              ! Postfach 10 20 30
        """)
    void partsStreetAndNumber(String typed, String expected) {
        assertThat(street(typed, null)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} + {1} -> {2}")
    @CsvSource(delimiter = '!', textBlock = """
        Grenzstraße     ! 1-5      ! Grenzstraße | 1-5
        Grenzstraße 1-5 ! 1-5      ! Grenzstraße | 1-5
        Kölner Straße   ! 63 4.OG  ! Kölner Straße | 63 | 4. OG
        Musterweg       ! 12 a/b   ! Musterweg | 12 a/b
        Musterweg       ! 12 E 3   ! Musterweg | 12 E 3
        Musterweg       ! 5.0      ! Musterweg | 5
        Musterweg       ! 00112    ! Musterweg | 00112
        """)
    void takesTheNumberFromItsOwnField(String street, String number, String expected) {
        assertThat(street(street, number)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', textBlock = """
        01. Mai              ! 1-5
        2. Apr               ! 2-4
        2026-05-01           !
        2026-05-01T00:00:00  !
        """)
    void refusesDatesThatSpreadsheetsMakeOfNumbers(String number, @Nullable String suggestion) {
        var reading = Addresses.parseStreet("Grenzstraße", number, null);

        assertThat(Objects.requireNonNull(reading.value()).houseNumber()).isNull();
        assertThat(reading.notes()).containsExactly(new Reading.Note(Addresses.NUMBER_IS_DATE, number, suggestion));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '!', textBlock = """
        Grenzstraße 1-5, 40227 Düsseldorf                 ! Grenzstraße | 1-5 | 40227 | Düsseldorf
        Grenzstr. 5 40227 Düsseldorf                      ! Grenzstraße | 5 | 40227 | Düsseldorf
        c/o Verein, Grenzstraße 5, D-40227 Düsseldorf     ! Grenzstraße | 5 | c/o Verein | 40227 | Düsseldorf
        Postfach 10 20, 40200 Düsseldorf                  ! Postfach 10 20 | 40200 | Düsseldorf
        Haus der Hilfe, Grenzstraße 5, 40227 Düsseldorf   ! Grenzstraße | 5 | Haus der Hilfe | 40227 | Düsseldorf
        Am Markt                                          ! Am Markt
        40227 Düsseldorf, Grenzstraße 5                   ! Grenzstraße | 5 | 40227 | Düsseldorf
        40227 Düsseldorf Grenzstraße 5                    ! Grenzstraße | 5 | 40227 | Düsseldorf
        40227 Düsseldorf Am Markt 5                       ! Am Markt | 5 | 40227 | Düsseldorf
        Grenzstraße Nr. 5, 40227 Düsseldorf               ! Grenzstraße | 5 | 40227 | Düsseldorf
        Grenzstraße 5 1/2, 40227 Düsseldorf               ! Grenzstraße | 5 1/2 | 40227 | Düsseldorf
        Grenzstraße 5, DE-40227 Düsseldorf, Deutschland   ! Grenzstraße | 5 | 40227 | Düsseldorf
        Haus 5, Musterweg 3, 40227 Düsseldorf             ! Musterweg | 3 | Haus 5 | 40227 | Düsseldorf
        Beispielstraße 5, 4O227 Düsseldorf                ! Beispielstraße | 5 | 40227 | Düsseldorf
        Haus Lollo, Musterweg 3, 40227 Düsseldorf         ! Musterweg | 3 | Haus Lollo | 40227 | Düsseldorf
        """)
    void readsAWholeAddressInOneLine(String typed, String expected) {
        assertThat(Objects.requireNonNull(Addresses.parseLine(typed).value())).hasToString(expected);
    }

    @Test
    void leavesForeignAddressesAsTheyAre() {
        assertThat(Objects.requireNonNull(
                        Addresses.parseStreet("Damrak 5", null, "NL").value()))
                .hasToString("Damrak 5");
        assertThat(Addresses.parseStreet("Damrak 5", null, "NL").notes()).isEmpty();
    }
}
