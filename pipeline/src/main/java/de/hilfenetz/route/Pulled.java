package de.hilfenetz.route;

/** How a look at a feed ended. */
public sealed interface Pulled {

    /** Something was delivered and kept. */
    record Delivered() implements Pulled {}

    /** The source has nothing that was not delivered already. */
    record NothingNew() implements Pulled {}

    /** Nothing was delivered; the cause's message is fit for the feed's contact. */
    record Failed(Exception cause) implements Pulled {}
}
