package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void worksWithoutAnySetting() {
        var settings = settings(Map.of());

        assertThat(settings.base()).isEqualTo(URI.create("http://localhost:8080/"));
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.operator()).isNull();
    }

    @Test
    void followsThePortInTheDefaultBase() {
        assertThat(settings(Map.of("HILFENETZ_PORT", "9090")).base()).isEqualTo(URI.create("http://localhost:9090/"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
        HILFENETZ_PORT          | 70000              | 70000
        HILFENETZ_PORT          | achtzig            | achtzig
        HILFENETZ_BASE          | http://example.org | slash
        HILFENETZ_BASE          | daten              | absolute
        HILFENETZ_QUERY_TIMEOUT | 10 Sekunden        | PT10S
        HILFENETZ_KEY_FILE      | ./data/key         | outside
        HILFENETZ_SMTP          | smtp://a:geheim@example.org | without a password
        HILFENETZ_SMTP          | mail.example.org   | smtp://host:port
        HILFENETZ_JOURNAL       | postgresql:        | sqlite:
        HILFENETZ_OBJECTS       | s3://x             | data directory
        HILFENETZ_OPERATOR_NAME | Stadt              | HILFENETZ_OPERATOR_EMAIL
        HILFENETZ_OPERATOR_NAME | Stadt              | HILFENETZ_OPERATOR_ADDRESS
        HILFENETZ_OPERATOR_PHONE | 0221 4710100      | HILFENETZ_OPERATOR_NAME is needed
        """)
    void refusesToStartWithAWrongSettingAndNamesIt(String name, String value, String hint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of(name, value)))
                .withMessageContaining(name)
                .withMessageContaining(hint);
    }

    @Test
    void refusesALocalBaseOnceSomebodyIsResponsible() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of(
                        "HILFENETZ_OPERATOR_NAME", "Stadt",
                        "HILFENETZ_OPERATOR_EMAIL", "daten@example.org",
                        "HILFENETZ_OPERATOR_URL", "https://example.org/",
                        "HILFENETZ_OPERATOR_ADDRESS", "Beispielplatz 1, 00000 Beispielstadt")))
                .withMessageContaining("HILFENETZ_BASE");
    }

    @Test
    void everySettingStandsInTheReadme() throws IOException {
        var readme = Files.readString(Path.of("../README.md"));

        assertThat(Settings.ALL)
                .allSatisfy(setting -> assertThat(readme)
                        .contains("| `%s` | %s | %s |"
                                .formatted(
                                        setting.name(),
                                        setting.byDefault().isEmpty() ? "–" : "`" + setting.byDefault() + "`",
                                        setting.means())));
    }

    private static Settings settings(Map<String, String> environment) {
        return Settings.from(environment::get);
    }
}
