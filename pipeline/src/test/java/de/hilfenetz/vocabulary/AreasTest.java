package de.hilfenetz.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreasTest {

    private static final Areas AREAS = Vocabulary.load().areas();

    @Test
    void knowsTenDistrictsAndFiftyQuartersWithTheirLeadingZeros() {
        assertThat(AREAS.city().notation()).isEqualTo("05111000");
        assertThat(AREAS.districts()).hasSize(10).extracting(Area::notation).contains("01", "10");
        assertThat(AREAS.quarters()).hasSize(50).extracting(Area::notation).contains("011", "037", "102");
        assertThat(AREAS.quarters())
                .allMatch(quarter -> quarter.notation().substring(0, 2).equals(quarter.within()));
        assertThat(AREAS.districts()).allMatch(district -> "05111000".equals(district.within()));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        Oberbilk            | 037
        Ober-Bilk           | 037
        037                 | 037
        37                  | 037
        011 Altstadt        | 011
        11 Altstadt         | 011
        011 - Altstadt      | 011
        012 Altstadt        |
        Flingern-Süd        | 021
        Flingern Sued       | 021
        Düsseldorf-Bilk     | 036
        Stadtteil Garath    | 101
        102                 | 102
        Neuss               |
        Stadtbezirk 3       |
        Düsseldorf          |
        999                 |
        ''                  |
        """)
    void findsAQuarterHoweverPeopleWriteIt(String text, String notation) {
        assertThat(AREAS.findQuarter(text).map(Area::notation)).isEqualTo(Optional.ofNullable(notation));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        3               | 03
        03              | 03
        10              | 10
        Bezirk 3        | 03
        Stadtbezirk 03  | 03
        District 3      | 03
        Stadtbezirk 10  | 10
        11              |
        Oberbilk        |
        """)
    void findsADistrictHoweverPeopleWriteIt(String text, String notation) {
        assertThat(AREAS.findDistrict(text).map(Area::notation)).isEqualTo(Optional.ofNullable(notation));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        stadtweit                 | 05111000
        Landeshauptstadt Düsseldorf | 05111000
        05111000                  | 05111000
        5111000                   | 05111000
        051110000000              | 05111000
        51110000000               | 05111000
        05112000                  |
        03                        | 03
        036                       | 036
        Bilk                      | 036
        Stadtbezirk 2             | 02
        36                        |
        Köln                      |
        """)
    void findsAnyAreaWhereThereIsNoDoubt(String text, String notation) {
        assertThat(AREAS.findAny(text).map(Area::notation)).isEqualTo(Optional.ofNullable(notation));
    }
}
