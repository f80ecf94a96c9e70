package de.hilfenetz.serve;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
    private final transient @Nullable Moved moved;

    private final transient @Nullable String problem;
    private transient Map<String, ?> members = Map.of();
    private transient @Nullable Duration wait;

    private Refusal(int status, @Nullable String title, List<String> text, Views.@Nullable Link successor) {
        this(status, title, text, successor, null, null);
    }

    private Refusal(
            int status,
            @Nullable String title,
            List<String> text,
            Views.@Nullable Link successor,
            @Nullable String problem,
            @Nullable Moved moved) {
        super("HTTP " + status, null, false, false);
        this.problem = problem;
        this.moved = moved;
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

    /** A problem that has a page of its own, {@code /liefern/probleme/{problem}}. */
    static Refusal problem(int status, String problem, String text) {
        return new Refusal(status, null, List.of(text), null, problem, null);
    }

    /** A parameter, header or member that cannot be understood. */
    static Refusal parameter(String name, String text) {
        return problem(422, "angaben", text)
                .with(Map.of("errors", List.of(Map.of("parameter", name, "message", text))));
    }

    /** The same with {@code members} beside the standard ones of the problem; they are for programs. */
    Refusal with(Map<String, ?> members) {
        this.members = Map.copyOf(members);
        return this;
    }

    /** The same, to be tried again after {@code wait}. */
    Refusal after(Duration wait) {
        this.wait = wait;
        return this;
    }

    /** Beside the standard ones. */
    Map<String, ?> members() {
        return members;
    }

    /** Before it is worth trying again; null where the status says enough. */
    @Nullable
    Duration waiting() {
        return wait;
    }

    /** A record that is gone: why, since when, and what took its place. */
    static Refusal gone(String title, List<String> text, Views.@Nullable Link successor) {
        return new Refusal(410, title, List.copyOf(text), successor);
    }

    /** A record that is found under another id: 301 to the same address with that one. */
    static Refusal moved(UUID id, UUID successor) {
        return new Refusal(301, null, List.of(), null, null, new Moved(id, successor));
    }

    /** A record and the one it leads to. */
    record Moved(UUID id, UUID successor) {

        /** The address with the one id in place of the other; ids are written in either case. */
        String in(String path) {
            return path.replaceAll("(?i)" + id, successor.toString());
        }
    }

    /** Null where it is not found elsewhere. */
    @Nullable
    Moved moved() {
        return moved;
    }

    /** The last part of its page's address; null where it has none. */
    @Nullable
    String problem() {
        return problem;
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
