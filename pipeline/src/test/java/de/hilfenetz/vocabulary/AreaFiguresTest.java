package de.hilfenetz.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.vocabulary.AreaFigures.Figure;
import de.hilfenetz.vocabulary.AreaFigures.Inhabitants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's table, as a spreadsheet saves it. */
class AreaFiguresTest {

    private static final Areas AREAS = Vocabulary.load().areas();
    private static final String HEAD =
            "gebiet;gebietsstand;merkmal;wert;einheit;jahr;quelle;alter_von;alter_bis;zu;vorschau_ab\n";
    private static final String ROWS = """
            037;;Einwohner;31000;;2025;Amt;;;
            037;;Einwohner;3000;;2025;Amt;0;9;
            037;;Einwohner;1200;;2025;Amt;10;13;
            037;;Einwohner;900;;2025;Amt;14;19;
            037;;Einwohner;4100;;2025;Amt;65;79;
            037;;Einwohner;1400;;2025;Amt;80;;
            037;;Bedarfsklasse;hoch;;2024;Sozialplanung;;;
            05111000;;Quote;11,2;%;2024;Land;;;ziel/teilhabe
            """;

    @TempDir
    Path folder;

    private AreaFigures read(String rows) throws IOException {
        return AreaFigures.read(
                Files.writeString(folder.resolve("gebiet_merkmale.csv"), "\uFEFF" + HEAD + rows), AREAS);
    }

    /** A band that fits, several that lie end to end, and none where only a wider or a narrower one is known. */
    @ParameterizedTest(name = "{0} to {1} are {2}")
    @CsvSource(nullValues = "-", textBlock = """
            0,  -,  31000
            0,  13, 4200
            65, -,  5500
            14, 17, -
            18, 26, -
            """)
    void countsInhabitantsOfExactlyTheAge(int from, @Nullable Integer to, @Nullable Long number) throws IOException {
        assertThat(read(ROWS).inhabitants("037", from, to).map(Inhabitants::number))
                .isEqualTo(java.util.Optional.ofNullable(number));
    }

    @Test
    void keepsNeedAndContextApartFromInhabitants() throws IOException {
        var figures = read(ROWS);

        assertThat(figures.need("037")).extracting(Figure::value).containsExactly("hoch");
        assertThat(figures.context("ziel/teilhabe")).extracting(Figure::value).containsExactly("11,2");
        assertThat(figures.inhabitants("037", 0, null)).contains(new Inhabitants(31_000, "Amt, 2025"));
        assertThat(figures.inhabitants("036", 0, null)).isEmpty();
    }

    /** A new figure takes the place of the old one: for partners on the first day, for everybody ten working days later. */
    @ParameterizedTest(name = "on {0} everybody reads {1}, partners {2}")
    @CsvSource(textBlock = """
            2026-11-01, hoch, hoch
            2026-11-02, hoch, mittel
            2026-11-15, hoch, mittel
            2026-11-16, mittel, mittel
            """)
    void showsPartnersWhatIsNewTenWorkingDaysBefore(LocalDate day, String everybody, String partners)
            throws IOException {
        var figures = read(ROWS.replace("\n", ";\n") + "037;;Bedarfsklasse;mittel;;2026;Sozialplanung;;;;2026-11-02\n");

        assertThat(figures.on(day).need("037")).extracting(Figure::value).containsExactly(everybody);
        assertThat(figures.forPartners(day).need("037"))
                .extracting(Figure::value)
                .containsExactly(partners);
        assertThat(figures.onlyForPartners(day)).hasSize(everybody.equals(partners) ? 0 : 1);
        assertThat(figures.on(day).context("ziel/teilhabe")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            37;;Einwohner;31000;;2025;Amt;;;         | line 2: '37' is no area
            037;;Einwohner;viele;;2025;Amt;;;        | line 2: 'viele' is no number of inhabitants
            037;;Bedarfsklasse;hoch;;2024;;;;        | line 2: 'quelle' is empty
            037;;Einwohner;3;;2025;Amt;jung;;        | line 2: 'jung' in 'alter_von' is no age
            037;;Quote;3;;2025;Amt;;;teilhabe        | line 2: 'teilhabe' is no goal or criterion
            037;;Quote;3;;2025;Amt;;;;bald           | line 2: 'bald' in 'vorschau_ab' is no day
            """)
    void saysWhatIsWrongAndWhere(String row, String message) {
        assertThatThrownBy(() -> read(row + "\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void letsNoMoreThanThreeIndicatorsStandBesideAGoal() {
        var rows = new StringBuilder();
        for (var name : new String[] {"A", "B", "C", "D"}) {
            rows.append("05111000;;").append(name).append(";1;%;2024;Land;;;ziel/teilhabe\n");
        }

        assertThatThrownBy(() -> read(rows.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 3 indicators for ziel/teilhabe");
    }

    /** Whatever its cut, its case and whether "from 0 on" is said. */
    @Test
    void letsANewFigureTakeThePlaceOfTheOldOneWhenItsPreviewEnds() throws IOException {
        var figures = read("""
                037;2017;Einwohner;31000;;2025;Amt;;;;
                037;2026;einwohner;32000;;2026;Amt;0;;;2026-11-02
                037;2017;Bedarfsklasse;hoch;;2024;Amt;;;;
                """);

        assertThat(figures.on(LocalDate.of(2026, 11, 3)).inhabitants("037", 0, null))
                .hasValueSatisfying(all -> assertThat(all.number()).isEqualTo(31_000));
        assertThat(figures.forPartners(LocalDate.of(2026, 11, 3)).inhabitants("037", 0, null))
                .hasValueSatisfying(all -> assertThat(all.number()).isEqualTo(32_000));
        var later = figures.on(LocalDate.of(2026, 12, 1));
        assertThat(later.inhabitants("037", 0, null))
                .hasValueSatisfying(all -> assertThat(all.number()).isEqualTo(32_000));
        assertThat(later.figures()).hasSize(2);
    }
}
