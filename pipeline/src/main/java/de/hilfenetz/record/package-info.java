/**
 * The canonical record: what an organization, a service and a location are, said once, and their one JSON form. Raw records
 * with the places their values came from live here too, because every stage speaks of them. Reading, checking and storing
 * are not its business.
 */
@NullMarked
package de.hilfenetz.record;

import org.jspecify.annotations.NullMarked;
