@NullMarked
package de.hilfenetz.serve;

import org.jspecify.annotations.NullMarked;
