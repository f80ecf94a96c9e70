package de.hilfenetz.record;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The three dates of a version. None moves when an equal record comes again.
 *
 * @param delivered when this version first came
 * @param changed when its content last changed: said by the provider, else when the changed content came
 * @param confirmed the day the provider last said "still right"; a delivery alone never sets it
 */
public record Dates(
        Instant delivered, Instant changed, @Nullable LocalDate confirmed) {}
