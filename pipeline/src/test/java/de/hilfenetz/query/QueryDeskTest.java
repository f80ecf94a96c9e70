package de.hilfenetz.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.hilfenetz.graph.Examples;
import de.hilfenetz.graph.ReleaseGraph;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is known is not computed again. */
class QueryDeskTest {

    private static final String RELEASE = "2026-11-22.3";
    private static final String NAME_OF = "SELECT ?name { ?s <https://schema.org/name> ?name }";
    private static final int HELD_BACK = 10;

    private final List<String> computed = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final QueryDesk desk = desk(new Evaluation(
            ReleaseGraph.of(Examples.CROSSWALK, RELEASE, List.of(Examples.service(), Examples.organization())),
            Examples.NAMES,
            HELD_BACK));

    private QueryDesk desk(Evaluation evaluation) {
        return new QueryDesk(
                (request, receiver) -> {
                    computed.add(request.text());
                    evaluation.answer(request, receiver);
                },
                Examples.NAMES,
                evaluation::contents,
                Duration.ofSeconds(30),
                now::get);
    }

    private record Answer(Head.State state, String text) {}

    private Answer ask(String query, String type, String release) throws SparqlProblem, IOException {
        var heads = new ArrayList<Head>();
        var out = new ByteArrayOutputStream();
        desk.answer(desk.read(query), new QueryDesk.Form(type, null, 0, false), release, "127.0.0.9", head -> {
            heads.add(head);
            return out;
        });
        return new Answer(heads.getFirst().state(), out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void computesAQueryOnceForOneRelease() throws Exception {
        var first = ask(NAME_OF, "text/csv", RELEASE);
        var again = ask(NAME_OF, "text/csv", RELEASE);

        assertThat(first.text()).contains("Schuldnerberatung Bilk");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(first.state()).isEqualTo(Head.State.STREAMED);
        assertThat(again.state()).as("by now it is known to be all").isEqualTo(Head.State.COMPLETE);
        assertThat(computed).hasSize(1);
    }

    @Test
    void takesLayoutCommentsAndPrefixesForTheSameQuery() throws Exception {
        var first = ask(NAME_OF, "text/csv", RELEASE);

        assertThat(ask(
                                "PREFIX s: <https://schema.org/>\nselect ?name # whose?\n{ ?s s:name ?name . }",
                                "text/csv",
                                RELEASE)
                        .text())
                .isEqualTo(first.text());
        assertThat(computed).hasSize(1);
    }

    @Test
    void computesAnotherFormAnotherReleaseAndWhatIsNotSteadyAnew() throws Exception {
        ask(NAME_OF, "text/csv", RELEASE);
        ask(NAME_OF, "text/tab-separated-values", RELEASE);
        ask(NAME_OF, "text/csv", "2026-11-23.1");
        ask("SELECT (RAND() AS ?dice) { }", "text/csv", RELEASE);
        ask("SELECT (RAND() AS ?dice) { }", "text/csv", RELEASE);

        assertThat(computed).hasSize(5);
    }

    @Test
    void asksNothingOfTheMinuteForWhatIsKnown() throws Exception {
        ask(NAME_OF, "text/csv", RELEASE);
        for (var i = 0; i < Limits.FAILURES_PER_MINUTE; i++) {
            assertThatThrownBy(() -> desk.read("SELECT", "127.0.0.9")).isInstanceOf(SparqlProblem.Syntax.class);
        }

        assertThat(ask(NAME_OF, "text/csv", RELEASE).text()).contains("Schuldnerberatung Bilk");
        assertThatThrownBy(() -> ask("ASK { ?s ?p 1 }", "text/csv", RELEASE)).isInstanceOf(SparqlProblem.Busy.class);
    }

    @Test
    void keepsLongAnswersBesideShortOnesAsLongAsThereIsRoom() throws Exception {
        var known = new KnownAnswers(17 * KnownAnswers.SHORT);
        keep(known, "short", KnownAnswers.SHORT);
        keep(known, "too long", 5 * KnownAnswers.SHORT);
        for (var i = 0; i < 5; i++) {
            keep(known, "long " + i, 4 * KnownAnswers.SHORT);
        }

        assertThat(known.find(RELEASE, "too long")).isEmpty();
        assertThat(known.find(RELEASE, "long 0")).isEmpty();
        assertThat(known.find(RELEASE, "long 1")).isPresent();
        assertThat(known.find(RELEASE, "short")).isPresent();
    }

    /** Whoever reads slowly must not fill the memory with what is copied for the next. */
    @Test
    void copiesOnlyWhatThereIsRoomForWhileClientsRead() throws Exception {
        var known = new KnownAnswers(16 * KnownAnswers.SHORT);
        var copies = new ArrayList<KnownAnswers.Copy>();
        for (var i = 0; i < 5; i++) {
            copies.add(copy(known, 2 * KnownAnswers.SHORT));
        }
        var small = copy(known, KnownAnswers.SHORT);
        for (var i = 0; i < 5; i++) {
            copies.get(i).keep("slow " + i);
        }
        small.keep("small");

        assertThat(known.find(RELEASE, "slow 1")).isPresent();
        assertThat(known.find(RELEASE, "slow 2"))
                .as("two and their doubles fill what long ones may take")
                .isEmpty();
        assertThat(known.find(RELEASE, "slow 4")).isEmpty();
        assertThat(known.find(RELEASE, "small")).isPresent();
        small.close();
        copies.forEach(KnownAnswers.Copy::close);
        keep(known, "later", 4 * KnownAnswers.SHORT);
        assertThat(known.find(RELEASE, "later")).isPresent();
    }

    /** An answer of a few bytes takes memory too: its name, and what holds it. */
    @Test
    void countsWhatSmallAnswersTakeBesideTheirBytes() throws Exception {
        var known = new KnownAnswers(1_000);
        for (var i = 0; i < 3; i++) {
            keep(known, "small " + i, 1);
        }

        assertThat(known.find(RELEASE, "small 0")).isEmpty();
        assertThat(known.find(RELEASE, "small 2")).isPresent();
    }

    private static KnownAnswers.Copy copy(KnownAnswers known, int bytes) throws IOException {
        var copy = known.new Copy();
        try (var out = copy.of(new Head("text/csv", RELEASE, Head.State.COMPLETE), new ByteArrayOutputStream())) {
            out.write(new byte[bytes]);
        }
        return copy;
    }

    private static void keep(KnownAnswers known, String query, int bytes) throws IOException {
        try (var copy = copy(known, bytes)) {
            copy.keep(query);
        }
    }
}
