package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Answers to yes-or-no questions, in the spellings of lists and forms: {@code ja}, {@code x}, {@code 0}, {@code teilweise}. */
public final class Answers {

    static final Rule READ = Rule.info(
            "antwort-vereinheitlicht",
            "Die Antwort „{value}“ wurde als „{suggestion}“ übernommen.",
            "The answer \"{value}\" was taken as \"{suggestion}\".");
    static final Rule UNREADABLE = Rule.warning(
            "antwort-unlesbar",
            "„{value}“ ist keine Antwort, die wir kennen, und wird nicht übernommen. Erwartet wird ja, eingeschränkt,"
                    + " nein oder unbekannt.",
            "\"{value}\" is no answer we know and is not taken. Expected is yes, limited, no or unknown.");

    private static final Map<String, String> ANSWERS = new HashMap<>();

    static {
        put(
                "yes",
                "yes",
                "y",
                "ja",
                "j",
                "x",
                "1",
                "1.0",
                "true",
                "wahr",
                "t",
                "vorhanden",
                "✓",
                "✔",
                "☑",
                "uneingeschränkt",
                "vollständig",
                "full",
                "fully",
                "verfügbar",
                "immer",
                "on");
        put(
                "limited",
                "limited",
                "teilweise",
                "eingeschränkt",
                "bedingt",
                "tlw.",
                "z.t.",
                "z. t.",
                "zum teil",
                "partial",
                "partially",
                "partly",
                "manchmal",
                "nach absprache",
                "auf anfrage",
                "nach vereinbarung",
                "begrenzt",
                "möglich");
        put(
                "no",
                "no",
                "n",
                "nein",
                "-",
                "–",
                "—",
                "0",
                "0.0",
                "false",
                "falsch",
                "f",
                "nicht vorhanden",
                "keine",
                "keiner",
                "kein",
                "nicht",
                "not",
                "off");
        put(
                "unknown",
                "unknown",
                "unbekannt",
                "?",
                "??",
                "weiß nicht",
                "nicht bekannt",
                "unklar",
                "n.b.",
                "n. b.",
                "nicht angegeben",
                "k. a.",
                "k.a.",
                "keine angabe",
                "null",
                "n/a");
    }

    private Answers() {}

    private static void put(String answer, String... spellings) {
        for (var spelling : spellings) {
            ANSWERS.put(spelling, answer);
        }
    }

    /** {@code yes}, {@code limited}, {@code no} or {@code unknown}. */
    public static Reading<String> parse(String typed) {
        if (typed.isBlank()) {
            return Reading.absent();
        }
        var answer = typed.length() > 60 ? null : ANSWERS.get(typed.strip().toLowerCase(Locale.ROOT));
        return answer == null
                ? Reading.refused(UNREADABLE, typed.length() > 200 ? typed.substring(0, 200) + "…" : typed, null)
                : Reading.ofText(typed, answer, READ);
    }
}
