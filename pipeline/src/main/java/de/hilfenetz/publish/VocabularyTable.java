package de.hilfenetz.publish;

import de.hilfenetz.publish.ExcelLayout.Heading;
import de.hilfenetz.vocabulary.Area;
import de.hilfenetz.vocabulary.Areas;
import de.hilfenetz.vocabulary.Concept;
import de.hilfenetz.vocabulary.Vocabulary;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of {@code systematik}: every concept of every scheme in the order of its file, then the areas of the city. */
final class VocabularyTable {

    static final List<Heading> HEADINGS = List.of(
            new Heading("schema", CellForm.TEXT),
            new Heading("notation", CellForm.TEXT),
            new Heading("bezeichnung", CellForm.TEXT),
            new Heading("bezeichnung_en", CellForm.TEXT),
            new Heading("weitere_bezeichnungen", CellForm.LIST),
            new Heading("definition", CellForm.TEXT),
            new Heading("oberbegriff", CellForm.TEXT),
            new Heading("iri", CellForm.TEXT));

    private VocabularyTable() {}

    static void write(Vocabulary vocabulary, URI base, Consumer<List<String>> out) {
        for (var scheme : vocabulary.schemes()) {
            scheme.concepts().forEach(concept -> out.accept(row(concept, base)));
        }
        areas(vocabulary.areas()).forEach(area -> out.accept(row(area, base)));
    }

    private static Stream<Area> areas(Areas areas) {
        return Stream.of(Stream.of(areas.city()), areas.districts().stream(), areas.quarters().stream())
                .flatMap(each -> each);
    }

    private static List<String> row(Concept concept, URI base) {
        return List.of(
                concept.scheme(),
                concept.notation(),
                concept.label(),
                said(concept.labels().get("en")),
                String.join("|", concept.otherLabels()),
                said(concept.definition()),
                said(concept.broader()),
                base + concept.path());
    }

    private static List<String> row(Area area, URI base) {
        return List.of(
                "gebiet",
                area.notation(),
                area.label(),
                said(area.labels().get("en")),
                String.join("|", area.otherLabels()),
                "",
                said(area.within()),
                base + area.path());
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text;
    }
}
