/**
 * SPARQL that anybody may send: what may be asked, how it is answered over the graph of one release, the processes that do it
 * and can be killed, whose turn it is, and answers that are kept. Texts of queries come in, bytes of answers go out; pages and
 * HTTP are not its business.
 */
@NullMarked
package de.hilfenetz.query;

import org.jspecify.annotations.NullMarked;
