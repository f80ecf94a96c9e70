package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaysTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <p>seit 2. März 2026, 10:15 Uhr</p>                   | <p>seit <time datetime="2026-03-02">2. März 2026</time>, 10:15 Uhr</p>
            <p>on 2 March 2026</p>                                | <p>on <time datetime="2026-03-02">2 March 2026</time></p>
            <dd>22.11.2026</dd>                                   | <dd><time datetime="2026-11-22">22.11.2026</time></dd>
            <p>seit 2.3.2026.</p>                                 | <p>seit <time datetime="2026-03-02">2.3.2026</time>.</p>
            <p>am 31. Februar 2026</p>                            | <p>am 31. Februar 2026</p>
            <p>Release 2.3.2026.1</p>                             | <p>Release 2.3.2026.1</p>
            <a title="bis > 2. März 2026">kurz</a>                | <a title="bis > 2. März 2026">kurz</a>
            <time datetime="2026-03-02">2. März 2026</time>       | <time datetime="2026-03-02">2. März 2026</time>
            <pre><mark>2. März 2026</mark></pre>                  | <pre><mark>2. März 2026</mark></pre>
            <option>2. März 2026</option><b>3. März 2026</b>      | <option>2. März 2026</option><b><time datetime="2026-03-03">3. März 2026</time></b>
            <script>a < b; "1. März 2026"</script><b>3. März 2026</b> | <script>a < b; "1. März 2026"</script><b><time datetime="2026-03-03">3. März 2026</time></b>
            <option>2. März 2026<b>3. März 2026                   | <option>2. März 2026<b>3. März 2026
            """)
    void marksWhatPeopleReadAndNothingElse(String html, String marked) {
        assertThat(Days.marked(html)).isEqualTo(marked);
    }
}
