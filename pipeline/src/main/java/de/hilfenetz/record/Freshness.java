package de.hilfenetz.record;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * How far one may rely on a record, by the day its provider last confirmed it: the scheme {@code frische} says the same in
 * words. A delivery confirms nothing; where nobody ever confirmed, the day this version came begins the wait for it.
 */
public enum Freshness {
    /** Confirmed within {@link #DUE_AFTER} days. */
    FRESH,
    /** To be confirmed again, or for the first time. */
    DUE,
    /** Not confirmed for more than {@link #STALE_AFTER} days. */
    STALE;

    /** Days for which a confirmation holds. */
    public static final int DUE_AFTER = 90;

    /** Days after which nobody should rely on it without asking. */
    public static final int STALE_AFTER = 180;

    private static final ZoneId CITY = ZoneId.of("Europe/Berlin");

    /** The state on {@code today}, a day in the city. */
    public static Freshness of(Dates dates, LocalDate today) {
        var confirmed = dates.confirmed();
        var since = confirmed == null ? LocalDate.ofInstant(dates.delivered(), CITY) : confirmed;
        var days = ChronoUnit.DAYS.between(since, today);
        if (days > STALE_AFTER) {
            return STALE;
        }
        return confirmed != null && days <= DUE_AFTER ? FRESH : DUE;
    }

    /** Its notation in the scheme {@code frische}. */
    public String notation() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
