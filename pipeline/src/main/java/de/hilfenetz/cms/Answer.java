package de.hilfenetz.cms;

import java.util.Map;
import java.util.Optional;

/** What a CMS answered. */
public final class Answer {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /** @param headers by name in lower case */
    public Answer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body.clone();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
