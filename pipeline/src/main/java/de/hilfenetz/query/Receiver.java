package de.hilfenetz.query;

import java.io.IOException;
import java.io.OutputStream;

/** Where an answer goes, once there is one. */
@FunctionalInterface
public interface Receiver {

    /** Called once, before the first byte; gives what takes the bytes. */
    OutputStream begin(Head head) throws IOException;
}
