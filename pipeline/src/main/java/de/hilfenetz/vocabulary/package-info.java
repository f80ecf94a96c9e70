/**
 * The words of the whole project: topics, life situations, features and the other SKOS schemes of {@code vocab/}, the city's
 * areas, and the few concepts of others that our graph names. Read once from the class path, never changed. Which word a
 * record uses, and what becomes a triple of a record, is not decided here.
 */
@NullMarked
package de.hilfenetz.vocabulary;

import org.jspecify.annotations.NullMarked;
