package de.hilfenetz.journal;

import java.io.IOException;

/** Bytes came again that somebody had forgotten here: they must not have been sent, and are not kept. */
public final class ForgottenDelivery extends IOException {

    private static final long serialVersionUID = 1;

    ForgottenDelivery(String feed) {
        super(
                ("Diese Datei von „%s“ wurde als Fehllieferung gelöscht und wird nicht noch einmal angenommen. Bitte eine andere"
                                + " liefern. / This file was deleted as sent by mistake and is not taken again.")
                        .formatted(feed));
    }
}
