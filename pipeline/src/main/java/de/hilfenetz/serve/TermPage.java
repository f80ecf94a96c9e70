package de.hilfenetz.serve;

import de.hilfenetz.serve.Views.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class or property of the data.
 *
 * @param name with its prefix
 * @param label in words; its name where nobody gave it one
 * @param comment what it means; null where its own vocabulary says so
 * @param type whether it is a class
 * @param count how many things, or how many statements
 * @param query that counts the same
 * @param example a thing of this class; null for a property and where there is none
 * @param lines the properties of a class; the classes of a property
 * @param values class or datatype of a property's values; null where nothing is said
 * @param picture null where a class points to no other
 * @param files the same for machines
 */
public record TermPage(
        String name,
        String label,
        @Nullable String comment,
        boolean type,
        String count,
        String query,
        @Nullable Link example,
        List<Line> lines,
        @Nullable Link values,
        @Nullable Picture picture,
        List<Link> files) {

    /**
     * A property of a class, or a class of a property.
     *
     * @param count how many things of the class have the property, in words
     * @param often how many values each thing has, in words
     */
    public record Line(
            Link term,
            String label,
            String count,
            String often,
            @Nullable Link values) {}

    /** The classes that a class points to; {@code height} is in units of the drawing. */
    public record Picture(String title, int height, List<Arrow> arrows) {}

    /** One of them; {@code y} is its middle. */
    public record Arrow(String property, Link target, int y) {}
}
