/**
 * Content management systems in which editors keep what no provider can deliver, one profile each: which requests read all
 * published entries, what their answers say, which fault an answer is. Nothing here opens a connection; who does hands the
 * answers in. What comes out has the shape of a folder of entries.
 */
@NullMarked
package de.hilfenetz.cms;

import org.jspecify.annotations.NullMarked;
