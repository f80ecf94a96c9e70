package de.hilfenetz.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import de.hilfenetz.graph.Examples;
import de.hilfenetz.graph.ReleaseGraph;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each line of {@code query/hostile.txt}: refused as it says there, or over in time. */
class HostileQueriesTest {

    private static final Path FILE = Path.of("src/test/resources/query/hostile.txt");
    private static final Pattern MACRO = Pattern.compile("‹(\\d+)([*:])([^‹›]*)›");
    private static final Duration TIME = Duration.ofMillis(100);
    /** Long enough for a machine under load, short enough to see what never ends. */
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private static final String PREFIXES = """
            PREFIX schema: <https://schema.org/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
            PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
            PREFIX fn: <http://www.w3.org/2005/xpath-functions#> PREFIX math: <http://www.w3.org/2005/xpath-functions/math#>
            PREFIX afn: <http://jena.apache.org/ARQ/function#> PREFIX apf: <http://jena.apache.org/ARQ/property#>
            PREFIX list: <http://jena.apache.org/ARQ/list#>
            """;

    private final Evaluation evaluation = new Evaluation(
            ReleaseGraph.of(
                    Examples.CROSSWALK,
                    "2026-11-22.3",
                    List.of(Examples.service(), Examples.organization(), Examples.location())),
            Examples.NAMES);

    /** One line. */
    record Hostile(String expected, String written) {

        /** With everything in it that its short form stands for. */
        String query() {
            var text = written;
            for (var macro = MACRO.matcher(text); macro.find(); macro = MACRO.matcher(text)) {
                var part = macro.group(3);
                var numbered = macro.group(2).equals(":");
                text = macro.replaceFirst(Matcher.quoteReplacement(IntStream.range(0, Integer.parseInt(macro.group(1)))
                        .mapToObj(
                                i -> numbered ? part.replace("+#", "" + (i + 1)).replace("#", "" + i) : part)
                        .collect(Collectors.joining())));
            }
            return text;
        }
    }

    static List<Hostile> all() throws IOException {
        return Files.readAllLines(FILE).stream()
                .filter(line -> line.matches("(refused|syntax|costly|bounded) \\| .*"))
                .map(line -> new Hostile(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf('|') + 2)))
                .toList();
    }

    @Test
    void areTwoHundredAtLeast() throws IOException {
        assertThat(all()).hasSizeGreaterThanOrEqualTo(200).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> comeToNothing() throws IOException {
        return all().stream().map(hostile -> dynamicTest(hostile.written(), () -> check(hostile)));
    }

    private void check(Hostile hostile) throws InterruptedException {
        var outcome = new AtomicReference<Object>("still running after " + AT_MOST);
        var thread = new Thread(null, () -> outcome.set(ask(hostile.query())), "hostile", QueryGuard.STACK);
        thread.setDaemon(true);
        thread.start();
        thread.join(AT_MOST.toMillis());

        assertThat(outcome.get())
                .isInstanceOfAny(
                        switch (hostile.expected()) {
                            case "refused" -> new Class<?>[] {SparqlProblem.Refused.class};
                            case "costly" -> new Class<?>[] {SparqlProblem.Costly.class};
                            case "syntax" -> new Class<?>[] {SparqlProblem.Syntax.class};
                            default ->
                                new Class<?>[] {
                                    Head.State.class,
                                    SparqlProblem.Timeout.class,
                                    SparqlProblem.Costly.class,
                                    SparqlProblem.Refused.class,
                                    SparqlProblem.Broken.class
                                };
                        });
    }

    /** The state of the answer, or whatever came instead. */
    private Object ask(String query) {
        var state = new AtomicReference<Head.State>();
        try {
            var text = query.matches("(?s)\\s*(BASE|\\{|<|'|\").*") ? query : PREFIXES + query;
            var asked = AskedQuery.read(text, Examples.NAMES, evaluation.contents());
            var type = asked.mediaType(null, asked.givesRows() ? "text/csv" : "application/n-triples")
                    .orElseThrow();
            evaluation.answer(new Request(text, type, null, 0, false, TIME, false), head -> {
                state.set(head.state());
                return OutputStream.nullOutputStream();
            });
            return Objects.requireNonNull(state.get());
        } catch (SparqlProblem | IOException | RuntimeException | Error e) {
            return e;
        }
    }
}
