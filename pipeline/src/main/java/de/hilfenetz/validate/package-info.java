/**
 * Holds identified canonical JSON against its JSON Schema and typed records against rules that look at more than one field.
 * Whether a record is held is decided elsewhere, from the findings' severities.
 */
@NullMarked
package de.hilfenetz.validate;

import org.jspecify.annotations.NullMarked;
