/**
 * The one truth: deliveries as they came, records as they were accepted, numbered, append-only, in one SQLite file. Deliveries
 * and the outcome of every record of a run come in; numbered versions, tombstones and what is held go out. What a record
 * means, and whether it is accepted, is decided elsewhere.
 */
@NullMarked
package de.hilfenetz.journal;

import org.jspecify.annotations.NullMarked;
