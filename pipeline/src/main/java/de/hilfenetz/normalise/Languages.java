package de.hilfenetz.normalise;

import de.hilfenetz.finding.Rule;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.regex.Pattern;

/** Languages by German, English or their own name or by ISO 639 code, to BCP 47 tags. */
public final class Languages {

    static final Rule READ = Rule.info(
            "sprache-gelesen",
            "„{value}“ wurde als Sprache „{suggestion}“ übernommen.",
            "\"{value}\" was taken as the language \"{suggestion}\".");
    static final Rule UNKNOWN = Rule.warning(
            "sprache-unbekannt",
            "„{value}“ ist keine Sprache, die wir kennen; das Wort bleibt als Schlagwort erhalten. Erwartet wird z. B."
                    + " „Türkisch“ oder „tr“.",
            "\"{value}\" is no language we know; the word is kept as a keyword. Expected is for example \"Turkish\" or"
                    + " \"tr\".");

    private static final Map<String, String> TAGS = new HashMap<>();
    private static final Pattern TAG = Pattern.compile("([a-z]{2,3})((?:[-_][A-Za-z0-9]{2,8}){1,3})");

    static {
        for (var code : Locale.getISOLanguages()) {
            if (code.length() != 2) {
                continue;
            }
            var locale = Locale.of(code);
            var tag = locale.toLanguageTag();
            for (var in : new Locale[] {Locale.GERMAN, Locale.ENGLISH, locale}) {
                TAGS.putIfAbsent(key(locale.getDisplayLanguage(in)), tag);
            }
            try {
                TAGS.put(locale.getISO3Language(), tag);
            } catch (MissingResourceException e) {
                // No three-letter code: the two letters do.
            }
        }
        for (var code : Locale.getISOLanguages()) {
            TAGS.put(code, Locale.of(code).toLanguageTag());
        }
        named("gsg", "dgs", "deutsche gebärdensprache", "gebärdensprache", "german sign language", "sgn-de");
        named("de-simple", "leichte sprache", "einfache sprache", "easy german", "plain german");
        named("fa", "farsi", "persisch", "persian", "iranisch");
        named("prs", "dari");
        named("kmr", "kurmanci", "kurmandschi", "kurmanji", "kurmandschî");
        named("ckb", "sorani");
        named("rom", "romanes", "romani", "romanesisch");
        named("nds", "plattdeutsch", "niederdeutsch");
        named("zh", "mandarin", "hochchinesisch");
        named("sh", "serbokroatisch", "serbo-croatian");
        named("ti", "tigrinya", "tigrinja");
        named("ps", "paschtu", "pashto", "paschto");
        named("ku", "kurdisch", "kurdish");
        named("ber", "berberisch", "tamazight");
        named("sq", "alb", "albanisch");
        named("de", "ger", "deutsch", "german");
        named("fr", "fre");
        named("nl", "dut", "holländisch", "flämisch");
        named("el", "gre", "griechisch");
        named("cs", "cze", "tschechisch");
        named("zh", "chi");
        named("ro", "rum", "moldauisch");
        named("fa", "per");
        named("sk", "slo");
        abbreviated();
    }

    private Languages() {}

    /** As people shorten them in lists: "dt., engl., türk.". */
    private static void abbreviated() {
        named("de", "dt.");
        named("en", "engl.");
        named("fr", "frz.", "franz.");
        named("es", "span.");
        named("it", "ital.");
        named("pt", "port.");
        named("ru", "russ.");
        named("uk", "ukr.", "ukrain.");
        named("pl", "poln.");
        named("tr", "türk.");
        named("ar", "arab.");
        named("fa", "pers.");
        named("ku", "kurd.");
        named("ro", "rumän.");
        named("bg", "bulg.");
        named("el", "griech.");
        named("sq", "alban.");
        named("hr", "kroat.");
        named("sr", "serb.");
        named("bs", "bosn.");
        named("vi", "vietn.");
        named("zh", "chin.");
    }

    private static void named(String tag, String... names) {
        TAGS.put(tag, tag);
        for (var name : names) {
            TAGS.put(name, tag);
        }
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The tag for one name or code. */
    public static Reading<String> parse(String typed) {
        if (typed.isBlank() || PlainText.isNothing(typed)) {
            return Reading.absent();
        }
        var name = typed.length() > 60 ? "" : key(typed);
        var tag = TAGS.get(name);
        if (tag == null && name.endsWith("e sprache")) {
            tag = TAGS.get(name.replace("e sprache", ""));
        }
        if (tag == null) {
            var parts = TAG.matcher(typed.strip());
            if (parts.matches() && TAGS.containsKey(parts.group(1))) {
                tag = Locale.forLanguageTag(typed.strip().replace('_', '-')).toLanguageTag();
            }
        }
        return tag == null || tag.equals("und")
                ? Reading.refused(UNKNOWN, typed.length() > 200 ? typed.substring(0, 200) + "…" : typed, null)
                : Reading.ofText(typed, tag, READ);
    }
}
