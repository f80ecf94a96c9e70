package de.hilfenetz.serve;

import de.hilfenetz.serve.Views.Crisis;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every page has around its content.
 *
 * @param title without the name of the site
 * @param path of this page without its language, for the mark in the navigation
 * @param canonical absolute address of this page without filters
 * @param demo whether the banner is shown: no operator is configured
 * @param index whether search engines may keep it
 * @param exit address of the neutral page of "Seite schnell verlassen"; null where it is not needed
 * @param crisis numbers to call at once for what the page is about
 * @param alternates the same content for machines
 * @param translations the page in all its languages, German first; empty where there is only this one
 * @param stand the release this page shows; null before the first
 */
public record Frame(
        String title,
        String description,
        String path,
        String canonical,
        boolean demo,
        boolean index,
        @Nullable String exit,
        List<Crisis> crisis,
        List<Alternate> alternates,
        List<Translation> translations,
        @Nullable Stand stand,
        Words t,
        Assets assets) {

    /** {@code <link rel="alternate">}. */
    public record Alternate(String type, String href) {}

    /**
     * The same page in one of its languages.
     *
     * @param href absolute, without filters
     * @param path with what was asked for
     * @param current whether this is it
     */
    public record Translation(String language, String name, String href, String path, boolean current) {}

    /**
     * A release in words.
     *
     * @param software what made it
     * @param past whether there is a newer one, and somebody asked for this
     */
    public record Stand(String release, Views.When at, String software, boolean past) {}

    /** Whether the page lies in the part of the site that begins with {@code prefix}. */
    public boolean within(String prefix) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    /** The text of the title element. */
    public String fullTitle() {
        return t.of(demo ? "titel.demonstration" : "titel", title);
    }

    /** The same page with the quick way out. */
    public Frame withExit(String address) {
        return with(index, address, crisis, alternates);
    }

    /** The same page, not to be kept by search engines. */
    public Frame withoutIndex() {
        return with(false, exit, crisis, alternates);
    }

    /** The same page with these numbers. */
    public Frame withCrisis(List<Crisis> numbers) {
        return with(index, exit, numbers, alternates);
    }

    /** The same page with its forms for machines. */
    public Frame with(List<Alternate> forms) {
        return with(index, exit, crisis, forms);
    }

    /** The same page with a feed of what changes in what it is about. */
    public Frame withFeed(String address) {
        return with(Stream.concat(alternates.stream(), Stream.of(new Alternate(Atom.TYPE, address)))
                .toList());
    }

    /** The address of the page's feed; null where it has none. */
    public @Nullable String feed() {
        return alternates.stream()
                .filter(form -> form.type().equals(Atom.TYPE))
                .map(Alternate::href)
                .findFirst()
                .orElse(null);
    }

    private Frame with(boolean kept, @Nullable String address, List<Crisis> numbers, List<Alternate> forms) {
        return new Frame(
                title,
                description,
                path,
                canonical,
                demo,
                kept,
                address,
                List.copyOf(numbers),
                List.copyOf(forms),
                translations,
                stand,
                t,
                assets);
    }
}
