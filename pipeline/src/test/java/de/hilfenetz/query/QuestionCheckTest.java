package de.hilfenetz.query;

import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.graph.Examples;
import de.hilfenetz.graph.ReleaseGraph;
import de.hilfenetz.record.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is said of the questions while others ask too; one service and nothing else is published. */
class QuestionCheckTest {

    private static final String RELEASE = "2026-11-27.1";

    private static Evaluation evaluation;

    @BeforeAll
    static void publish() throws IOException {
        var service = CanonicalJson.read(Files.readAllBytes(Path.of("../schemas/examples/service.json")));
        evaluation = new Evaluation(ReleaseGraph.of(Examples.CROSSWALK, RELEASE, List.of(service)), Examples.NAMES);
    }

    private static Map<String, String> check(Answering answering) {
        var desk = new QueryDesk(
                answering, Examples.NAMES, evaluation::contents, Duration.ofSeconds(10), System::nanoTime);
        return new QuestionCheck(desk, Questions.load()).check(RELEASE);
    }

    @Test
    void asksAgainWhatFoundNoTurn() {
        var turnedAway = new HashSet<String>();

        var found = check((request, receiver) -> {
            if (turnedAway.add(request.text())) {
                throw Turns.busy();
            }
            evaluation.answer(request, receiver);
        });

        assertThat(found).isEqualTo(check(evaluation)).containsValue("die Antwort ist leer");
    }

    @Test
    void blamesNoQuestionForWhatOthersAsk() {
        var found = check((request, receiver) -> {
            throw Turns.busy();
        });

        assertThat(found.values()).allSatisfy(trouble -> assertThat(trouble).endsWith("kommt im Datenstand nicht vor"));
    }
}
