package de.hilfenetz.record;

import java.util.regex.Pattern;

/** Counts of people below {@value Service.Outcome#SMALL} inside a text, as in “3 wohnungslose Frauen fanden Arbeit”. */
public final class FewPeople {

    /** Lower-case words that end as adjectives do may stand before whom is counted; anything else in between counts something else. */
    private static final Pattern GERMAN = Pattern.compile(
            "(?<![\\p{L}\\d.,:/–-]|\\d [–-] )"
                    + "(?:[0-4]|[Zz]wei|[Dd]rei|[Vv]ier)"
                    + "(?=\\s+(?:\\p{Ll}+en?\\s+){0,2}(?:Personen|Person|Menschen|Mensch|Frauen|Frau|Männer|Mann|Mütter|Väter"
                    + "|Alleinerziehende|Schwangere|Betroffene|Mädchen|Jungen|Kinder|Kind"
                    + "|Jugendliche|Erwachsene|Familien|Familie|Haushalte|Haushalt|Paare|Eltern|Gäste|Geflüchtete|Wohnungslose|Ratsuchende"
                    + "|(?:Teilnehm|Klient|Bewohner|Nutzer|Besucher|Senior|Patient|Schüler)\\p{L}*)(?![\\p{L}-])"
                    // "mit 3 Kindern" tells what somebody is, not how many came.
                    + "|(?<!\\b[Mm]it \\w{1,4})\\s+(?:\\p{Ll}+en\\s+){0,2}(?:Männern|Müttern|Vätern|Kindern|Jugendlichen|Erwachsenen|Haushalten"
                    + "|Paaren|Gästen|Geflüchteten|Wohnungslosen|Ratsuchenden|Alleinerziehenden|Schwangeren|Betroffenen)(?![\\p{L}-]))");

    private static final Pattern ENGLISH = Pattern.compile("(?<![\\p{L}\\d.,:/–-])(?:[0-4]|[Tt]wo|[Tt]hree|[Ff]our)"
            + "(?=\\s+(?:[a-z]+\\s+){0,2}(?:people|persons?|women|woman|men|man|girls?|boys?|children|child|families|family"
            + "|households?|clients?|users?|participants?|residents?|guests?|refugees?)(?![\\p{L}-]))");

    private FewPeople() {}

    /**
     * The text with “below 5” in the place of each such count.
     *
     * @param language BCP 47 tag
     */
    public static String veiled(String text, String language) {
        return language.startsWith("en")
                ? ENGLISH.matcher(text).replaceAll("fewer than " + Service.Outcome.SMALL)
                : GERMAN.matcher(text).replaceAll("unter " + Service.Outcome.SMALL);
    }
}
