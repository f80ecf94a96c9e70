package de.hilfenetz.query;

import de.hilfenetz.record.Texts;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

    /**
     * The troubles of all questions with {@code release}, by slug; none while nothing is offered in it at all. A question that
     * finds no turn is asked once more after the others; that others ask too much is no trouble of its own.
     */
    public Map<String, String> check(String release) {
        var found = new HashMap<String, String>();
        if (!desk.contents().classes().containsKey(SERVICE)) {
            return found;
        }
        var crowdedOut = check(questions.list(), release, found);
        var unasked = check(crowdedOut, release, found);
        found.forEach((slug, trouble) -> LOG.warn("question {} at release {}: {}", slug, release, trouble));
        LOG.info(
                "asked {} questions of release {}: {} with trouble, {} found no turn",
                questions.list().size() - unasked.size(),
                release,
                found.size(),
                unasked.size());
        return found;
    }

    /** Those that found no turn. */
    private List<Question> check(List<Question> asked, String release, Map<String, String> found) {
        var crowdedOut = new ArrayList<Question>();
        for (var question : asked) {
            try {
                ask(question, release).ifPresent(trouble -> found.put(question.slug(), trouble));
            } catch (SparqlProblem.Busy e) {
                crowdedOut.add(question);
            } catch (SparqlProblem e) {
                found.put(question.slug(), e.german());
            } catch (IOException e) {
                found.put(question.slug(), String.valueOf(e.getMessage()));
            }
        }
        return crowdedOut;
    }

    private Optional<String> ask(Question question, String release) throws SparqlProblem, IOException {
        var day = day(release);
        var query = desk.read(question.sparql(Map.of(), day, Texts.GERMAN, desk.names()));
        var mayBeEmpty = question.in(Texts.GERMAN).none() != null;
        if (!query.unused().isEmpty() && !mayBeEmpty) {
            return Optional.of("<" + query.unused().getFirst().property() + "> kommt im Datenstand nicht vor");
        }
        var answer = desk.table(query, Limits.ROWS, null, release, null);
        return answer.rows().isEmpty() && !mayBeEmpty ? Optional.of("die Antwort ist leer") : Optional.empty();
    }

    /** The day of a release. */
    public static LocalDate day(String release) {
        return LocalDate.parse(release.substring(0, "2026-11-22".length()));
    }
}
