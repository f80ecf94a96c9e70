/**
 * Bytes of a delivery become raw records, each with the place it stands at, one at a time however large the file is: one
 * class a format, compression and encodings dealt with before. What a record means, whether it is held and where bytes come
 * from is not decided here.
 */
@NullMarked
package de.hilfenetz.read;

import org.jspecify.annotations.NullMarked;
