package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.query.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SP-7 reaches what somebody cites too. */
class StoredResultsTest {

    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");

    @TempDir
    private Path data = Path.of("");

    private final Set<String> outdated = new HashSet<>();
    private final Set<String> secrets = new HashSet<>();
    private StoredResults results = open(data);

    @BeforeEach
    void open() {
        results = open(data);
    }

    private StoredResults open(Path folder) {
        return new StoredResults(
                folder, outdated::contains, text -> secrets.stream().anyMatch(text::contains));
    }

    private static Results.Answer answer(String street, String number) {
        var row = List.of(new Table.Cell(false, street, null, null), new Table.Cell(false, number, null, null));
        var table = new Table("2026-11-23.1", List.of("strasse", "nr"), List.of(row), true, null);
        return new Results.Answer("Orte", "SELECT * {}", table, Map.of(), null, null);
    }

    @Test
    void emptiesOnlyWhatTellsIt() throws IOException {
        var telling = results.keep(answer("Stiller Winkel", "7"), AT);
        var harmless = results.keep(answer("Musterweg", "2"), AT);

        results.withdraw("eins", text -> text.contains("Stiller Winkel 7"));

        assertThatThrownBy(() -> results.find(telling)).isInstanceOf(StoredResults.Withdrawn.class);
        assertThat(results.find(harmless)).isPresent();
        try (var files = Files.list(data.resolve("ergebnisse"))) {
            for (var file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain("Winkel");
            }
        }
        assertThat(results.keep(answer("Stiller Winkel", "7"), AT)).isEqualTo(telling);
        assertThatThrownBy(() -> results.find(telling))
                .as("it does not come back")
                .isInstanceOf(StoredResults.Withdrawn.class);
    }

    @Test
    void looksAgainOnlyForOtherValues() throws IOException {
        results.keep(answer("Musterweg", "2"), AT);
        results.withdraw("eins", text -> false);

        results.withdraw("eins", text -> {
            throw new AssertionError("looked for already");
        });
        var later = results.keep(answer("Stiller Winkel", "7"), AT);
        results.withdraw("zwei", text -> text.contains("Winkel"));

        assertThatThrownBy(() -> results.find(later)).isInstanceOf(StoredResults.Withdrawn.class);
    }

    @Test
    void keepsNothingOfAReleaseThatHoldsWhatWasWithdrawn() throws IOException {
        outdated.add("2026-11-23.1");

        assertThatThrownBy(() -> results.keep(answer("Musterweg", "2"), AT))
                .isInstanceOf(StoredResults.Withdrawn.class);

        assertThat(data).isEmptyDirectory();
    }

    @Test
    void keepsNothingThatTellsASecretThoughItWasLookedForAlready() throws IOException {
        results.keep(answer("Musterweg", "2"), AT);
        secrets.add("Winkel 7");
        results.withdraw("eins", text -> text.contains("Winkel 7"));

        assertThatThrownBy(() -> results.keep(answer("Stiller Winkel", "7"), AT))
                .isInstanceOf(StoredResults.Withdrawn.class);
        assertThat(results.keep(answer("Musterweg", "9"), AT)).isNotEmpty();
    }

    @Test
    void emptiesWhatWasWithdrawnWhileItWasWritten() throws IOException {
        var isAsked = new AtomicBoolean();
        results = new StoredResults(data, release -> isAsked.getAndSet(true), text -> false);

        assertThatThrownBy(() -> results.keep(answer("Stiller Winkel", "7"), AT))
                .isInstanceOf(StoredResults.Withdrawn.class);

        try (var files = Files.list(data.resolve("ergebnisse"))) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readString(file)).doesNotContain("Winkel"));
        }
    }
}
