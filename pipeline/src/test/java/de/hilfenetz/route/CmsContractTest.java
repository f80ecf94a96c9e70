package de.hilfenetz.route;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import de.hilfenetz.cms.CmsType;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every place where editors keep entries has to fulfil: both CMSs, on answers that real ones gave
 * ({@code src/test/resources/cms}), and a folder of files. Traps that a name speaks of were met with Strapi 5.54.0 and
 * Directus 11.3.5.
 */
class CmsContractTest {

    @RegisterExtension
    static final WireMockExtension CMS = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-23T09:00:00Z"), ZoneOffset.UTC);
    private static final String PAGE_TWO = "wiederholt";

    @TempDir
    Path folder;

    private final List<Duration> pauses = new ArrayList<>();
    private final List<SortedMap<String, JsonNode>> delivered = new ArrayList<>();
    private final HttpSource http = new HttpSource(feed -> Optional.of("READER_TOKEN"));
    private @Nullable Mark mark;

    @AfterEach
    void close() {
        http.close();
    }

    /** Where entries are kept. */
    enum Keeper {
        STRAPI5("/api/services", "strapi5/12-services-locale-all.json"),
        DIRECTUS11("/items/services", "directus11/01-services-page-1.json"),
        FOLDER("", "");

        final String path;
        final String recorded;

        Keeper(String path, String recorded) {
            this.path = path;
            this.recorded = recorded;
        }

        /** The recorded entries as a type that is known here. */
        CmsType type() {
            return this == STRAPI5
                    ? new CmsType("page", "services", List.of(), List.of("title"), Map.of(), true)
                    : new CmsType(
                            "page",
                            "services",
                            List.of("source_record_id"),
                            List.of("title", "summary"),
                            Map.of("provider", "provider", "categories", "categories.categories_id"),
                            true);
        }

        boolean isStrapi() {
            return this == STRAPI5;
        }
    }

    // All three

    @ParameterizedTest
    @EnumSource(Keeper.class)
    void givesAllThatIsPublishedAsOneDelivery(Keeper keeper) throws IOException {
        keep(keeper, rows -> {});

        assertThat(look(keeper)).isTrue();

        assertThat(delivered).hasSize(1);
        assertThat(keys()).contains("page/nachtcafe-rheinufer.json", "page/tagestreff-bilk.json");
    }

    @ParameterizedTest
    @EnumSource(Keeper.class)
    void givesNothingAgainWhenNothingChanged(Keeper keeper) throws IOException {
        keep(keeper, rows -> {});
        look(keeper);

        assertThat(look(keeper)).isFalse();
        assertThat(delivered).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Keeper.class)
    void givesADeliveryWithoutWhatWasWithdrawn(Keeper keeper) throws IOException {
        keep(keeper, rows -> {});
        look(keeper);

        keep(keeper, rows -> rows.removeIf(row -> row.path("key").asText().equals("tagestreff-bilk")));

        assertThat(look(keeper)).isTrue();
        assertThat(keys()).contains("page/nachtcafe-rheinufer.json").doesNotContain("page/tagestreff-bilk.json");
    }

    @ParameterizedTest
    @EnumSource(Keeper.class)
    void givesTheSameBytesForTheSameContent(Keeper keeper) throws IOException {
        keep(keeper, rows -> {});
        look(keeper);
        mark = null;
        look(keeper);

        assertThat(delivered.getFirst()).isEqualTo(delivered.getLast());
    }

