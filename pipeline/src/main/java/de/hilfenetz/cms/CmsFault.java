package de.hilfenetz.cms;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why an answer of a CMS is none. No fault says anything about entries: what was public stays. */
public final class CmsFault extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong, by what somebody can do about it. */
    public enum Name {
        /** The token is wrong, expired or revoked. */
        CREDENTIALS("das Token ist falsch, abgelaufen oder widerrufen", "the token is wrong, expired or revoked"),
        /** The token may not read a type, or a field of it. */
        RIGHTS(
                "das Token darf diese Art von Eintrag oder eines ihrer Felder nicht lesen",
                "the token may not read this type of entry or one of its fields"),
        /** We asked for something that the CMS does not know: its types are not ours. */
        QUERY(
                "das CMS versteht die Anfrage nicht; fehlen dort Felder, legt schemas/cms sie an",
                "the CMS does not understand the request; where fields are missing, schemas/cms makes them"),
        /** There is nothing at the address. */
        GONE(
                "an dieser Adresse gibt es nichts; fehlt die Art von Eintrag, legt schemas/cms sie an",
                "there is nothing at this address; where the type is missing, schemas/cms makes it"),
        /** Too many requests; later it will do. */
        LIMITED("zu viele Anfragen", "too many requests"),
        /** It does not answer, or something before it does; later it may. */
        DOWN("das CMS antwortet nicht oder ist gestört", "the CMS does not answer or is in trouble"),
        /** The answer is not what it should be. */
        SHAPE("die Antwort hat eine unerwartete Form", "the answer has an unexpected shape");

        private final String german;
        private final String english;

        Name(String german, String english) {
            this.german = german;
            this.english = english;
        }
    }

    private final Name name;
    private final @Nullable Duration wait;

    CmsFault(Name name, String detail) {
        this(name, detail, null);
    }

    CmsFault(Name name, String detail, @Nullable Duration wait) {
        super("%s (%s) / %s".formatted(name.german, detail, name.english));
        this.name = name;
        this.wait = wait;
    }

    public Name name() {
        return name;
    }

    /** Whether asking again may help without anybody doing anything. */
    public boolean passes() {
        return name == Name.LIMITED || name == Name.DOWN;
    }

    /** How long the CMS wants us to wait. */
    public Optional<Duration> findWait() {
        return Optional.ofNullable(wait);
    }
}
