package de.hilfenetz.feed;

/**
 * Why a feed file cannot be used, and what to do about it.
 *
 * @param file folder and name: {@code feeds/caritas.yaml}
 * @param line from 1; 0 for the file as a whole
 * @param column character in that line, from 1; 0 when unknown
 * @param german sentence without the place
 * @param english the same in English
 */
public record FeedProblem(String file, int line, int column, String german, String english) {

    /** {@code feeds/caritas.yaml, Zeile 4: every: erwartet wird eine Dauer wie PT6H, gefunden „6 Stunden“}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ", Zeile " + line : "") + ": " + german;
    }

    /** The same in English. */
    public String inEnglish() {
        return file + (line > 0 ? ", line " + line : "") + ": " + english;
    }
}
