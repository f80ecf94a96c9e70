/**
 * Keeps places of refuge secret. Decides which records are protected, reduces them to an allow-list of fields before anything
 * is stored, remembers in memory what must never be seen and finds it where it would be. The values themselves stay in the
 * encrypted raw delivery; nothing here writes them.
 */
@NullMarked
package de.hilfenetz.protect;

import org.jspecify.annotations.NullMarked;
