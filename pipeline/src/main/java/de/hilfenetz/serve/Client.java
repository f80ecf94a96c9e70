package de.hilfenetz.serve;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who asks, by address: for limits that are to hold for each, never for rights. */
final class Client {

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private Client() {}

    /**
     * The address of whoever asks. Where the request comes from this machine, a reverse proxy stands before us, and the last
     * entry of its {@code X-Forwarded-For} is the address it saw; entries before that are the client's own words.
     */
    static String address(Context ctx) {
        return address(String.valueOf(ctx.req().getRemoteAddr()), ctx.header("X-Forwarded-For"));
    }

    static String address(String remote, @Nullable String forwarded) {
        if (forwarded == null || !isLoopback(remote)) {
            return remote;
        }
        var last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return ADDRESS.matcher(last).matches() ? last : remote;
    }

    private static boolean isLoopback(String address) {
        try {
            // A literal address: nothing is looked up.
            return ADDRESS.matcher(address).matches()
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
