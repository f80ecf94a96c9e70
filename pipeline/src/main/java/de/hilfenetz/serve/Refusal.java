package de.hilfenetz.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is no success, told to a person as a page and to a program as RFC 9457 says. Thrown by handlers, caught by
 * the server only.
 */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient @Nullable String title;
    private final transient List<String> text;
    private final transient Views.@Nullable Link successor;

    private Refusal(int status, @Nullable String title, List<String> text, Views.@Nullable Link successor) {
        super("HTTP " + status, null, false, false);
        this.status = status;
        this.title = title;
        this.text = text;
        this.successor = successor;
    }

    /** With the words that go with the status. */
    static Refusal of(int status) {
        return new Refusal(status, null, List.of(), null);
    }

    /** With words of its own. */
    static Refusal of(int status, String text) {
        return new Refusal(status, null, List.of(text), null);
    }

    /** A record that is gone: why, since when, and what took its place. */
    static Refusal gone(String title, List<String> text, Views.@Nullable Link successor) {
        return new Refusal(410, title, List.copyOf(text), successor);
    }

    int status() {
        return status;
    }

    /** Null where the words of the status will do. */
    @Nullable
    String title() {
        return title;
    }

    /** Empty where the words of the status will do. */
    List<String> text() {
        return text;
    }

    Views.@Nullable Link successor() {
        return successor;
    }
}
