package de.hilfenetz;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import de.hilfenetz.protect.ConfidentialValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the code to what the README says about it. */
class ArchitectureTest {

    private static final String OURS = "de.hilfenetz";

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(OURS);

    @TestFactory
    Stream<DynamicTest> eachPackageUsesOnlyWhatTheReadmeAllows() throws IOException {
        return readTable().entrySet().stream()
                .filter(row -> packages().contains(row.getKey()))
                .map(row -> dynamicTest(
                        row.getKey(),
                        () -> noClasses()
                                .that()
                                .resideInAPackage(OURS + "." + row.getKey())
                                .should()
                                .dependOnClassesThat(oursOutside(row.getKey(), row.getValue()))
                                .because("the README's table lets '%s' use %s".formatted(row.getKey(), row.getValue()))
                                .check(CODE)));
    }

    @Test
    void theReadmeNamesEveryPackage() throws IOException {
        assertThat(readTable().keySet()).as("packages in README.md").containsAll(packages());
    }

    @Test
    void packagesLieSideBySide() {
        assertThat(CODE.stream().map(JavaClass::getPackageName).distinct())
                .allMatch(name -> name.matches("de\\.hilfenetz(\\.[a-z]+)?"), "at most one level under de.hilfenetz");
    }

    @Test
    void everyPackageSaysWhatItIsForAndMarksItsNulls() {
        var marked = CODE.stream()
                .filter(type -> type.getSimpleName().equals("package-info") && type.isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());

        assertThat(CODE.stream().map(JavaClass::getPackageName).distinct())
                .as("packages with a package-info.java that is @NullMarked")
                .allMatch(marked::contains);
    }

    @Test
    void logsThroughOneDoor() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.logging"))
                .because("SLF4J is the one way to the log")
                .check(CODE);
    }

    /** SP-1: the values of protected places live in one class, which answers yes or no and hands none of them out. */
    @Test
    void confidentialValuesAreAskedAndNeverRead() {
        methods()
                .that()
                .areDeclaredIn(ConfidentialValues.class)
                .and()
                .arePublic()
                .should()
                .haveRawReturnType(DescribedPredicate.describe(
                        "a yes or no, a count, a hash, itself, or ids of places",
                        type -> Set.of("boolean", "int", "void", "Sha256", "ConfidentialValues", "SortedSet")
                                .contains(type.getSimpleName())))
                .check(CODE);
        fields().that()
                .areDeclaredIn(ConfidentialValues.class)
                .should()
                .bePrivate()
                .check(CODE);
    }

    /** Nor do the parts know it that store, describe or serve records. */
    @Test
    void whatPublishesDoesNotKnowConfidentialValues() {
        noClasses()
                .that()
                .resideInAnyPackage(Stream.of(
                                "record",
                                "normalise",
                                "validate",
                                "enrich",
                                "journal",
                                "graph",
                                "store",
                                "serve",
                                "route",
                                "cms")
                        .map(name -> OURS + "." + name)
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat(resideInAPackage(OURS + ".protect"))
                .because("what is not there cannot leak")
                .check(CODE);
    }

    @Test
    void noRouteGoesWhereAMessageSays() {
        noClasses()
                .that()
                .resideInAPackage(OURS + ".route")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "anything that a message steers",
                        call -> Set.of(
                                        "toD",
                                        "wireTapD",
                                        "recipientList",
                                        "routingSlip",
                                        "dynamicRouter",
                                        "script",
                                        "pollEnrich")
                                .contains(call.getTarget().getName())))
                .because("an address made from a message lets whoever wrote the message choose it")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void nothingButTheQueriesOwnProcessesRunsProgramsOrScripts() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(OURS + ".query.Launch")
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.camel.component.exec..")
                        .or(resideInAPackage("org.apache.camel.component.bean.."))
                        .or(resideInAPackage("org.apache.camel.language.."))
                        .or(resideInAPackage("javax.script..")))
                .orShould()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "ProcessBuilder or Runtime.exec", type -> type.isEquivalentTo(ProcessBuilder.class)))
                .because("what providers send is data, never anything to be carried out")
                .check(CODE);
    }

    private static DescribedPredicate<JavaClass> oursOutside(String name, Set<String> allowed) {
        var ours = resideInAPackage(OURS + "..").and(resideOutsideOfPackage(OURS + "." + name));
        return ours.and(DescribedPredicate.describe(
                "outside " + allowed, used -> !allowed.contains(nameUnderOurs(used.getPackageName()))));
    }

    /** The packages there are, without the root, which may use all. */
    private static Set<String> packages() {
        return CODE.stream()
                .map(type -> nameUnderOurs(type.getPackageName()))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String nameUnderOurs(String packageName) {
        return packageName.equals(OURS) ? "" : packageName.substring(OURS.length() + 1);
    }

    /** Package to the packages it may import, from the table between the README's two marks. */
    private static Map<String, Set<String>> readTable() throws IOException {
        var readme = Files.readString(Path.of("../README.md"));
        var table = readme.substring(readme.indexOf("<!-- packages -->"), readme.indexOf("<!-- /packages -->"));
        return table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> List.of(line.split("\\|")))
                .collect(toMap(cells -> cells.get(1).strip().replace("`", ""), cells -> names(cells.get(3))));
    }

    private static Set<String> names(String cell) {
        return Arrays.stream(cell.split(","))
                .map(String::strip)
                .filter(name -> name.matches("[a-z]+"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
