package de.hilfenetz.serve;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator says about this site.
 *
 * @param base the public base IRI, ending in a slash; never taken from a request
 * @param operator who answers for it; null marks it as a demonstration
 * @param feedTitles names of the feeds by id, which may change while the site is served; a feed without one is shown by its id
 * @param exit neutral page of "Seite schnell verlassen"
 * @param corrections errors in published figures, the newest first
 */
public record Site(
        URI base, @Nullable Operator operator, Map<String, String> feedTitles, URI exit, List<Correction> corrections) {

    public Site {
        corrections = List.copyOf(corrections);
        feedTitles = Collections.unmodifiableMap(feedTitles);
        if (!base.isAbsolute() || !base.toString().endsWith("/")) {
            throw new IllegalArgumentException("the base IRI is absolute and ends in a slash, was " + base);
        }
    }

    /** A demonstration: no operator. */
    public static Site demonstration(URI base) {
        return new Site(base, null, Map.of(), URI.create("https://www.dwd.de/"), List.of());
    }

    /** The same site with these names of feeds. */
    public Site withFeedTitles(Map<String, String> titles) {
        return new Site(base, operator, titles, exit, corrections);
    }

    /** The same site run by {@code somebody}. */
    public Site withOperator(Operator somebody) {
        return new Site(base, somebody, feedTitles, exit, corrections);
    }

    /** The same site with these errors admitted. */
    public Site withCorrections(List<Correction> errors) {
        return new Site(base, operator, feedTitles, exit, errors);
    }

    /** Whether nobody answers for it yet. */
    public boolean demonstration() {
        return operator == null;
    }

    /**
     * Who answers for the site (§ 5 DDG).
     *
     * @param homepage where its own imprint stands
     */
    public record Operator(String name, String email, String homepage, Imprint imprint) {

        /** One whose imprint stands on its homepage only. */
        public Operator(String name, String email, String homepage) {
            this(name, email, homepage, new Imprint("", "", "", "", "", ""));
        }
    }

    /**
     * What the law wants to be said of an operator; empty where the operator has not said it here.
     *
     * @param representative who acts for it (§ 5 (1) no. 1 DDG)
     * @param supervision the authority above it (§ 5 (1) no. 3 DDG)
     * @param editor who answers for the content, with address (§ 18 (2) MStV)
     * @param privacy how to reach its data protection officer (Article 13 (1) (b) GDPR)
     */
    public record Imprint(
            String address, String phone, String representative, String supervision, String editor, String privacy) {

        /** What the law asks of some or all operators and this one has not said here, in the order of the page; without privacy. */
        public List<String> missing() {
            var said = new LinkedHashMap<String, String>();
            said.put("anschrift", address);
            said.put("telefon", phone);
            said.put("vertretung", representative);
            said.put("aufsicht", supervision);
            said.put("redaktion", editor);
            return said.keySet().stream()
                    .filter(key -> said.getOrDefault(key, "").isEmpty())
                    .toList();
        }
    }
}
