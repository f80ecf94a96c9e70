package de.hilfenetz.serve;

import de.hilfenetz.journal.Delivery;
import de.hilfenetz.journal.DeliveryLink;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.PushKey;
import de.hilfenetz.record.Sha256;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may see and deliver what: keys in the header, report links in the address. */
final class Doorkeeper {

    private static final Duration LINK_OPENS = Duration.ofDays(30);
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +(\\S{1,200})");
    private static final Pattern BASIC = Pattern.compile("(?i)Basic +([A-Za-z0-9+/=]{1,400})");
    private static final Pattern LINK = Pattern.compile("([1-9]\\d{0,8})-([A-Za-z0-9_-]{43})");
    private static final String BY_PASSWORD = "by-password";

    private final Journal journal;
    private final Clock clock;
    private final Words t;
    private final Limits limits;

    Doorkeeper(Journal journal, Clock clock, Words t, Limits limits) {
        this.journal = journal;
        this.clock = clock;
        this.t = t;
        this.limits = limits;
    }

    /** Somebody with a key. */
    record Visitor(int key) {}

    /** Whoever has the feed's key; all others are refused. */
    Visitor admit(Context ctx, String feed) {
        var header = ctx.header("Authorization");
        var bearer = BEARER.matcher(header == null ? "" : header);
        return admit(ctx, feed, bearer.matches() ? bearer.group(1) : "");
    }

    private Visitor admit(Context ctx, String feed, String shown) {
        var key = key(ctx, shown);
        if (!key.feed().equals(feed)) {
            throw Refusal.problem(403, "andere-quelle", t.of("problem.andere-quelle"));
        }
        return new Visitor(key.id());
    }

    private PushKey key(Context ctx, String shown) {
        var key = shown.isEmpty() ? Optional.<PushKey>empty() : journal.useKey(shown);
        if (key.isEmpty()) {
            if (ctx.header("Authorization") != null
                    && !limits.wrongKeys().take(String.valueOf(ctx.req().getRemoteAddr()))) {
                throw Refusal.problem(429, "zu-oft", t.of("problem.zu-oft.schluessel"));
            }
            throw Refusal.problem(401, "schluessel", t.of("problem.schluessel"));
        }
        return key.get();
    }

    /** Whoever has an operator's key. */
    Visitor admitOperator(Context ctx) {
        return admit(ctx, PushKey.OPERATOR);
    }

    /** The same, with the key as the password that a browser asks for; what name is given with it does not matter. */
    Visitor admitOperatorByPassword(Context ctx) {
        ctx.attribute(BY_PASSWORD, true);
        return admit(ctx, PushKey.OPERATOR, password(ctx));
    }

    /** A partner in planning: whoever has the key of any feed, or an operator's, given as that password. */
    Visitor admitPartner(Context ctx) {
        ctx.attribute(BY_PASSWORD, true);
        return new Visitor(key(ctx, password(ctx)).id());
    }

    /** Whether the browser is to ask for a password where there is none. */
    static boolean isAskedForPassword(Context ctx) {
        return Boolean.TRUE.equals(ctx.attribute(BY_PASSWORD));
    }

    /** What a form holds that was on a page opened by the same key. */
    String mark(Context ctx) {
        return Sha256.of(("form " + password(ctx)).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String password(Context ctx) {
        var header = ctx.header("Authorization");
        var basic = BASIC.matcher(header == null ? "" : header);
        if (!basic.matches()) {
            return "";
        }
        try {
            var pair = new String(Base64.getDecoder().decode(basic.group(1)), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    /** As {@link #admit}, and not too often. */
    Visitor admitToPush(Context ctx, String feed) {
        var visitor = admit(ctx, feed);
        if (!limits.pushes().take(feed)) {
            throw Refusal.problem(429, "zu-oft", t.of("problem.zu-oft", t.number(Limits.PUSHES)));
        }
        return visitor;
    }

    /** Whoever shows the feed's webhook secret; what is compared takes as long for wrong ones as for right ones. */
    void admitHook(Context ctx, Optional<String> secret) {
        var header = ctx.header("Authorization");
        var bearer = BEARER.matcher(header == null ? "" : header);
        var shown = bearer.matches() ? bearer.group(1) : "";
        var right = MessageDigest.isEqual(hash(secret.orElse("")), hash(shown));
        if (!right || secret.isEmpty() || secret.get().isBlank()) {
            if (!limits.wrongKeys().take(String.valueOf(ctx.req().getRemoteAddr()))) {
                throw Refusal.problem(429, "zu-oft", t.of("problem.zu-oft.schluessel"));
            }
            throw Refusal.problem(401, "schluessel", t.of("problem.schluessel"));
        }
    }

    /** Of one length, so that not even the length of the secret tells. */
    private static byte[] hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).bytes();
    }

    /** Whoever comes; a key that is shown has to be right. */
    Optional<Visitor> greet(Context ctx, @Nullable String feed) {
        return ctx.header("Authorization") == null
                ? Optional.empty()
                : Optional.of(admit(ctx, feed == null ? "" : feed));
    }

    /** The delivery link that the address opens; too many wrong ones from one place are refused. */
    Optional<DeliveryLink> openLink(Context ctx) {
        var shown = ctx.pathParam("link");
        var parts = LINK.matcher(shown);
        var link =
                parts.matches() ? journal.findLink(Integer.parseInt(parts.group(1))) : Optional.<DeliveryLink>empty();
        var opened = link.filter(known -> known.revoked() == null
                && MessageDigest.isEqual(
                        journal.linkSecret(known).getBytes(StandardCharsets.UTF_8),
                        parts.group(2).getBytes(StandardCharsets.UTF_8)));
        if (opened.isEmpty()
                && !limits.wrongKeys().take(String.valueOf(ctx.req().getRemoteAddr()))) {
            throw Refusal.problem(429, "zu-oft", t.of("problem.zu-oft.schluessel"));
        }
        return opened;
    }

    /** The last part of the address at which the report on a delivery can be read. */
    String link(Delivery delivery) {
        return delivery.id() + "-" + journal.reportSecret(delivery);
    }

    /** The delivery whose report {@code link} opens. */
    Optional<Delivery> open(String link) {
        var parts = LINK.matcher(link);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            var delivery = journal.getDelivery(Integer.parseInt(parts.group(1)));
            var right = MessageDigest.isEqual(
                    link(delivery).getBytes(StandardCharsets.UTF_8), link.getBytes(StandardCharsets.UTF_8));
            var opens = delivery.received().plus(LINK_OPENS).isAfter(clock.instant());
            return right && opens && !journal.isReportClosed(delivery) ? Optional.of(delivery) : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
