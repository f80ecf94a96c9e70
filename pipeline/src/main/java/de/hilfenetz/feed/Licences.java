package de.hilfenetz.feed;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The licences under which data may be merged with those of others into one data set. What demands that the whole keep its own
 * licence, forbids a use or says nothing is not among them. Each has one name, its IRI in DCAT-AP.de's list.
 */
final class Licences {

    private static final String LIST = "http://dcat-ap.de/def/licenses/";

    /** Other addresses by which these are known, without protocol and last slash. */
    private static final Map<String, String> SPELLINGS = new TreeMap<>(Map.of(
            "dcat-ap.de/def/licenses/dl-zero-de/2.0", "dl-zero-de/2.0",
            "dcat-ap.de/def/licenses/dl-by-de/2.0", "dl-by-de/2.0",
            "dcat-ap.de/def/licenses/cc-zero", "cc-zero",
            "dcat-ap.de/def/licenses/cc-by/4.0", "cc-by/4.0",
            "dcat-ap.de/def/licenses/dl-by-de/2_0", "dl-by-de/2.0",
            "dcat-ap.de/def/licenses/dl-zero-de/2_0", "dl-zero-de/2.0",
            "www.govdata.de/dl-de/zero-2-0", "dl-zero-de/2.0",
            "www.govdata.de/dl-de/by-2-0", "dl-by-de/2.0",
            "creativecommons.org/publicdomain/zero/1.0", "cc-zero",
            "creativecommons.org/licenses/by/4.0", "cc-by/4.0"));

    private Licences() {}

    /** The licence's one IRI; empty where its data may not be merged. */
    static Optional<URI> find(String address) {
        return Optional.ofNullable(
                        SPELLINGS.get(address.replaceFirst("^https?://", "").replaceFirst("/$", "")))
                .map(name -> URI.create(LIST + name));
    }

    /** All that may be merged. */
    static List<String> all() {
        return SPELLINGS.values().stream()
                .distinct()
                .sorted()
                .map(name -> LIST + name)
                .toList();
    }
}
