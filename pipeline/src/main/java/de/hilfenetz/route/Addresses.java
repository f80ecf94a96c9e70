package de.hilfenetz.route;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.route.FetchFailed.Reason;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** Where a feed may lead us: never off its host, and into the operator's own network only where the feed says so. */
final class Addresses {

    private Addresses() {}

    /** Looks the host up; one private address among several is enough to refuse it. */
    static void check(Feed feed, Feed.Fetch where, URI uri) throws IOException {
        if (where.access().internal()) {
            return;
        }
        try {
            for (var address : InetAddress.getAllByName(uri.getHost())) {
                if (!isPublic(address)) {
                    throw new FetchFailed(
                            feed, Reason.INTERNAL_ADDRESS, uri.getHost() + " = " + address.getHostAddress());
                }
            }
        } catch (UnknownHostException unknown) {
            throw new IOException(
                    "%s: Den Server %s kennt das Namenssystem nicht / this host is not known"
                            .formatted(feed.id(), uri.getHost()),
                    unknown);
        }
    }

    /** Neither loopback nor private, link-local, shared, reserved or multicast (RFC 6890). */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        var bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (address instanceof Inet4Address) {
            return first != 0 && first < 240 && !(first == 100 && second >= 64 && second < 128);
        }
        // Unique local, and the addresses that carry one of the fourth version inside them.
        return (first & 0xFE) != 0xFC && !(first == 0 && second == 0x64) && !(first == 0x20 && second == 0x02);
    }

    /** The address that {@code link} means on a page at {@code from} (RFC 3986 section 5); a query alone keeps the path. */
    static URI resolve(URI from, String link) {
        return link.startsWith("?")
                ? URI.create(from.toString().replaceFirst("[?#].*", "") + link)
                : from.resolve(link);
    }

    /** An answer may lead on, to the same place only. */
    static void checkSameHost(Feed feed, URI from, URI to) throws FetchFailed {
        if (to.getHost() == null
                || !from.getScheme().equalsIgnoreCase(to.getScheme())
                || !from.getHost().equalsIgnoreCase(to.getHost())
                || from.getPort() != to.getPort()) {
            throw new FetchFailed(feed, Reason.ELSEWHERE, to.toString());
        }
    }
}
