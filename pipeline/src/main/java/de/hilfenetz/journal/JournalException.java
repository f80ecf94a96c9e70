package de.hilfenetz.journal;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The journal's store failed: disk full, not writable, damaged. What was acknowledged before is still there. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalException(SQLException cause) {
        super(words(cause), cause);
    }

    private static String words(SQLException cause) {
        var code = cause instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (code) {
            case SQLITE_FULL ->
                "Der Datenträger des Journals ist voll. Bitte Platz schaffen; angenommene Lieferungen sind sicher.";
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
                "Das Journal (journal.db) lässt sich nicht öffnen oder beschreiben. Bitte Rechte und Datenträger"
                        + " prüfen: "
                        + cause.getMessage();
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                "Das Journal (journal.db) ist beschädigt. Bitte aus der Sicherung zurückholen: " + cause.getMessage();
            default -> "Das Journal konnte nicht gelesen oder geschrieben werden: " + cause.getMessage();
        };
    }
}
