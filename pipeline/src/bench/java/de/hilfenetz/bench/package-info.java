/**
 * What a record costs: generated feeds in, figures out. Not part of the product; compiled and run by the Maven profile {@code
 * bench} alone.
 */
@NullMarked
package de.hilfenetz.bench;

import org.jspecify.annotations.NullMarked;
