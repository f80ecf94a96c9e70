package de.hilfenetz.journal;

import de.hilfenetz.record.Kind;

/**
 * How often one field differs between what is public and a run.
 *
 * @param field member of canonical JSON; {@code phones}, {@code emails} and {@code urls} stand for those of all contacts
 * @param changed records of this kind in which it differs
 * @param live public records of this kind
 * @param same how many of the changed records now have one and the same value
 */
public record FieldChange(Kind kind, String field, long changed, long live, long same) {}
