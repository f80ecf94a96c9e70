/**
 * What can be wrong with a delivery and what was: rules with their words, findings with their places, collected per record.
 * Which stage looks for what, and whether a record is held, is not decided here.
 */
@NullMarked
package de.hilfenetz.finding;

import org.jspecify.annotations.NullMarked;
