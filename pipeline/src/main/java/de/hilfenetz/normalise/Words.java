package de.hilfenetz.normalise;

import java.util.ArrayList;
import java.util.List;

/** Several words in one field. */
final class Words {

    private Words() {}

    /** The words between commas, semicolons, bars and line ends, stripped; none blank. */
    static List<String> cut(String typed) {
        var words = new ArrayList<String>();
        var begin = 0;
        for (var i = 0; i <= typed.length(); i++) {
            if (i == typed.length() || ",;|\n".indexOf(typed.charAt(i)) >= 0) {
                var word = typed.substring(begin, i).strip();
                if (!word.isEmpty()) {
                    words.add(word);
                }
                begin = i + 1;
            }
        }
        return words;
    }
}
