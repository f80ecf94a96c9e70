package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Severity;
import de.hilfenetz.intake.Report;
import de.hilfenetz.intake.RuleBook;
import de.hilfenetz.intake.Trial;
import de.hilfenetz.journal.Counters;
import de.hilfenetz.record.CanonicalJson;
import de.siegmar.fastcsv.writer.CsvWriter;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reports in the forms that people and programs take them in ({@code schemas/report.schema.json}). */
public final class Reports {

    private static final RuleBook BOOK = RuleBook.load();
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);

    private static final List<String> ORDER = List.of("neu", "noch", "behoben");

    private Reports() {}

    /** As JSON. */
    public static byte[] json(Trial trial, URI base) {
        var report = trial.report();
        var json = CanonicalJson.mapper().createObjectNode();
        json.put("feed", report.feed());
        json.put("state", report.state().name().toLowerCase(Locale.ROOT));
        json.put("verdict", trial.verdict());
        if (report.reason() != null) {
            json.put("reason", report.reason());
        }
        var counters = report.counters();
        if (counters != null) {
            json.set("counters", counters(counters));
        }
        var changes = trial.changes();
        if (changes != null) {
            var node = json.putObject("changes");
            node.put("text", changes.german());
            node.put("added", changes.added());
            node.put("changed", changes.changed());
            node.put("changed_only_hours", changes.onlyHours());
            node.put("unchanged", changes.unchanged());
            node.put("removed", changes.removed());
            node.put("parked", changes.parked());
            node.put("held", changes.held());
            if (changes.removals() != null) {
                node.put("removals", changes.removals());
            }
            var records = node.putArray("records");
            for (var record : changes.records()) {
                var one = records.addObject();
                one.put("change", record.change().name().toLowerCase(Locale.ROOT));
                one.put("kind", record.kind().json());
                one.put("name", record.name());
                var fields = one.putArray("fields");
                record.fields().forEach(fields::add);
            }
        }
        var rules = json.putArray("rules");
        for (var count : report.rules()) {
            rules.addObject()
                    .put("rule", count.rule().code())
                    .put("severity", count.rule().severity().english())
                    .put("count", count.count())
                    .put("fixable", BOOK.isFixable(count.rule()))
                    .put("page", rulePage(base, count.rule().code()))
                    .putObject("why")
                    .put("de", BOOK.why(count.rule(), "de"))
                    .put("en", BOOK.why(count.rule(), "en"));
        }
        var not = json.putArray("not_checked");
        trial.notChecked()
                .forEach(one -> not.addObject().put("de", one.german()).put("en", one.english()));
        findings(trial, json.putArray("findings"));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void findings(Trial trial, ArrayNode findings) {
        for (var told : trial.told()) {
            var finding = told.finding();
            var node = findings.addObject();
            node.put("rule", finding.rule().code());
            node.put("severity", finding.severity().english());
            node.put("file", finding.place().file());
            put(node, "line", finding.place().line());
            put(node, "column", finding.place().column());
            put(node, "field", finding.place().field());
            put(node, "pointer", finding.field());
            put(node, "value", finding.value());
            put(node, "suggestion", finding.suggestion());
            put(node, "expected", finding.values().get("expected"));
            var record = finding.subject();
            if (record != null) {
                node.putObject("record").put("id", record.id()).put("name", record.name());
            }
            put(node, "raw", told.line());
            put(node, "caret", told.caret());
            node.putObject("message").put("de", finding.german()).put("en", finding.english());
        }
    }

    /** A finding among the {@code errors} of a problem (RFC 9457). */
    static Map<String, Object> error(Finding finding, Words t) {
        var place = finding.place();
        var error = new LinkedHashMap<String, Object>();
        error.put("file", place.file());
        if (place.line() > 0) {
            error.put("line", place.line());
        }
        if (place.column() > 0) {
            error.put("column", place.column());
        }
        if (place.field() != null) {
            error.put(place.field().startsWith("/") ? "pointer" : "field", place.field());
        }
        error.put("rule", finding.rule().code());
        error.put("message", t.isGerman() ? finding.german() : finding.english());
        if (finding.suggestion() != null) {
            error.put("suggestion", finding.suggestion());
        }
        return error;
    }

    private static void put(ObjectNode node, String name, int number) {
        if (number > 0) {
            node.put(name, number);
        }
    }

    private static void put(ObjectNode node, String name, @Nullable String text) {
        if (text != null) {
            node.put(name, text);
        }
    }

    /** The counters of a run. */
    static ObjectNode counters(Counters counters) {
        return CanonicalJson.mapper()
                .createObjectNode()
                .put("received", counters.received())
                .put("added", counters.added())
                .put("returned", counters.returned())
                .put("changed", counters.changed())
                .put("unchanged", counters.unchanged())
                .put("held", counters.held())
                .put("duplicate", counters.duplicate())
                .put("removed", counters.removed())
                .put("parked", counters.parked())
                .put("live_before", counters.liveBefore())
                .put("live_after", counters.liveAfter());
    }

    /** As CSV, a row a finding. */
    public static byte[] csv(Trial trial) {
        var text = new StringWriter();
        try (var csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    "severity",
                    "rule",
                    "file",
                    "line",
                    "column",
                    "field",
                    "value",
                    "suggestion",
                    "message",
                    "raw",
                    "record_id",
                    "record_name");
            for (var told : trial.told()) {
                var finding = told.finding();
                var record = finding.subject();
                csv.writeRecord(
                        finding.severity().english(),
                        finding.rule().code(),
                        finding.place().file(),
                        number(finding.place().line()),
                        number(finding.place().column()),
                        finding.place().field(),
                        finding.value(),
                        finding.suggestion(),
                        finding.german(),
                        told.line(),
                        record == null ? null : record.id(),
                        record == null ? null : record.name());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String number(int number) {
        return number > 0 ? Integer.toString(number) : "";
    }

    /** As one HTML file that loads nothing. */
    public static byte[] html(Trial trial, URI base) {
        return html(trial, base, null, Words.german());
    }

    /** The same of a kept delivery, whose report can be narrowed. */
    static byte[] html(Trial trial, URI base, @Nullable Kept kept, Words t) {
        var out = new StringOutput();
        var values = new HashMap<String, Object>();
        values.put("trial", trial);
        values.put("groups", kept == null ? groups(trial) : kept.filter().of(groups(trial)));
        values.put("base", base.toString());
        values.put("kept", kept);
        values.put("t", t);
        TEMPLATES.render("bericht.jte", values, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What a report on a kept delivery says beside its findings.
     *
     * @param address of the report, under which its other forms lie
     * @param choices what it can be narrowed by
     * @param before how often each rule spoke of the delivery before; empty where there is none to compare with
     */
    public record Kept(String address, Filter filter, List<Views.Choice> choices, List<Compared> before) {}

    /**
     * How often a rule spoke of the delivery before and of this one.
     *
     * @param rule its code
     */
    public record Compared(String rule, long before, long now) {

        /** {@code neu}, {@code behoben} or {@code noch}. */
        public String word() {
            return before == 0 ? "neu" : now == 0 ? "behoben" : "noch";
        }
    }

    /** Each rule that spoke of either delivery; what is new first, then what is still there. */
    static List<Compared> compare(Trial before, Trial now) {
        var counts = new TreeMap<String, long[]>();
        before.report()
                .rules()
                .forEach(count -> counts.computeIfAbsent(count.rule().code(), code -> new long[2])[0] = count.count());
        now.report()
                .rules()
                .forEach(count -> counts.computeIfAbsent(count.rule().code(), code -> new long[2])[1] = count.count());
        return counts.entrySet().stream()
                .map(rule -> new Compared(rule.getKey(), rule.getValue()[0], rule.getValue()[1]))
                .sorted(Comparator.comparingInt((Compared one) -> ORDER.indexOf(one.word())))
                .toList();
    }

    /** What a report is narrowed to; empty texts narrow nothing. */
    public record Filter(String severity, String rule, String field) {

        private boolean holds(Finding finding) {
            return (severity.isEmpty() || finding.severity().english().equals(severity))
                    && (rule.isEmpty() || finding.rule().code().equals(rule))
                    && (field.isEmpty() || field.equals(Filter.field(finding)));
        }

        private static String field(Finding finding) {
            return Objects.requireNonNullElse(finding.place().field(), Objects.requireNonNullElse(finding.field(), ""));
        }

        private List<Group> of(List<Group> groups) {
            return groups.stream()
                    .map(group -> new Group(
                            group.count(),
                            group.told().stream()
                                    .filter(told -> holds(told.finding()))
                                    .toList()))
                    .filter(group -> !group.told().isEmpty())
                    .toList();
        }

        /** What there is to choose from in a report, with the number of findings it shows of each. */
        List<Views.Choice> choices(Trial trial, Words t) {
            return List.of(
                    choice(
                            "schwere",
                            severity,
                            trial,
                            t,
                            finding -> finding.severity().english()),
                    choice("regel", rule, trial, t, finding -> finding.rule().code()),
                    choice("feld", field, trial, t, Filter::field));
        }

        private static Views.Choice choice(
                String name, String chosen, Trial trial, Words t, Function<Finding, String> value) {
            var counts = new TreeMap<String, Integer>();
            trial.told().forEach(told -> counts.merge(value.apply(told.finding()), 1, Integer::sum));
            counts.remove("");
            var options = new ArrayList<Views.Option>();
            options.add(new Views.Option("", t.of("filter.alle"), chosen.isEmpty()));
            counts.forEach((found, count) -> options.add(new Views.Option(
                    found,
                    "%s (%s)"
                            .formatted(
                                    name.equals("schwere") ? t.of("bericht.schwere." + found) : found, t.number(count)),
                    found.equals(chosen))));
            return new Views.Choice(name, t.of("bericht." + name), options);
        }
    }

    /** The findings of one rule. */
    public record Group(Report.RuleCount count, List<Trial.Told> told) {

        /** Why it matters. */
        public String why(Words t) {
            return BOOK.why(count.rule(), t.isGerman() ? "de" : "en");
        }

        /** How it is right; empty for what only tells how something was read. */
        public String right() {
            return count.rule().severity() == Severity.INFO ? "" : BOOK.right(count.rule());
        }

        /** Whether the corrected file holds its suggestions. */
        public boolean fixable() {
            return BOOK.isFixable(count.rule());
        }

        /** Error, warning, info. */
        public Severity severity() {
            return count.rule().severity();
        }
    }

    static List<Group> groups(Trial trial) {
        var groups = new ArrayList<Group>();
        for (var count : trial.report().rules()) {
            groups.add(new Group(
                    count,
                    trial.told().stream()
                            .filter(told -> told.finding().rule().equals(count.rule()))
                            .toList()));
        }
        return groups;
    }

    /** Where a rule is explained. */
    static String rulePage(URI base, String code) {
        return base + "liefern/regeln/" + code;
    }
}
