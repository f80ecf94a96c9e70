package de.hilfenetz.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Words as all our searches compare them, in SPARQL and on pages: German stems in lower case, ä like a and ae, ß like ss, without
 * the words that stand in every text. Safe for use by several threads.
 */
public final class GermanStems {

    /** Lucene's own for German, with accents of other languages left aside too: "cafe" finds "Café". */
    static final Analyzer ANALYZER = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            var words = new StandardTokenizer();
            var telling = new StopFilter(new LowerCaseFilter(words), GermanAnalyzer.getDefaultStopSet());
            var plain = new ASCIIFoldingFilter(new GermanNormalizationFilter(telling));
            return new TokenStreamComponents(words, new GermanLightStemFilter(plain));
        }
    };

    /** What means something in a pattern. */
    private static final Pattern WILD = Pattern.compile("[*?\\\\]");

    private GermanStems() {}

    /** The words of {@code text}, in order: letters and digits only. */
    public static List<String> of(String text) {
        var words = new ArrayList<String>();
        try (var tokens = ANALYZER.tokenStream("", text)) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(WILD.matcher(term).replaceAll(""));
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is all in memory
        }
        return words;
    }
}
