package de.hilfenetz.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import de.hilfenetz.journal.JournalException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What may be logged of a fault. */
public final class Faults {

    private Faults() {}

    /**
     * {@code fault} itself where the world failed (disk, network), for the operator needs its words. Of all else only the
     * trace, with the names of the classes in place of the messages: a library likes to quote what it could not read, and
     * that may be the street of a shelter (SP-9) or what somebody searched for.
     */
    public static Throwable forLog(Throwable fault) {
        var world = fault instanceof JournalException
                || (fault instanceof IOException && !(fault instanceof JsonProcessingException));
        return world ? fault : withoutWords(fault);
    }

    private static Throwable withoutWords(Throwable fault) {
        var bare = new Throwable(fault.getClass().getName(), cause(fault));
        bare.setStackTrace(fault.getStackTrace());
        return bare;
    }

    private static @Nullable Throwable cause(Throwable fault) {
        var cause = fault.getCause();
        return cause == null ? null : withoutWords(cause);
    }
}
