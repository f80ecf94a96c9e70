/**
 * What a record means beyond its own words: providers' words become concepts of the vocabulary, Stadtteil and Stadtbezirk are
 * found by position or by name. In come normalised drafts and typed locations, out come the same with notations and areas,
 * and a finding for every word that stays unknown. Nothing is guessed from free text, and nothing is held here.
 */
@NullMarked
package de.hilfenetz.enrich;

import org.jspecify.annotations.NullMarked;
