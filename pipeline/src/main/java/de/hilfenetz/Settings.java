package de.hilfenetz;

import de.hilfenetz.serve.Site;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator can set, read once at start from environment variables, and wrong at start if it is wrong at all.
 * Every setting has a default that works.
 *
 * @param base public base IRI, ends with a slash; part of every IRI for ever
 * @param managementPort where metrics are told, at 127.0.0.1; 0 for any
 * @param keyFile encrypts raw deliveries, outside {@code data}
 * @param keep how long raw deliveries are kept that nothing needs any more
 * @param districts polygons of Stadtteile, null where there are none
 * @param neighbourhoods polygons of Wohnquartiere in one cut, null where there are none
 * @param areaFigures table of inhabitants, need and context by area, null where there is none
 * @param corrections errors in published figures, null where there are none
 * @param operator who is responsible; null means demonstration
 * @param smtp server that takes our mail; null: messages go to the log
 * @param feedHosts hosts that feeds of editors may fetch from; a name that begins with a dot stands for all below it
 * @param queryMemory megabytes of each of the three processes that answer queries
 * @param secrets folder of files that feeds name as their secret
 */
public record Settings(
        URI base,
        String host,
        int port,
        int managementPort,
        Path data,
        Path feeds,
        @Nullable Path keyFile,
        Duration keep,
        @Nullable Path districts,
        @Nullable Path neighbourhoods,
        @Nullable Path areaFigures,
        @Nullable Path corrections,
        @Nullable Path secrets,
        Set<String> feedHosts,
        @Nullable URI smtp,
        Duration releaseSettle,
        Duration queryTimeout,
        int queryMemory,
        @Nullable Operator operator) {

    /** Who runs this instance, for imprint and catalogue. */
    public record Operator(String name, String email, String homepage, Site.Imprint imprint, CatalogPath catalogPath) {}

    /** How portals get the catalogue. */
    public enum CatalogPath {
        DKAN,
        OPENNRW,
        GOVDATA
    }

    /** One setting as the README lists it. */
    public record Setting(String name, String byDefault, String means) {}

    private static final Setting BASE = new Setting(
            "HILFENETZ_BASE", "http://localhost:{port}/", "public base IRI; part of every IRI, decide once");
    private static final Setting HOST = new Setting("HILFENETZ_HOST", "127.0.0.1", "address to listen on");
    private static final Setting PORT = new Setting("HILFENETZ_PORT", "8080", "port to listen on, 0 for any");
    private static final Setting MANAGEMENT_PORT = new Setting(
            "HILFENETZ_MANAGEMENT_PORT", "{port}+1", "port of `/metrics` for Prometheus, at 127.0.0.1 only, 0 for any");
    private static final Setting DATA =
            new Setting("HILFENETZ_DATA", "./data", "data directory: journal, deliveries, releases");
    private static final Setting FEEDS = new Setting("HILFENETZ_FEEDS", "./feeds", "folder of feed files");
    private static final Setting KEY_FILE = new Setting(
            "HILFENETZ_KEY_FILE",
            "",
            "file with the key that encrypts raw deliveries, outside the data directory; `demo` and"
                    + " `run` make one beside it, `serve` needs it set");
    private static final Setting KEEP = new Setting(
            "HILFENETZ_KEEP",
            "P90D",
            "how long raw deliveries are kept; longer what is public by them, the complete delivery before, what waits, and"
                    + " what tells of protected places");
    private static final Setting DISTRICTS = new Setting(
            "HILFENETZ_DISTRICTS",
            "",
            "GeoJSON file with the polygons of the Stadtteile; without it quarters come from the records");
    private static final Setting NEIGHBOURHOODS = new Setting(
            "HILFENETZ_NEIGHBOURHOODS",
            "",
            "GeoJSON file with the polygons of the Wohnquartiere in one cut, which its member `gebietsstand` or its name"
                    + " tells");
    private static final Setting AREA_FIGURES = new Setting(
            "HILFENETZ_AREA_FIGURES",
            "",
            "CSV file with inhabitants by age, need and context by area, each with year and source; see"
                    + " [gebiet_merkmale](schemas/gebiet_merkmale.md)");
    private static final Setting CORRECTIONS = new Setting(
            "HILFENETZ_CORRECTIONS",
            "",
            "YAML file with errors in published figures, each with `day`, the releases `from` and `until`, `questions` and what"
                    + " was wrong in `de` and `en`; shown at `/korrekturen` and on the pages of the questions and stored results"
                    + " concerned; read at the start");
    private static final Setting SECRETS =
            new Setting("HILFENETZ_SECRETS", "", "folder whose files feeds name as their `secret`");
    private static final Setting FEED_HOSTS = new Setting(
            "HILFENETZ_FEED_HOSTS",
            "",
            "hosts, separated by commas, that feeds from a CMS may fetch from; `.example.org` stands for all below it");
    private static final Setting SMTP = new Setting(
            "HILFENETZ_SMTP",
            "",
            "mail server for alerts, `smtp://host:25` or `smtps://user@host:465` (password: file `smtp` among the"
                    + " secrets); without it they go to the log");
    private static final Setting RELEASE_SETTLE =
            new Setting("HILFENETZ_RELEASE_SETTLE", "PT1S", "how long after the last change a release is made");
    private static final Setting QUERY_TIMEOUT =
            new Setting("HILFENETZ_QUERY_TIMEOUT", "PT10S", "time limit of a SPARQL query");
    private static final Setting QUERY_MEMORY = new Setting(
            "HILFENETZ_QUERY_MEMORY",
            "512",
            "megabytes of memory that each process which answers queries has for them: three, and a fourth while an older release is asked; 200 a million triples come on top for the data");
    private static final Setting OPERATOR_NAME = new Setting(
            "HILFENETZ_OPERATOR_NAME", "", "who is responsible; empty means demonstration, with a banner and noindex");
    private static final Setting OPERATOR_EMAIL =
            new Setting("HILFENETZ_OPERATOR_EMAIL", "", "contact address, needed with an operator");
    private static final Setting OPERATOR_URL =
            new Setting("HILFENETZ_OPERATOR_URL", "", "the operator's site, needed with an operator");
    private static final Setting OPERATOR_ADDRESS = new Setting(
            "HILFENETZ_OPERATOR_ADDRESS",
            "",
            "for the imprint: street, postal code and place (§ 5 DDG), needed with an operator");
    private static final Setting OPERATOR_PHONE =
            new Setting("HILFENETZ_OPERATOR_PHONE", "", "for the imprint: telephone number (§ 5 DDG)");
    private static final Setting OPERATOR_REPRESENTATIVE = new Setting(
            "HILFENETZ_OPERATOR_REPRESENTATIVE", "", "for the imprint: who acts for the operator (§ 5 DDG)");
    private static final Setting OPERATOR_SUPERVISION =
            new Setting("HILFENETZ_OPERATOR_SUPERVISION", "", "for the imprint: the supervisory authority (§ 5 DDG)");
    private static final Setting OPERATOR_EDITOR = new Setting(
            "HILFENETZ_OPERATOR_EDITOR",
            "",
            "for the imprint: who answers for the content, with address (§ 18 (2) MStV)");
    private static final Setting OPERATOR_PRIVACY = new Setting(
            "HILFENETZ_OPERATOR_PRIVACY", "", "for the privacy notice: how to reach the data protection officer");
    private static final List<Setting> IMPRINT = List.of(
            OPERATOR_ADDRESS,
            OPERATOR_PHONE,
            OPERATOR_REPRESENTATIVE,
            OPERATOR_SUPERVISION,
            OPERATOR_EDITOR,
            OPERATOR_PRIVACY);
    private static final Setting CATALOG_PATH = new Setting(
            "HILFENETZ_CATALOG_PATH",
            "dkan",
            "how portals get the catalogue: `dkan`, `opennrw` or `govdata`, one at a time");
    private static final Setting JOURNAL =
            new Setting("HILFENETZ_JOURNAL", "sqlite:", "reserved: only `sqlite:` is built");
    private static final Setting OBJECTS =
            new Setting("HILFENETZ_OBJECTS", "", "reserved: only folders inside the data directory are built");

    /** All settings, in the order of the README's table. */
    public static final List<Setting> ALL = List.of(
            BASE,
            HOST,
            PORT,
            MANAGEMENT_PORT,
            DATA,
            FEEDS,
            KEY_FILE,
            KEEP,
            DISTRICTS,
            NEIGHBOURHOODS,
            AREA_FIGURES,
            CORRECTIONS,
            SECRETS,
            FEED_HOSTS,
            SMTP,
            RELEASE_SETTLE,
            QUERY_TIMEOUT,
            QUERY_MEMORY,
            OPERATOR_NAME,
            OPERATOR_EMAIL,
            OPERATOR_URL,
            OPERATOR_ADDRESS,
            OPERATOR_PHONE,
            OPERATOR_REPRESENTATIVE,
            OPERATOR_SUPERVISION,
            OPERATOR_EDITOR,
            OPERATOR_PRIVACY,
            CATALOG_PATH,
            JOURNAL,
            OBJECTS);

    public Settings {
        feedHosts = Set.copyOf(feedHosts);
        data = data.toAbsolutePath().normalize();
        feeds = feeds.toAbsolutePath().normalize();
        check(
                port >= 0 && port <= 65_535,
                "HILFENETZ_PORT must be 0 to 65535, was " + port + " / muss 0 bis 65535 sein");
        check(
                managementPort >= 0 && managementPort <= 65_535,
                "HILFENETZ_MANAGEMENT_PORT must be 0 to 65535, was " + managementPort + " / muss 0 bis 65535 sein");
        check(
                base.toString().endsWith("/") && base.getHost() != null,
                "HILFENETZ_BASE must be an absolute http(s) address that ends with a slash, was " + base);
        check(
                keyFile == null
                        || !keyFile.toAbsolutePath()
                                .normalize()
                                .startsWith(data.toAbsolutePath().normalize()),
                "HILFENETZ_KEY_FILE must lie outside the data directory " + data + ", was " + keyFile);
        check(keep.compareTo(Duration.ofDays(1)) >= 0, "HILFENETZ_KEEP must be a day (P1D) or more, was " + keep);
        check(!queryTimeout.isNegative() && !queryTimeout.isZero(), "HILFENETZ_QUERY_TIMEOUT must be positive");
        check(queryMemory >= 64, "HILFENETZ_QUERY_MEMORY must be at least 64 megabytes, was " + queryMemory);
        check(
                operator == null || (base.getScheme().equals("https") && !isLocal(base)),
                "HILFENETZ_BASE must be the public https address when an operator is set, was " + base
                        + ": its IRIs would be published for ever");
    }

    /** Reads from {@code lookup}, usually {@code System::getenv}. */
    public static Settings from(Function<String, @Nullable String> lookup) {
        var values = new Lookup(lookup);
        var port = values.number(PORT);
        refuseReserved(values);
        return new Settings(
                values.base(port),
                values.text(HOST),
                port,
                values.text(MANAGEMENT_PORT).equals(MANAGEMENT_PORT.byDefault())
                        ? beside(port)
                        : values.number(MANAGEMENT_PORT),
                Path.of(values.text(DATA)),
                Path.of(values.text(FEEDS)),
                values.path(KEY_FILE),
                values.duration(KEEP),
                values.path(DISTRICTS),
                values.path(NEIGHBOURHOODS),
                values.path(AREA_FIGURES),
                values.path(CORRECTIONS),
                values.path(SECRETS),
                values.list(FEED_HOSTS),
                values.smtp(),
                values.duration(RELEASE_SETTLE),
                values.duration(QUERY_TIMEOUT),
                values.number(QUERY_MEMORY),
                operator(values));
    }

    /** The same with other places, for {@code demo}. */
    public Settings at(int newPort, Path newData, Path newFeeds, @Nullable Path newKeyFile) {
        var local = isLocal(base) && base.getPort() == port;
        return new Settings(
                local ? URI.create("http://localhost:" + newPort + "/") : base,
                host,
                newPort,
                managementPort == beside(port) ? beside(newPort) : managementPort,
                newData,
                newFeeds,
                newKeyFile,
                keep,
                districts,
                neighbourhoods,
                areaFigures,
                corrections,
                secrets,
                feedHosts,
                smtp,
                releaseSettle,
                queryTimeout,
                queryMemory,
                operator);
    }

    private static int beside(int port) {
        return port == 0 || port == 65_535 ? 0 : port + 1;
    }

    private static @Nullable Operator operator(Lookup values) {
        var name = values.text(OPERATOR_NAME);
        if (name.isEmpty()) {
            var idle = IMPRINT.stream()
                    .filter(setting -> !values.text(setting).isEmpty())
                    .map(Setting::name)
                    .toList();
            check(idle.isEmpty(), "HILFENETZ_OPERATOR_NAME is needed with " + String.join(", ", idle));
            return null;
        }
        var missing = new ArrayList<String>();
        for (var setting : List.of(OPERATOR_EMAIL, OPERATOR_URL, OPERATOR_ADDRESS)) {
            if (values.text(setting).isEmpty()) {
                missing.add(setting.name());
            }
        }
        check(
                missing.isEmpty(),
                "HILFENETZ_OPERATOR_NAME is set, so these are needed too: " + String.join(", ", missing));
        var imprint = new Site.Imprint(
                values.text(OPERATOR_ADDRESS),
                values.text(OPERATOR_PHONE),
                values.text(OPERATOR_REPRESENTATIVE),
                values.text(OPERATOR_SUPERVISION),
                values.text(OPERATOR_EDITOR),
                values.text(OPERATOR_PRIVACY));
        return new Operator(
                name,
                values.text(OPERATOR_EMAIL),
                values.text(OPERATOR_URL),
                imprint,
                catalogPath(values.text(CATALOG_PATH)));
    }

    private static CatalogPath catalogPath(String text) {
        check(
                List.of("dkan", "opennrw", "govdata").contains(text),
                "HILFENETZ_CATALOG_PATH must be dkan, opennrw or govdata, was " + text);
        return CatalogPath.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static void refuseReserved(Lookup values) {
        check(
                values.text(JOURNAL).equals("sqlite:"),
                "HILFENETZ_JOURNAL: only sqlite: is built so far, was " + values.text(JOURNAL));
        check(
                values.text(OBJECTS).isEmpty(),
                "HILFENETZ_OBJECTS: files lie in the data directory so far, was " + values.text(OBJECTS));
    }

    private static boolean isLocal(URI base) {
        return "localhost".equals(base.getHost()) || "127.0.0.1".equals(base.getHost());
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private record Lookup(Function<String, @Nullable String> lookup) {

        Set<String> list(Setting setting) {
            return Arrays.stream(text(setting).split(","))
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        }

        String text(Setting setting) {
            return Optional.ofNullable(lookup.apply(setting.name()))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .orElse(setting.byDefault());
        }

        @Nullable
        Path path(Setting setting) {
            var text = text(setting);
            return text.isEmpty() ? null : Path.of(text);
        }

        @Nullable
        URI smtp() {
            var text = text(SMTP);
            if (text.isEmpty()) {
                return null;
            }
            try {
                var server = new URI(text);
                if (server.getHost() != null
                        && ("smtp".equals(server.getScheme()) || "smtps".equals(server.getScheme()))
                        && (server.getUserInfo() == null || server.getUserInfo().indexOf(':') < 0)) {
                    return server;
                }
            } catch (URISyntaxException e) {
                // Told below.
            }
            throw new IllegalArgumentException(
                    "HILFENETZ_SMTP must be smtp://host:port or smtps://user@host:port without a password");
        }

        int number(Setting setting) {
            try {
                return Integer.parseInt(text(setting));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(setting.name() + " must be a whole number, was " + text(setting), e);
            }
        }

        Duration duration(Setting setting) {
            try {
                return Duration.parse(text(setting));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        setting.name() + " must be a duration such as PT10S or PT15M, was " + text(setting), e);
            }
        }

        URI base(int port) {
            var text = text(BASE).replace("{port}", Integer.toString(port));
            try {
                return new URI(text);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(
                        "HILFENETZ_BASE must be an absolute http(s) address, was " + text, e);
            }
        }
    }
}
