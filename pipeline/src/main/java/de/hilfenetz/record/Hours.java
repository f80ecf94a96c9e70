package de.hilfenetz.record;

import org.jspecify.annotations.Nullable;

/**
 * Opening hours in local wall time of Europe/Berlin.
 *
 * @param osm normalised OpenStreetMap {@code opening_hours}; null when the text could not be read without guessing
 * @param text what the provider wrote
 * @param byAppointment whether an appointment can or must be made
 */
public record Hours(
        @Nullable String osm,
        @Nullable String text,
        @Nullable Answer byAppointment) {}
