package de.hilfenetz.cms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.feed.Feed;
import org.jspecify.annotations.Nullable;

/** What is particular to one CMS. A third one is one more implementation. */
public interface CmsProfile {

    /** The profile of a feed's format. */
    static CmsProfile of(Feed.Format format) {
        return switch (format) {
            case STRAPI5 -> new Strapi5();
            case DIRECTUS11 -> new Directus11();
            default -> throw new IllegalArgumentException(format.word() + " is no CMS");
        };
    }

    /** Path and query of the page of published entries whose id comes after {@code after}; null: the first one. */
    String page(CmsType type, @Nullable String after);

    /** The page in an answer. */
    Page readPage(CmsType type, Answer answer) throws CmsFault;

    /** Path and query of how many rows there are. */
    String count(CmsType type);

    /** What makes an entry of a type without languages say this; {@code id} is null for one that is not there yet. */
    Writing write(CmsType type, @Nullable String id, ObjectNode content);

    /** The number in an answer. */
    long readCount(CmsType type, Answer answer) throws CmsFault;
}
