package de.hilfenetz.finding;

/** How bad a finding is: an error holds the record, a warning does not, info tells what was changed. */
public enum Severity {
    ERROR("Fehler", "error"),
    WARNING("Warnung", "warning"),
    INFO("Hinweis", "info");

    private final String german;
    private final String english;

    Severity(String german, String english) {
        this.german = german;
        this.english = english;
    }

    /** The word on pages and in reports. */
    public String german() {
        return german;
    }

    /** The English word, also in JSON. */
    public String english() {
        return english;
    }
}
