package de.hilfenetz.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.finding.Rule;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ReadersTest {

    @Test
    void listsEveryRuleOfThePackageUnderACodeOfItsOwn() throws IllegalAccessException {
        var declared = new HashSet<Rule>();
        for (var type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("de.hilfenetz.read")) {
            for (JavaField field : type.getFields()) {
                if (field.getRawType().isEquivalentTo(Rule.class)
                        && field.reflect().trySetAccessible()) {
                    declared.add((Rule) field.reflect().get(null));
                }
            }
        }

        assertThat(Readers.rules()).containsExactlyInAnyOrderElementsOf(declared);
        assertThat(Readers.rules()).extracting(Rule::code).doesNotHaveDuplicates();
    }

    @Test
    void takesADeliveryOfChangesWithoutAnyForWhatItIs() {
        var plain = Reading.feed(Feed.Format.JSON);
        var changes = FeedFixture.called(plain.id())
                .title(plain.title())
                .ids(plain.ids())
                .format(plain.format())
                .deliveries(Feed.Deliveries.DELTA)
                .feed();

        var reading = Reading.of(changes, "[]".getBytes(StandardCharsets.UTF_8));

        assertThat(reading.records).isEmpty();
        assertThat(reading.noteCodes()).containsExactly("keine-aenderungen");
    }
}
