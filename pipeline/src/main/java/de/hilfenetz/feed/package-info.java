/**
 * What a feed is: whose data in which form come from where, how often, under which licence and with which brakes. Reads feed
 * files (YAML) into {@link Feed}; fetching and processing are not its business.
 */
@NullMarked
package de.hilfenetz.feed;

import org.jspecify.annotations.NullMarked;
