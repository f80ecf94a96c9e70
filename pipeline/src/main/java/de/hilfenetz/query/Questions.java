package de.hilfenetz.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All questions, in the order of {@code site/fragen/index.txt}. */
public final class Questions {

    private static final String FOLDER = "/site/fragen/";

    private final List<Question> all;

    private Questions(List<Question> all) {
        this.all = List.copyOf(all);
    }

    /** Reads the questions that are packed with the program; a wrong one is our mistake and thrown. */
    public static Questions load() {
        return new Questions(text("index.txt")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(slug -> Question.read(slug, text(slug + ".rq")))
                .toList());
    }

    private static String text(String name) {
        try (var file = Questions.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalStateException("the jar has no " + FOLDER + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In order. */
    public List<Question> list() {
        return all;
    }

    /** The question at {@code /fragen/{slug}}. */
    public Optional<Question> find(String slug) {
        return all.stream().filter(question -> question.slug().equals(slug)).findFirst();
    }

    /** In order, by desk. */
    public Map<String, List<Question>> byDesk(String language) {
        var desks = new LinkedHashMap<String, List<Question>>();
        all.forEach(question -> desks.computeIfAbsent(question.in(language).desk(), desk -> new ArrayList<>())
                .add(question));
        return desks;
    }
}
