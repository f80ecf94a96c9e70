package de.hilfenetz.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import de.hilfenetz.finding.Rule;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuleCatalogueTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");

    @Test
    void listsEveryRuleThatStandsAnywhereInTheCode() {
        var constants = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("de.hilfenetz").stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(Rule.class))
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .map(RuleCatalogueTest::read)
                        .collect(Collectors.toSet());

        assertThat(constants).hasSizeGreaterThan(100);
        assertThat(new HashSet<>(RuleCatalogue.list())).isEqualTo(constants);
    }

    private static Rule read(JavaField field) {
        try {
            var constant = field.reflect();
            constant.setAccessible(true);
            return (Rule) constant.get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(field.getFullName(), e);
        }
    }

    @Test
    void givesEachCodeToOneRuleOnly() {
        assertThat(RuleCatalogue.list()).extracting(Rule::code).doesNotHaveDuplicates();
    }

    @Test
    void fillsInAsManyValuesInBothLanguages() {
        assertThat(RuleCatalogue.list())
                .allSatisfy(rule -> assertThat(placeholders(rule.german()))
                        .as(rule.code())
                        .hasSameSizeAs(placeholders(rule.english())));
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
