package de.hilfenetz.serve;

import de.hilfenetz.finding.Rule;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.intake.RuleBook;
import de.hilfenetz.intake.RuleCatalogue;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** {@code /liefern/regeln}: every rule with its words and examples, made from the rules themselves and {@code schemas/rules.yaml}. */
final class RulePages {

    private final Supplier<Optional<Published>> current;
    private final ToLongFunction<Rule> told;
    private final Pages pages;
    private final Words t;
    private final RuleBook book = RuleBook.load();

    /** @param told how often a rule spoke when each feed was last processed; -1 where that is nobody's business */
    RulePages(Supplier<Optional<Published>> current, ToLongFunction<Rule> told, Pages pages, Words t) {
        this.current = current;
        this.told = told;
        this.pages = pages;
        this.t = t;
    }

    void list(Context ctx) {
        var published = current.get();
        var query = Objects.requireNonNullElse(ctx.queryParam("q"), "").strip();
        var severity = Objects.requireNonNullElse(ctx.queryParam("art"), "");
        var fixable = "ja".equals(ctx.queryParam("behebbar"));
        var words = Arrays.stream(query.toLowerCase(Locale.GERMAN).split("\\s+", -1))
                .toList();
        var rules = RuleCatalogue.list().stream()
                .filter(rule -> severity.isEmpty() || rule.severity().english().equals(severity))
                .filter(rule -> !fixable || book.isFixable(rule))
                .filter(rule -> words.stream().allMatch(text(rule)::contains))
                .map(Rule::inGeneral)
                .sorted(Comparator.comparing(Rule::severity).thenComparing(Rule::code))
                .map(rule -> new Views.RuleRow(rule, book.isFixable(rule)))
                .toList();
        var frame = pages.frame(ctx, published, t.of("regeln.titel"), t.of("regeln.beschreibung"));
        var isFiltered = !query.isEmpty() || !severity.isEmpty() || fixable;
        pages.send(
                ctx,
                published,
                "regeln",
                Map.of(
                        "frame", isFiltered ? frame.withoutIndex() : frame,
                        "rules", rules,
                        "query", query,
                        "severity", severity,
                        "fixable", fixable,
                        "severities", List.of(Severity.values())));
    }

    private String text(Rule rule) {
        return String.join(" ", rule.code(), rule.german(), rule.english(), book.why(rule, "de"))
                .toLowerCase(Locale.GERMAN);
    }

    private long count(Rule rule) {
        return RuleCatalogue.list().stream()
                .filter(known -> known.code().equals(rule.code()))
                .mapToLong(told)
                .sum();
    }

    void one(Context ctx) {
        var published = current.get();
        var rule = RuleCatalogue.list().stream()
                .filter(known -> known.code().equals(ctx.pathParam("code")))
                .findFirst()
                .map(Rule::inGeneral)
                .orElseThrow(() -> Refusal.of(404));
        var frame = pages.frame(ctx, published, rule.code(), t.isGerman() ? rule.german() : rule.english());
        var told = count(rule);
        var values = new HashMap<String, Object>();
        values.put("frame", frame);
        values.put("row", new Views.RuleRow(rule, book.isFixable(rule)));
        values.put("told", told);
        values.put("why", book.why(rule, "de"));
        values.put("whyEnglish", book.why(rule, "en"));
        values.put("none", book.whyNoExample(rule, t.tag()).orElse(""));
        values.put("setting", book.setting(rule));
        values.put("wrong", book.wrong(rule));
        values.put("right", book.right(rule));
        // What was told changes with every processing, also where no release follows.
        pages.send(ctx, published, "-" + told, "regel", values);
    }
}
