package de.hilfenetz.serve;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty says of requests too broken to reach a route: the status and nothing else. */
final class BareErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put("Content-Type", "text/plain;charset=utf-8");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Cache-Control", Answers.NOT_KEPT);
        response.write(
                true,
                java.nio.ByteBuffer.wrap(
                        ("HTTP " + response.getStatus() + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                callback);
        return true;
    }
}
