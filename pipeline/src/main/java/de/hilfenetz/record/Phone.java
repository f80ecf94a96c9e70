package de.hilfenetz.record;

import org.jspecify.annotations.Nullable;

/**
 * A number one can dial.
 *
 * @param number international with blanks ({@code +49 211 8991}); short numbers stay national ({@code 116 016})
 * @param type {@code voice}, {@code fax}, {@code text}, {@code cell}, {@code textphone} (HSDS phone.type)
 */
public record Phone(
        String number,
        @Nullable String extension,
        @Nullable String type,
        @Nullable Texts note) {

    /** The number for a {@code tel:} link: digits and a leading plus only. */
    public String dial() {
        return number.replaceAll("[^+0-9]", "");
    }
}
