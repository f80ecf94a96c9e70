package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.hilfenetz.finding.Rule;
import de.hilfenetz.intake.RuleCatalogue;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /liefern/regeln}: every rule with its words, made from the rules themselves; examples where there are some. */
final class RulePages {

    private final Supplier<Optional<Published>> current;
    private final Pages pages;
    private final Words t;
    private final JsonNode examples;

    RulePages(Supplier<Optional<Published>> current, Pages pages, Words t) {
        this.current = current;
        this.pages = pages;
        this.t = t;
        try (var file = RulePages.class.getResourceAsStream("/schemas/rules.yaml")) {
            examples = new YAMLMapper().readTree(Objects.requireNonNull(file)).path("rules");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void list(Context ctx) {
        var published = current.get();
        var rules = RuleCatalogue.list().stream()
                .map(Rule::inGeneral)
                .sorted(Comparator.comparing(Rule::severity).thenComparing(Rule::code))
                .toList();
        var frame = pages.frame(ctx, published, t.of("regeln.titel"), t.of("regeln.beschreibung"));
        pages.send(ctx, published, "regeln", Map.of("frame", frame, "rules", rules));
    }

    void one(Context ctx) {
        var published = current.get();
        var rule = RuleCatalogue.list().stream()
                .filter(known -> known.code().equals(ctx.pathParam("code")))
                .findFirst()
                .map(Rule::inGeneral)
                .orElseThrow(() -> Refusal.of(404));
        var frame = pages.frame(ctx, published, rule.code(), rule.german());
        var values = new HashMap<String, Object>();
        values.put("frame", frame);
        values.put("rule", rule);
        values.put("wrong", lines(rule, "wrong"));
        values.put("right", lines(rule, "right"));
        pages.send(ctx, published, "regel", values);
    }

    /** The members of an example, one a line; empty where there is none. */
    private List<String> lines(Rule rule, String which) {
        return examples.path(rule.code()).path(which).properties().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .toList();
    }
}
