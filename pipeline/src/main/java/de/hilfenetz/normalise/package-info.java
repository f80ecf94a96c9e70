/**
 * Raw to canonical: a mapping (JSLT, or the built-in one for HSDS) names what a provider's fields are, one class per kind of
 * value brings its spellings into one form, and every change is told. What comes out has the canonical shape with the
 * provider's own ids; whether it is right, whose it is and whether it may be public is not decided here.
 */
@NullMarked
package de.hilfenetz.normalise;

import org.jspecify.annotations.NullMarked;
