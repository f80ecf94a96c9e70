package de.hilfenetz.serve;

import java.security.SecureRandom;
import java.util.Base64;

/** Words that nobody can guess: what a page brings along may run where its answer names the word (CSP, {@code 'nonce-…'}). */
public final class Nonces {

    private static final int BYTES = 18;

    private final SecureRandom random;

    public Nonces(SecureRandom random) {
        this.random = random;
    }

    /** Another one each time. */
    public String next() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
