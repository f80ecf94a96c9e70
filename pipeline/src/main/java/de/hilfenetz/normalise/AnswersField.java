package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Answers by notation: barrier-free features of a place, thresholds of a service. What was not said stays absent. */
final class AnswersField {

    private AnswersField() {}

    /** Writes the answers under {@code name}; returns the words that name none of the notations, for the caller to keep. */
    static List<String> fill(Form form, String name, Function<String, Optional<Features.Known>> find) {
        var answers = new TreeMap<String, String>();
        var others = new ArrayList<String>();
        var node = form.take(name);
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(member -> answer(form, name, member.getKey(), member.getValue(), find, answers, others));
        } else if (node != null) {
            form.eachWord(name, word -> word(form, name, word, find, answers, others));
        }
        if (!answers.isEmpty()) {
            var to = form.to().putObject(name);
            answers.forEach(to::put);
        }
        return others;
    }

    private static void answer(
            Form form,
            String name,
            String key,
            JsonNode value,
            Function<String, Optional<Features.Known>> find,
            SortedMap<String, String> answers,
            List<String> others) {
        if (value.isNull() || (value.isTextual() && value.textValue().isBlank())) {
            return;
        }
        var pointer = form.at(name) + "/" + Notations.of(key);
        var known =
                find.apply(key).filter(found -> found.answer().equals("yes")).orElse(null);
        if (known == null) {
            form.remarks().tell(Features.UNKNOWN, value, pointer, key + ": " + value.asText(), null);
            keep(others, key + ": " + value.asText());
            return;
        }
        if (!known.notation().equals(key)) {
            form.remarks().tell(Features.READ, value, pointer, key, known.notation());
        }
        var reading = value.isValueNode() ? Answers.parse(Form.plain(value)) : Reading.<String>absent();
        if (!value.isBoolean()) {
            form.remarks().notes(reading, value, pointer);
        }
        if (reading.value() != null) {
            put(form, name, value, answers, known.notation(), reading.value());
        } else {
            keep(others, key + ": " + value.asText());
        }
    }

    private static void word(
            Form form,
            String name,
            Form.Word word,
            Function<String, Optional<Features.Known>> find,
            SortedMap<String, String> answers,
            List<String> others) {
        if ("unknown".equals(Answers.parse(word.text()).value())) {
            return;
        }
        var known = find.apply(word.text()).orElse(null);
        if (known == null) {
            form.remarks().tell(Features.UNKNOWN, word.source(), form.at(name), word.text(), null);
            Form.addOnce(others, word.text());
            return;
        }
        form.remarks()
                .tell(
                        Features.READ,
                        word.source(),
                        form.at(name) + "/" + known.notation(),
                        word.text(),
                        known.notation() + ": " + known.answer());
        put(form, name, word.source(), answers, known.notation(), known.answer());
    }

    private static void keep(List<String> others, String words) {
        var line = PlainText.line(words).value();
        if (line != null) {
            Form.addOnce(others, line);
        }
    }

    /** Said twice and differently: nobody knows. */
    private static void put(
            Form form,
            String name,
            JsonNode source,
            SortedMap<String, String> answers,
            String notation,
            String answer) {
        var before = answers.putIfAbsent(notation, answer);
        if (before != null && !before.equals(answer)) {
            answers.put(notation, "unknown");
            form.remarks()
                    .add(Finding.of(
                                    Features.CONTRADICTION,
                                    form.remarks().placeOf(source),
                                    form.at(name) + "/" + notation,
                                    notation)
                            .with("first", before)
                            .with("second", answer));
        }
    }
}
