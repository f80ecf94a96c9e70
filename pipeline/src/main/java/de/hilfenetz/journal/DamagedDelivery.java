package de.hilfenetz.journal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A kept delivery is not what was once put there. */
public final class DamagedDelivery extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedDelivery(String name, String what, @Nullable Throwable cause) {
        super(
                "Die aufbewahrte Lieferung %s ist beschädigt: %s. Bitte aus der Sicherung zurückholen oder neu liefern lassen."
                        .formatted(name, what),
                cause);
    }
}
