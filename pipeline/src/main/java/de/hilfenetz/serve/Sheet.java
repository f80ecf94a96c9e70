package de.hilfenetz.serve;

import de.hilfenetz.planning.Offer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of figures: sections of words, tables and pictures, each table complete without its picture.
 *
 * @param above the pages above it
 * @param lead what it shows, in a sentence or two
 * @param form what one may choose; null where nothing is chosen
 * @param files to take away
 * @param figures whether it shows figures that say nothing about outcome, which it then says
 */
public record Sheet(
        String title,
        List<Views.Link> above,
        List<String> lead,
        @Nullable Form form,
        List<Section> sections,
        List<Views.Link> files,
        boolean figures) {

    /** The same with more sections at its end. */
    Sheet with(List<Section> more) {
        var all = new ArrayList<>(sections);
        all.addAll(more);
        return new Sheet(title, above, lead, form, List.copyOf(all), files, figures);
    }

    /** A form that is sent by GET to the page itself. */
    public record Form(String action, List<Views.Choice> choices, List<Check> checks, List<Views.Link> hidden) {}

    /** A box to tick. */
    public record Check(String name, String value, String label, boolean checked) {}

    /**
     * A section.
     *
     * @param heading empty for none
     * @param text paragraphs
     * @param note set apart; null for none
     * @param picture null for none
     */
    public record Section(
            String heading,
            List<String> text,
            @Nullable String note,
            @Nullable Picture picture,
            @Nullable Grid grid,
            List<Views.Link> links,
            List<Views.Statement> statements) {

        Section(String heading, String... text) {
            this(heading, List.of(text), null, null, null, List.of(), List.of());
        }

        Section withText(String more) {
            return new Section(heading, List.of(more), note, picture, grid, links, statements);
        }

        Section with(@Nullable Grid other) {
            return new Section(heading, text, note, picture, other, links, statements);
        }

        Section withPicture(Picture other) {
            return new Section(heading, text, note, other, grid, links, statements);
        }

        Section withLinks(List<Views.Link> other) {
            return new Section(heading, text, note, picture, grid, List.copyOf(other), statements);
        }

        Section withNote(@Nullable String other) {
            return new Section(heading, text, other, picture, grid, links, statements);
        }

        Section withStatements(List<Views.Statement> other) {
            return new Section(heading, text, note, picture, grid, links, List.copyOf(other));
        }
    }

    /**
     * A table; the first cell of each row is its heading.
     *
     * @param numbers whether all columns but the first hold figures
     */
    public record Grid(String caption, List<Box> head, List<List<Box>> rows, boolean numbers) {}

    /**
     * A cell.
     *
     * @param text that is seen
     * @param more that is only heard; empty for none
     * @param kind class that tells kinds of cell apart; empty for none
     * @param language of the text; null where it is the page's
     * @param iso the day or moment that the text tells, as programs read it; null where it tells none
     */
    public record Box(
            String text,
            String more,
            @Nullable String href,
            String kind,
            @Nullable String language,
            @Nullable String iso) {

        Box(String text, String more, @Nullable String href, String kind) {
            this(text, more, href, kind, null, null);
        }

        static Box of(Views.When when, String kind) {
            return new Box(when.text(), "", null, kind, null, when.iso());
        }

        /** The name of a service, as providers wrote it. */
        static Box offer(Offer offer, Words t) {
            return new Box(offer.name(), "", "/angebote/" + offer.id(), "", t.markGerman(), null);
        }

        static Box of(String text) {
            return new Box(text, "", null, "");
        }

        /** The query that finds what the list behind this figure holds; null where there is no such list. */
        public @Nullable String query() {
            return href != null && href.startsWith(Chosen.LIST)
                    ? Chosen.QUERY + href.substring(Chosen.LIST.length())
                    : null;
        }

        static Box link(String text, String href) {
            return new Box(text, "", href, "");
        }
    }

    /** What is drawn of figures. */
    public sealed interface Picture permits Tiles, Heat, Line {

        /** What it shows, also for those who scroll it by keyboard. */
        String title();
    }

    /**
     * A map of equal tiles, roughly where the areas lie.
     *
     * @param width in units of the drawing
     */
    public record Tiles(String title, String text, int width, int height, List<Tile> tiles) implements Picture {

        /** The same for a file of its own, where links need a whole address; {@code base} ends with a slash. */
        Tiles under(URI base) {
            return new Tiles(
                    title,
                    text,
                    width,
                    height,
                    tiles.stream().map(tile -> tile.under(base)).toList());
        }
    }

    /**
     * One tile, {@code size} wide and high.
     *
     * @param name what it is called when heard: area, life situation and figure
     * @param kind class and pattern of the kind of cell, {@code s1} to {@code s4} for figures
     */
    public record Tile(int x, int y, int size, String label, String value, String name, String href, String kind) {

        private Tile under(URI base) {
            return new Tile(x, y, size, label, value, name, base + href.substring(1), kind);
        }

        /** Where its words stand. */
        public int middle() {
            return x + size / 2;
        }

        /** So that the label fits. */
        public int labelSize() {
            return Math.min(16, 17 * size / (9 * Math.max(1, label.length())));
        }

        /** Its colour or pattern, also without a style sheet. */
        public String fill() {
            return switch (kind) {
                case "s1" -> "#dfeaf2";
                case "s2" -> "#b5d2e6";
                case "s3" -> "#6aa5cc";
                case "s4" -> "#00508f";
                case "fehlt" -> "url(#muster-fehlt)";
                case "stadtweit" -> "url(#muster-stadtweit)";
                default -> "#ffffff";
            };
        }

        /** Of its words. */
        public String ink() {
            return kind.equals("s4") ? "#ffffff" : "#1a1a1a";
        }
    }

    /** Hours by days as a picture; its table stands beside it. */
    public record Heat(String title, String text, int width, int height, List<Tile> tiles, List<Label> labels)
            implements Picture {}

    /** Words in a picture. */
    public record Label(int x, int y, String text, String anchor) {}

    /**
     * A line over time with gaps where figures cannot be compared.
     *
     * @param paths SVG path data, one for each unbroken piece
     * @param breaks x of the gaps
     */
    public record Line(
            String title,
            String text,
            int width,
            int height,
            List<String> paths,
            List<Integer> breaks,
            List<Label> labels)
            implements Picture {}
}
