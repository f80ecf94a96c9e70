package de.hilfenetz.finding;

import java.util.regex.Pattern;

/**
 * A rule that data can break, with the words its finder uses. It stands as a constant beside the code that checks it and is
 * listed in the catalogue of rules. The code is public and stable.
 *
 * @param code German, kebab case: {@code telefon-unlesbar}
 * @param german sentence for a clerk that says what was found, what was expected and what to do; {@code {value}},
 *     {@code {suggestion}} and the finding's other values are filled in
 * @param english the same in English
 */
public record Rule(String code, Severity severity, String german, String english) {

    private static final Pattern VALUE = Pattern.compile("\\{\\w+}");

    public Rule {
        if (!code.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("a rule's code is lower-case kebab case, was " + code);
        }
    }

    /** The rule as it reads without a finding: an ellipsis stands where a value is filled in. */
    public Rule inGeneral() {
        return new Rule(
                code,
                severity,
                VALUE.matcher(german).replaceAll("…"),
                VALUE.matcher(english).replaceAll("…"));
    }

    /** A rule whose breach holds the record. */
    public static Rule error(String code, String german, String english) {
        return new Rule(code, Severity.ERROR, german, english);
    }

    /** A rule whose breach is told and the record published. */
    public static Rule warning(String code, String german, String english) {
        return new Rule(code, Severity.WARNING, german, english);
    }

    /** A change made on the way, told for the record. */
    public static Rule info(String code, String german, String english) {
        return new Rule(code, Severity.INFO, german, english);
    }
}
