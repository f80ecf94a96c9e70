package de.hilfenetz.route;

import de.hilfenetz.feed.Feed;
import java.io.IOException;

/**
 * A feed's source answered, and the answer is no delivery: asking again at once would not help. Any other {@link IOException}
 * of a look at a feed may pass.
 */
public final class FetchFailed extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    FetchFailed(Feed feed, Reason reason, String detail) {
        super("%s: %s (%s) / %s".formatted(feed.id(), reason.german, detail, reason.english));
        this.reason = reason;
    }

    /** What was wrong. */
    public Reason reason() {
        return reason;
    }

    /** What can be wrong with an answer, and what to do about it. */
    public enum Reason {
        MISSING(
                "An der angegebenen Adresse ist nichts. Bitte die Adresse in der Datenquelle prüfen",
                "There is nothing at this address. Please check the feed's address"),
        NOT_ALLOWED(
                "Der Zugriff wurde verweigert. Bitte Zugangsdaten der Datenquelle prüfen",
                "Access was denied. Please check the feed's credentials"),
        UNEXPECTED_ANSWER(
                "Der Server hat mit etwas anderem als einer vollständigen Datei geantwortet",
                "The server answered with something else than a whole file"),
        WEB_PAGE(
                "Statt der Daten kam eine Webseite, oft eine Anmelde- oder Fehlerseite",
                "A web page came instead of data, often a login or error page"),
        ELSEWHERE(
                "Der Server leitet auf eine andere Adresse um; dorthin folgen wir nicht. Bitte die neue Adresse"
                        + " eintragen",
                "The server redirects to another host, which is not followed. Please enter the new address"),
        INTERNAL_ADDRESS(
                "Die Adresse liegt in einem privaten oder lokalen Netz. Wenn das so sein soll, gehört „internal: true“"
                        + " unter fetch",
                "The address lies in a private or local network. If that is meant, “internal: true” belongs under fetch"),
        NO_SECRET(
                "Das Geheimnis der Datenquelle ist nicht da; es wird nichts abgerufen. Bitte die Datei im Ordner"
                        + " HILFENETZ_SECRETS anlegen",
                "The feed's secret is not there, so nothing is fetched. Please put the file into the folder"
                        + " HILFENETZ_SECRETS"),
        ENDLESS(
                "Die Seiten nehmen kein Ende: Eine kommt wieder, oder es sind mehr als 1000",
                "The pages do not end: one comes again, or there are more than 1000"),
        HOST_KEY(
                "Der Schlüssel des Servers ist nicht der, den die Datenquelle nennt (hostKey). Bitte beim Betreiber"
                        + " nachfragen, ob er ihn gewechselt hat; bis dahin wird nichts abgeholt",
                "The server's key is not the one the feed names (hostKey). Please ask its operator whether it was"
                        + " changed; until then nothing is fetched"),
        TOO_MANY_REDIRECTS("Der Server leitet immer weiter um", "The server keeps redirecting"),
        TOO_LARGE("Die Lieferung ist größer als erlaubt", "The delivery is larger than allowed"),
        TOO_SLOW("Die Lieferung war nach der erlaubten Zeit nicht fertig", "The delivery took longer than allowed"),
        EMPTY("Die Lieferung ist leer", "The delivery is empty"),
        STILL_GROWING(
                "Die Datei wird noch geschrieben; beim nächsten Mal wird sie erneut geprüft",
                "The file is still being written; it will be looked at again next time"),
        CMS("Das Redaktionssystem gibt die Einträge nicht heraus", "The CMS does not give its entries"),
        NOTHING_PUBLISHED(
                "Im Redaktionssystem ist nichts veröffentlicht, oder das Token sieht nichts davon. Bitte dort einen Eintrag"
                        + " veröffentlichen oder dem Token Leserechte geben; was öffentlich war, bleibt",
                "Nothing is published in the CMS, or the token sees nothing of it. Please publish an entry there or let the"
                        + " token read; what was public stays"),
        UNKNOWN_SCHEME(
                "Diese Art von Adresse wird nicht unterstützt; möglich sind https:, http:, sftp: und file:",
                "This kind of address is not supported; https:, http:, sftp: and file: are");

        private final String german;
        private final String english;

        Reason(String german, String english) {
            this.german = german;
            this.english = english;
        }

        /** One German sentence without full stop. */
        public String german() {
            return german;
        }

        /** One English sentence without full stop. */
        public String english() {
            return english;
        }
    }
}
