package de.hilfenetz.normalise;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Short numbers that save lives. libphonenumber calls them invalid for Germany or writes them as {@code +49116016}, which
 * nobody can dial: hence this table, asked first, and always the national form. Source: Bundesnetzagentur, numbering plans
 * 110/112, 115, 116xxx (decision 2007/116/EC of the European Commission) and 19222 as local number of ambulance dispatch;
 * general knowledge of November 2026, an operator checks them before going live.
 */
final class ShortNumbers {

    private static final Map<String, String> NATIONAL =
            Map.of("110", "110", "112", "112", "115", "115", "19222", "19222", "08000116016", "08000 116 016");
    private static final Pattern HARMONISED = Pattern.compile("116\\d{3}");
    private static final Pattern PREMIUM = Pattern.compile("0(?:900|190|137|138)\\d*|118\\d{2,3}");

    private ShortNumbers() {}

    /** The way to write and dial it, for digits as dialled in Germany. */
    static Optional<String> find(String digits) {
        if (HARMONISED.matcher(digits).matches()) {
            return Optional.of(digits.substring(0, 3) + " " + digits.substring(3));
        }
        return Optional.ofNullable(NATIONAL.get(digits));
    }

    /** Whether a call costs extra: 0900, 0190, 0137, 0138, 118xx. */
    static boolean isPremium(String digits) {
        return PREMIUM.matcher(digits).matches();
    }
}
