package de.hilfenetz.query;

import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every question of a new release before anybody else does: says in the log which one cannot be answered any more or has
 * fallen to nothing, and leaves the answers where pages find them.
 */
public final class QuestionCheck {

    private static final Logger LOG = LoggerFactory.getLogger(QuestionCheck.class);

    private static final String SERVICE = "https://schema.org/Service";

    private final QueryDesk desk;
    private final Questions questions;

    public QuestionCheck(QueryDesk desk, Questions questions) {
        this.desk = desk;
        this.questions = questions;
    }

    /** The troubles of all questions with {@code release}, by slug; none while nothing is offered in it at all. */
    public Map<String, String> check(String release) {
        var found = new HashMap<String, String>();
        if (!desk.contents().classes().containsKey(SERVICE)) {
            return found;
        }
        for (var question : questions.list()) {
            try {
                ask(question, release).ifPresent(trouble -> found.put(question.slug(), trouble));
            } catch (SparqlProblem e) {
                found.put(question.slug(), e.german());
            } catch (IOException e) {
                found.put(question.slug(), String.valueOf(e.getMessage()));
            }
        }
        found.forEach((slug, trouble) -> LOG.warn("question {} at release {}: {}", slug, release, trouble));
        LOG.info(
                "asked {} questions of release {}: {} with trouble",
                questions.list().size(),
                release,
                found.size());
        return found;
    }

    private Optional<String> ask(Question question, String release) throws SparqlProblem, IOException {
        var day = day(release);
        var query = desk.read(question.sparql(Map.of(), day, desk.names()));
        if (!query.unused().isEmpty() && question.none() == null) {
            return Optional.of("<" + query.unused().getFirst().property() + "> kommt im Datenstand nicht vor");
        }
        var answer = desk.table(query, Limits.ROWS, null, release, null);
        return answer.rows().isEmpty() && question.none() == null
                ? Optional.of("die Antwort ist leer")
                : Optional.empty();
    }

    /** The day of a release. */
    public static LocalDate day(String release) {
        return LocalDate.parse(release.substring(0, "2026-11-22".length()));
    }
}