    // Both CMSs

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void putsTheLanguagesOfAnEntryTogether(Keeper keeper) throws IOException {
        keep(keeper, rows -> {});
        look(keeper);

        var entry = Objects.requireNonNull(delivered.getLast().get("page/nachtcafe-rheinufer.json"));
        assertThat(entry.at("/title/de").asText()).isEqualTo("Nachtcafé am Rheinufer");
        assertThat(entry.at("/title/en").asText()).isEqualTo("Night café on the Rhine");
        assertThat(entry.at("/title/de-simple").asText()).isEqualTo("Ein Platz zum Schlafen");
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void dropsWhateverIsNotProvablyPublished(Keeper keeper) throws IOException {
        keep(
                keeper,
                rows -> rows.stream()
                        .filter(row -> row.path("key").asText().equals("tagestreff-bilk"))
                        .forEach(row -> {
                            if (keeper.isStrapi()) {
                                row.putNull("publishedAt");
                            } else {
                                row.put("status", "publishd");
                            }
                        }));

        look(keeper);

        assertThat(keys()).contains("page/nachtcafe-rheinufer.json").doesNotContain("page/tagestreff-bilk.json");
    }

    @Test
    void dropsAllDraftsThatStrapiGivesForAMisspeltStatus() throws IOException {
        var recorded = recorded("strapi5/15-services-status-misspelt.json");
        page(Keeper.STRAPI5, recorded.path("body"));
        count(Keeper.STRAPI5, recorded.path("body").path("data").size());

        assertThat(recorded.path("body").path("data")).hasSizeGreaterThan(5);
        assertThatThrownBy(() -> look(Keeper.STRAPI5)).hasMessageContaining("ist nichts veröffentlicht");
        assertThat(delivered).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void takesNothingForGoneThatIsThereAtTheSecondLook(Keeper keeper) throws IOException {
        keep(keeper, rows -> {});
        look(keeper);
        var all = keys();
        CMS.resetAll();
        var rows = rows(keeper);
        var fewer = rows.stream()
                .filter(row -> !row.path("key").asText().equals("tagestreff-bilk"))
                .toList();
        then(keeper, STARTED, envelope(keeper, fewer), fewer.size(), "zweiter Blick");
        then(keeper, "zweiter Blick", envelope(keeper, rows), rows.size(), "zweiter Blick");

        assertThat(look(keeper)).isFalse();

        assertThat(keys()).isEqualTo(all);
        assertThat(pauses).contains(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void takesNoLanguageForGoneThatIsThereAtTheSecondLook(Keeper keeper) throws IOException {
        keep(keeper, rows -> {});
        look(keeper);
        CMS.resetAll();
        var fewer = rows(keeper);
        if (keeper.isStrapi()) {
            fewer.removeIf(row -> row.path("locale").asText().equals("en"));
        } else {
            fewer.forEach(row -> ((ArrayNode) row.path("translations"))
                    .removeIf(said -> said.path("languages_code").asText().equals("en")));
        }
        var rows = rows(keeper);
        then(keeper, STARTED, envelope(keeper, fewer), fewer.size(), "zweiter Blick");
        then(keeper, "zweiter Blick", envelope(keeper, rows), rows.size(), "zweiter Blick");

        assertThat(look(keeper)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void looksASecondTimeOnlyForWhatIsThere(Keeper keeper) throws IOException {
        keep(keeper, rows -> {});

        look(keeper);

        var pages = CMS.findAll(getRequestedFor(urlPathEqualTo(keeper.path))
                .withQueryParam(keeper.isStrapi() ? "pagination[pageSize]" : "limit", equalTo("100")));
        assertThat(pages).hasSize(2);
        assertThat(pages.getFirst().getUrl()).contains(keeper.isStrapi() ? "title" : "summary");
        assertThat(pages.getLast().getUrl())
                .contains(keeper.isStrapi() ? "publishedAt" : "status")
                .doesNotContain("summary", "provider");
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void looksASecondTimeOnlyWhereSomethingIsMissingThatWasDelivered(Keeper keeper) throws IOException {
        var source = new CmsSource(http, List.of(keeper.type()), pauses::add);
        keepMany(keeper, 2);
        look(keeper, source);
        pauses.clear();

        keepMany(keeper, 3);
        look(keeper, source);
        assertThat(delivered).hasSize(2);
        assertThat(pauses).isEmpty();

        keepMany(keeper, 2);
        look(keeper, source);
        assertThat(delivered).hasSize(3);
        assertThat(pauses).hasSize(1);

        mark = new Mark("was somebody else delivered", null);
        keepMany(keeper, 3);
        look(keeper, source);
        assertThat(pauses).hasSize(2);
    }

    /** A new CMS, or one that suddenly gives an empty list with status 200. */
    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void saysWhatToDoWhereNothingIsPublishedAndDeliversNothing(Keeper keeper) throws IOException {
        keep(keeper, List::clear);

        assertThatThrownBy(() -> look(keeper))
                .isInstanceOf(FetchFailed.class)
                .hasMessageContaining("Bitte dort einen Eintrag veröffentlichen oder dem Token Leserechte geben");
        assertThat(delivered).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void asksOnceWhereOnePageHoldsAllAndSaysSo(Keeper keeper) throws IOException {
        var rows = rows(keeper);
        var whole = envelope(keeper, rows);
        if (keeper.isStrapi()) {
            ((ObjectNode) whole.at("/meta/pagination")).put("total", rows.size());
        } else {
            whole.putObject("meta").put("filter_count", rows.size());
        }
        page(keeper, whole);

        assertThat(look(keeper)).isTrue();

        assertThat(CMS.getAllServeEvents()).as("a page for each of two looks").hasSize(2);
        assertThat(keys()).contains("page/nachtcafe-rheinufer.json");
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void looksOnAndOnWhereSomethingElseIsMissingEachTimeAndThenGivesUp(Keeper keeper) throws IOException {
        var rows = rows(keeper);
        var keys = rows.stream()
                .map(row -> row.path("key").asText())
                .distinct()
                .limit(2)
                .toList();
        for (var i = 0; i < 2; i++) {
            var key = keys.get(i);
            var some = rows.stream()
                    .filter(row -> !row.path("key").asText().equals(key))
                    .toList();
            then(keeper, i == 0 ? STARTED : "anders", envelope(keeper, some), some.size(), i == 0 ? "anders" : STARTED);
        }

        assertThatThrownBy(() -> look(keeper)).hasMessageContaining("fehlte etwas anderes");
        assertThat(delivered).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void deliversWhileEditorsAddEntriesAllTheTime(Keeper keeper) throws IOException {
        for (var i = 0; i < 6; i++) {
            var rows = many(keeper, 3 + i);
            then(keeper, i == 0 ? STARTED : "Blick " + i, envelope(keeper, rows), rows.size(), "Blick " + (i + 1));
        }

        assertThat(look(keeper)).isTrue();

        assertThat(keys()).as("of the third look, which saw all of the second").hasSize(5);
        assertThat(pauses).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void readsPagesByTheIdOfTheLastEntry(Keeper keeper) throws IOException {
        var rows = many(keeper, 230);
        // Where an entry has languages, the last one of a full page comes again, for it may go on behind the page.
        var step = keeper.isStrapi() ? 99 : 100;
        for (var from = 0; from < rows.size(); from += step) {
            var some = rows.subList(from, Math.min(rows.size(), from + 100));
            var after = from == 0 ? null : id(keeper, rows.get(from - 1));
            CMS.stubFor(pageAfter(keeper, after)
                    .willReturn(okJson(envelope(keeper, some).toString())));
        }
        count(keeper, rows.size());

        look(keeper);

        assertThat(keys()).hasSize(230);
        CMS.verify(getRequestedFor(urlMatching(keeper.path + ".*(%24gt|\\$gt|_gt).*")));
        // A list of more than a hundred ids in a filter makes Strapi answer everything, so none is ever sent.
        assertThat(CMS.getAllServeEvents())
                .allSatisfy(
                        event -> assertThat(event.getRequest().getUrl()).doesNotContain("$in", "_in", "status=draft"));
    }

    @Test
    void keepsTheLanguagesOfAnEntryTogetherWhereAPageEndsBetweenThem() throws IOException {
        var rows = rows(Keeper.STRAPI5);
        var cut = envelope(Keeper.STRAPI5, rows.subList(0, 6));
        ((ObjectNode) cut.at("/meta/pagination")).put("pageSize", 6); // api.rest.maxLimit of somebody
        var ids = rows.stream().map(row -> row.path("documentId").asText()).toList();
        var whole = ids.indexOf(ids.get(5)); // where the entry begins that the page cut through
        CMS.stubFor(pageAfter(Keeper.STRAPI5, null).willReturn(okJson(cut.toString())));
        CMS.stubFor(pageAfter(Keeper.STRAPI5, ids.get(whole - 1))
                .willReturn(okJson(envelope(Keeper.STRAPI5, rows.subList(whole, rows.size()))
                        .toString())));
        count(Keeper.STRAPI5, rows.size());

        look(Keeper.STRAPI5);

        assertThat(keys()).hasSize((int) ids.stream().distinct().count());
        assertThat(Objects.requireNonNull(delivered.getLast().get("page/nachtcafe-rheinufer.json"))
                        .path("title"))
                .hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void beginsAgainWhereThereAreMoreThanCameAndThenSaysSo(Keeper keeper) throws IOException {
        var rows = rows(keeper);
        page(keeper, envelope(keeper, rows));
        count(keeper, rows.size() + 1);

        assertThatThrownBy(() -> look(keeper))
                .isInstanceOf(FetchFailed.class)
                .hasMessageContaining(
                        "angekündigt sind %d Zeilen, gekommen %d".formatted(rows.size() + 1, rows.size()));
        assertThat(delivered).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void goesOnWhereEditorsAddEntriesAllTheTime(Keeper keeper) throws IOException {
        var rows = rows(keeper);
        var all = envelope(keeper, rows);
        then(keeper, STARTED, all, rows.size() + 1, "eins mehr");
        then(keeper, "eins mehr", all, rows.size() + 2, "ruhig");
        then(keeper, "ruhig", all, rows.size(), "ruhig");

        // At the second attempt one is missing that came since the first, or was there all the time: nobody knows.
        assertThat(look(keeper)).isTrue();
        assertThat(keys()).contains("page/nachtcafe-rheinufer.json");

        CMS.resetAll();
        mark = null;
        then(keeper, STARTED, all, rows.size() - 1, "eins mehr");
        then(keeper, "eins mehr", all, rows.size() + 1, "ruhig");
        then(keeper, "ruhig", all, rows.size(), "ruhig");
        assertThat(look(keeper)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void callsAFieldThatIsLeftOutAMatterOfRights(Keeper keeper) throws IOException {
        keep(
                keeper,
                rows -> rows.forEach(row -> {
                    row.remove("title");
                    row.remove("provider");
                }));

        assertThatThrownBy(() -> look(keeper))
                .isInstanceOf(FetchFailed.class)
                .hasMessageContaining("das Token darf diese Art von Eintrag");
    }

    @Test
    void callsARelationThatANarrowTokenDoesNotSeeAMatterOfRights() throws IOException {
        var type = new CmsType("page", "services", List.of(), List.of(), Map.of("provider", "provider"), false);
        page(
                Keeper.STRAPI5,
                recorded("strapi5/33-trap-populate-not-allowed.json").path("body"));

        assertThatThrownBy(() -> look(Keeper.STRAPI5, type))
                .isInstanceOf(FetchFailed.class)
                .hasMessageContaining("die Beziehung provider fehlt");
    }

    @ParameterizedTest
    @CsvSource({"49-service-with-provider-gone", "50-service-with-provider-back"})
    void leavesARelationOutThatLeadsNowhereAndKeepsTheEntry(String file) throws IOException {
        var type = new CmsType("page", "services", List.of(), List.of(), Map.of("provider", "provider"), false);
        page(Keeper.STRAPI5, recorded("strapi5/" + file + ".json").path("body"));
        count(Keeper.STRAPI5, 1);

        look(Keeper.STRAPI5, type);

        assertThat(keys()).containsExactly("page/suchtberatung-bilk.json");
        assertThat(Objects.requireNonNull(delivered.getLast().get("page/suchtberatung-bilk.json"))
                        .has("provider"))
                .isFalse();
    }

    @Test
    void keepsNoRelationsInOurOwnTypesSoThatWithdrawingOneEntryChangesNoOther() {
        assertThat(CmsType.ours())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type.relations()).isEmpty());
    }

    @Test
    void takesSharedFieldsFromTheDefaultLanguageWhereLanguagesDiffer() throws IOException {
        var type = new CmsType("page", "services", List.of("sourceRecordId"), List.of("title"), Map.of(), true);
        keep(
                Keeper.STRAPI5,
                rows -> rows.forEach(row ->
                        row.put("sourceRecordId", row.path("locale").asText().equals("de") ? "SB-4" : "SB-3")));

        look(Keeper.STRAPI5, type);

        assertThat(delivered.getLast().values())
                .allSatisfy(entry ->
                        assertThat(entry.path("sourceRecordId").asText()).isEqualTo("SB-4"));
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void seesATextThatChangedWithoutAnyDateOfItsEntry(Keeper keeper) throws IOException {
        keep(keeper, rows -> {});
        look(keeper);

        keep(
                keeper,
                rows -> rows.forEach(row -> {
                    if (keeper.isStrapi()) {
                        row.put("title", row.path("title").asText() + " (neu)");
                    } else {
                        row.path("translations")
                                .forEach(said -> ((ObjectNode) said)
                                        .put("title", said.path("title").asText() + " (neu)"));
                    }
                }));

        assertThat(look(keeper)).isTrue();
        assertThat(Objects.requireNonNull(delivered.getLast().get("page/nachtcafe-rheinufer.json"))
                        .at("/title/en")
                        .asText())
                .isEqualTo("Night café on the Rhine (neu)");
        // Dates are not asked for: those of Strapi lag behind, those of Directus may be null, and a wrong one finds
        // nothing.
        assertThat(CMS.getAllServeEvents())
                .allSatisfy(event -> assertThat(event.getRequest().getUrl()).doesNotContain("updated", "created"));
    }

    @Test
    void keepsADirectusEntryWhoseRelationIsArchived() throws IOException {
        keep(Keeper.DIRECTUS11, rows -> rows.forEach(row -> row.putNull("provider")));

        look(Keeper.DIRECTUS11);

        var entry = Objects.requireNonNull(delivered.getLast().get("page/nachtcafe-rheinufer.json"));
        assertThat(entry.has("provider")).isFalse();
        assertThat(entry.path("categories")).hasSize(1);
    }

    @Test
    void refusesDirectusIdsThatCannotBeComparedAndListsThatMayBeCut() throws IOException {
        keep(Keeper.DIRECTUS11, rows -> rows.forEach(row -> row.put("id", "5b1c0a4e-7d1f-5e0a-9c55-3f1b2a6c7d01")));
        assertThatThrownBy(() -> look(Keeper.DIRECTUS11)).hasMessageContaining("eine ganze Zahl als id");

        CMS.resetAll();
        keep(Keeper.DIRECTUS11, rows -> {
            var translations = rows.getFirst().putArray("translations");
            for (var i = 0; i < 100; i++) {
                translations
                        .addObject()
                        .put("languages_code", "x" + i)
                        .put("title", "t")
                        .put("summary", "s");
            }
        });
        assertThatThrownBy(() -> look(Keeper.DIRECTUS11)).hasMessageContaining("100 Sprachen");
    }

    @Test
    void takesATombstoneThatATokenMaySeeForNothingPublished() throws IOException {
        var tombstone =
                (ObjectNode) recorded("directus11/16-services-tombstones.json").at("/body/data/0");
        keep(Keeper.DIRECTUS11, rows -> {
            var grave = rows.getFirst().deepCopy();
            grave.fieldNames().forEachRemaining(grave::putNull);
            grave.putArray("translations");
            rows.add(grave.setAll(tombstone));
        });

        look(Keeper.DIRECTUS11);

        assertThat(keys()).contains("page/nachtcafe-rheinufer.json").doesNotContain("page/kleiderkammer-flingern.json");
        // What /activity tells is a hint like any other, and nobody asks for it.
        assertThat(CMS.getAllServeEvents())
                .allSatisfy(event -> assertThat(event.getRequest().getUrl()).startsWith("/items/"));
    }

    /** By default it calls no local address and says so nowhere: whoever makes its hook has to read of it. */
    @Test
    void saysWhereItsHookIsMadeWhatDirectusNeedsToCallALocalAddress() throws IOException {
        assertThat(Files.readString(Path.of("../schemas/cms/directus.mjs"))).contains("IMPORT_IP_DENY_LIST");

        keep(Keeper.DIRECTUS11, rows -> {});
        look(Keeper.DIRECTUS11);
        keep(Keeper.DIRECTUS11, List::removeFirst);

        assertThat(look(Keeper.DIRECTUS11)).as("seen without any hook").isTrue();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Keeper.STRAPI5, "strapi5/31-error-401-bad-token", "falsch, abgelaufen", false),
                Arguments.of(Keeper.STRAPI5, "strapi5/34-error-403-limited-token", "nicht lesen", false),
                Arguments.of(Keeper.STRAPI5, "strapi5/39-error-400-date", "versteht die Anfrage nicht", false),
                Arguments.of(Keeper.STRAPI5, "strapi5/41-error-429", "zu viele Anfragen", true),
                Arguments.of(Keeper.STRAPI5, "strapi5/42-error-500", "gestört", true),
                Arguments.of(Keeper.DIRECTUS11, "directus11/27-error-401-bad-token", "falsch, abgelaufen", false),
                Arguments.of(Keeper.DIRECTUS11, "directus11/29-error-403-limited-token", "nicht lesen", false),
                Arguments.of(Keeper.DIRECTUS11, "directus11/31-error-403-no-such-collection", "nicht lesen", false),
                Arguments.of(Keeper.DIRECTUS11, "directus11/07-error-400-limit", "versteht die Anfrage nicht", false),
                Arguments.of(
                        Keeper.DIRECTUS11, "directus11/33-error-400-operator", "versteht die Anfrage nicht", false),
                Arguments.of(Keeper.DIRECTUS11, "directus11/35-error-500", "gestört", true),
                Arguments.of(Keeper.DIRECTUS11, "directus11/45-error-503-pressure", "gestört", true));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void namesTheFaultAndRetriesOnlyWhatPasses(Keeper keeper, String file, String words, boolean passes)
            throws IOException {
        var answer = recorded(file + ".json");
        CMS.stubFor(get(anyUrl()).willReturn(response(answer)));

        var failure = catchThrowable(() -> look(keeper));

        // The route asks again after any IOException but a FetchFailed.
        assertThat(failure).isInstanceOf(IOException.class).hasMessageContaining(words);
        assertThat(failure instanceof FetchFailed).isNotEqualTo(passes);
        assertThat(delivered).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "STRAPI5, 502, gestört",
        "STRAPI5, 200, gestört",
        "DIRECTUS11, 502, gestört",
        "DIRECTUS11, 200, gestört",
        "STRAPI5, 404, an dieser Adresse gibt es nichts",
        "DIRECTUS11, 302, unerwartete Form"
    })
    void judgesAProxyByItsStatusAndNeverByItsWords(Keeper keeper, int status, String words) {
        CMS.stubFor(get(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "text/html")
                        .withBody("<html>Bad gateway</html>")));

        assertThatThrownBy(() -> look(keeper)).isInstanceOf(IOException.class).hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({"STRAPI5, '{\"data\":{}}'", "DIRECTUS11, '{\"items\":[]}'", "STRAPI5, '[]'"})
    void refusesAnAnswerOfAnotherShape(Keeper keeper, String body) {
        CMS.stubFor(get(anyUrl()).willReturn(okJson(body)));

        assertThatThrownBy(() -> look(keeper)).isInstanceOf(FetchFailed.class).hasMessageContaining("unerwartete Form");
    }

    @Test
    void waitsAsLongAsDirectusAsksAndGoesOn() throws IOException {
        var limited = recorded("directus11/46-error-429.json");
        keep(Keeper.DIRECTUS11, rows -> {});
        CMS.stubFor(get(anyUrl())
                .atPriority(1)
                .inScenario("begrenzt")
                .whenScenarioStateIs(STARTED)
                .willReturn(response(limited))
                .willSetStateTo("weiter"));

        assertThat(look(Keeper.DIRECTUS11)).isTrue();

        assertThat(pauses).contains(Duration.ofSeconds(58));
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void deliversNothingWhereTheTokenIsRevokedBetweenPages(Keeper keeper) throws IOException {
        var rows = many(keeper, 100);
        CMS.stubFor(
                pageAfter(keeper, null).willReturn(okJson(envelope(keeper, rows).toString())));
        CMS.stubFor(pageAfter(keeper, id(keeper, rows.get(keeper.isStrapi() ? 98 : 99)))
                .willReturn(response(recorded(
                        keeper.isStrapi()
                                ? "strapi5/31-error-401-bad-token.json"
                                : "directus11/27-error-401-bad-token.json"))));

        assertThatThrownBy(() -> look(keeper)).hasMessageContaining("falsch, abgelaufen");
        assertThat(delivered).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Keeper.class, names = "FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void showsTheTokenAsABearerAndToNobodyElse(Keeper keeper) throws IOException {
        keep(keeper, rows -> {});
        look(keeper);

        assertThat(CMS.getAllServeEvents()).isNotEmpty().allSatisfy(event -> {
            assertThat(event.getRequest().getHeader("Authorization")).isEqualTo("Bearer READER_TOKEN");
            // Nothing but the entries themselves: what else a CMS has may need rights that nobody gave.
            assertThat(event.getRequest().getUrl())
                    .startsWith(keeper.path + "?")
                    .doesNotContain("READER_TOKEN");
        });
    }

    // The keepers

    private boolean look(Keeper keeper) throws IOException {
        return look(keeper, keeper.type());
    }

    private boolean look(Keeper keeper, CmsType type) throws IOException {
        return look(
                keeper,
                keeper == Keeper.FOLDER
                        ? new FileSource(NOW, pauses::add)
                        : new CmsSource(http, List.of(type), pauses::add));
    }

    private boolean look(Keeper keeper, Source source) throws IOException {
        var format = Feed.Format.valueOf(keeper.name());
        var url = keeper == Keeper.FOLDER ? folder.toUri() : URI.create(CMS.baseUrl() + "/");
        var access = new Feed.Access(Feed.Auth.BEARER, null, null, true, Feed.Access.MIN_RATE);
        var where = new Feed.Fetch(
                url, Duration.ofMinutes(5), Duration.ofSeconds(30), 1 << 24, Map.of(), access, null, false);
        var feed = FeedFixture.called("redaktion").format(format).fetch(where).feed();
        var fresh = source.fetch(feed, where, mark, (body, arrival) -> delivered.add(unzip(body)));
        fresh.ifPresent(newest -> mark = newest);
        return fresh.isPresent();
    }

    private void keep(Keeper keeper, Consumer<List<ObjectNode>> change) throws IOException {
        if (keeper == Keeper.FOLDER) {
            var rows = rows(Keeper.DIRECTUS11);
            change.accept(rows);
            try (var old = Files.walk(folder)) {
                for (var file : old.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
            Files.createDirectories(folder.resolve("page"));
            for (var row : rows) {
                var file = folder.resolve("page/" + row.path("key").asText() + ".json");
                Files.writeString(file, row.toString());
                Files.setLastModifiedTime(file, FileTime.from(NOW.instant().minusSeconds(3600)));
            }
            return;
        }
        var rows = rows(keeper);
        change.accept(rows);
        page(keeper, envelope(keeper, rows));
        count(keeper, rows.size());
    }

    private void keepMany(Keeper keeper, int count) throws IOException {
        keep(keeper, rows -> {
            rows.clear();
            rows.addAll(many(keeper, count));
        });
    }

    private static List<ObjectNode> rows(Keeper keeper) {
        var rows = new ArrayList<ObjectNode>();
        recorded(keeper.recorded).at("/body/data").forEach(row -> rows.add(row.deepCopy()));
        return rows;
    }

    private static List<ObjectNode> many(Keeper keeper, int count) {
        var first = rows(keeper).getFirst();
        var rows = new ArrayList<ObjectNode>();
        for (var i = 1; i <= count; i++) {
            var row = first.deepCopy().put("key", "eintrag-%03d".formatted(i));
            if (keeper.isStrapi()) {
                row.put("documentId", "doc%021d".formatted(i));
            } else {
                row.put("id", i);
            }
            rows.add(row);
        }
        return rows;
    }

    private static String id(Keeper keeper, JsonNode row) {
        return row.path(keeper.isStrapi() ? "documentId" : "id").asText();
    }

    private static ObjectNode envelope(Keeper keeper, List<ObjectNode> rows) {
        var envelope = JsonNodeFactory.instance.objectNode();
        envelope.putArray("data").addAll(rows);
        if (keeper.isStrapi()) {
            envelope.putObject("meta").putObject("pagination").put("page", 1).put("pageSize", 100);
        }
        return envelope;
    }

    private static MappingBuilder pageAfter(Keeper keeper, @Nullable String after) {
        var name = keeper.isStrapi() ? "filters[documentId][$gt]" : "filter[id][_gt]";
        var size = keeper.isStrapi() ? "pagination[pageSize]" : "limit";
        var page = get(urlPathEqualTo(keeper.path)).withQueryParam(size, equalTo("100"));
        return after == null ? page.atPriority(7) : page.atPriority(3).withQueryParam(name, equalTo(after));
    }

    private static void page(Keeper keeper, JsonNode body) {
        CMS.stubFor(pageAfter(keeper, null).willReturn(okJson(body.toString())));
    }

    private static MappingBuilder counting(Keeper keeper) {
        return get(urlPathEqualTo(keeper.path))
                .withQueryParam(keeper.isStrapi() ? "pagination[pageSize]" : "limit", equalTo("1"));
    }

    private static String counted(Keeper keeper, long total) {
        return keeper.isStrapi()
                ? "{\"data\":[],\"meta\":{\"pagination\":{\"page\":1,\"pageSize\":1,\"pageCount\":1,\"total\":%d}}}"
                        .formatted(total)
                : "{\"meta\":{\"filter_count\":%d},\"data\":[]}".formatted(total);
    }

    private static void count(Keeper keeper, long total) {
        CMS.stubFor(counting(keeper).willReturn(okJson(counted(keeper, total))));
    }

    /** In this state one look sees this; its count, which is the last request of a look, leads to the next state. */
    private static void then(Keeper keeper, String state, JsonNode body, long total, String next) {
        CMS.stubFor(pageAfter(keeper, null)
                .inScenario(PAGE_TWO)
                .whenScenarioStateIs(state)
                .willReturn(okJson(body.toString())));
        CMS.stubFor(counting(keeper)
                .inScenario(PAGE_TWO)
                .whenScenarioStateIs(state)
                .willReturn(okJson(counted(keeper, total)))
                .willSetStateTo(next));
    }

    private static ResponseDefinitionBuilder response(JsonNode recorded) {
        var response = aResponse()
                .withStatus(recorded.path("status").asInt())
                .withBody(recorded.path("body").toString());
        recorded.path("headers")
                .properties()
                .forEach(header ->
                        response.withHeader(header.getKey(), header.getValue().asText()));
        return response;
    }

    private static JsonNode recorded(String file) {
        try {
            return JSON.readTree(Path.of("src/test/resources/cms", file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> keys() {
        return List.copyOf(delivered.getLast().keySet());
    }

    private static SortedMap<String, JsonNode> unzip(InputStream body) throws IOException {
        var files = new TreeMap<String, JsonNode>();
        var zip = new ZipInputStream(body);
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            files.put(entry.getName(), JSON.readTree(new String(zip.readAllBytes(), UTF_8)));
        }
        return files;
    }
}
