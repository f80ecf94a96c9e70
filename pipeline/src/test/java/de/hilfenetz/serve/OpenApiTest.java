package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.hilfenetz.intake.RuleCatalogue;
import io.javalin.router.ParsedEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served and what is written down about it are the same. */
class OpenApiTest {

    @Test
    void describesEveryRouteUnderApiAndNoOther() throws IOException {
        try (var town = new Town()) {
            var served = new TreeSet<String>();
            for (var route : town.server().create().unsafe.internalRouter.allHttpHandlers()) {
                var method = endpoint(route).method.toString();
                if (endpoint(route).path.startsWith("/api/") && !method.equals("HEAD")) {
                    served.add(method + " " + endpoint(route).path);
                }
            }

            assertThat(described()).isEqualTo(served);
        }
    }

    /** What can be asked for as it was then says so. */
    @ParameterizedTest
    @ValueSource(strings = {"services", "organizations", "locations"})
    void tellsThatAnEarlierReleaseCanBeAskedFor(String kind) throws IOException {
        for (var path : List.of("/api/v1/" + kind, "/api/v1/" + kind + "/{id}")) {
            assertThat(document().path("paths").path(path).path("get").path("parameters"))
                    .as(path)
                    .extracting(parameter -> parameter.path("name").asText())
                    .contains("stand");
        }
    }

    /** Who reads the contract or its page in English finds each text, and no translation of a text that is gone. */
    @Test
    void saysEverythingInEnglishToo() throws IOException {
        var german = new TreeSet<String>();
        collect(document(), german);
        var english = new TreeSet<String>();
        document().path("x-en").fieldNames().forEachRemaining(english::add);

        assertThat(english).isEqualTo(german);
        assertThat(document().path("x-en"))
                .allSatisfy(text -> assertThat(text.asText()).isNotBlank());
        for (var path : document().path("paths")) {
            for (var operation : path) {
                assertThat(operation.path("summary").asText()).isNotBlank();
                assertThat(operation.path("parameters"))
                        .allSatisfy(parameter -> assertThat(
                                        parameter.path("description").asText())
                                .isNotBlank());
            }
        }
    }

    private static void collect(JsonNode node, Set<String> texts) {
        node.properties().forEach(member -> {
            if (Set.of("summary", "description").contains(member.getKey())
                    && member.getValue().isTextual()) {
                texts.add(member.getValue().asText());
            }
        });
        node.forEach(member -> collect(member, texts));
    }

    @Test
    void isServedItself() {
        try (var town = new Town();
                var browser = new Browser(town.server())) {
            assertThat(browser.get("/api/openapi.yaml").body()).contains("openapi: 3.1.0");
        }
    }

    @Test
    void everyRuleHasItsPage() {
        try (var town = new Town();
                var browser = new Browser(town.server())) {
            var list = browser.open("/liefern/regeln").body();
            assertThat(RuleCatalogue.list()).allSatisfy(rule -> {
                assertThat(list).contains("/liefern/regeln/" + rule.code());
                var page = browser.open("/liefern/regeln/" + rule.code());
                assertThat(page.statusCode()).as(rule.code()).isEqualTo(200);
                assertThat(page.body())
                        .as("no name of a value is shown to a clerk")
                        .doesNotContain("{value}", "{suggestion}");
            });
            assertThat(browser.open("/liefern/regeln/gibt-es-nicht").statusCode())
                    .isEqualTo(404);
        }
    }

    private static io.javalin.router.Endpoint endpoint(ParsedEndpoint route) {
        return route.endpoint;
    }

    private static JsonNode document() throws IOException {
        return new YAMLMapper().readTree(Path.of("../schemas/openapi.yaml").toFile());
    }

    private static Set<String> described() throws IOException {
        var described = new TreeSet<String>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return described;
    }
}
