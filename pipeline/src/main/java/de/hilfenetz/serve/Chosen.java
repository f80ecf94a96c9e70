package de.hilfenetz.serve;

import static java.util.stream.Collectors.joining;

import de.hilfenetz.planning.Coverage;
import de.hilfenetz.planning.Selection;
import de.hilfenetz.planning.Slot;
import de.hilfenetz.planning.Split;
import de.hilfenetz.record.Answer;
import de.hilfenetz.vocabulary.Vocabulary;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a planning page is asked for, between its address, a selection of services and the query that counts the same. */
record Chosen(Selection selection) {

    /** Where the services of a choice are listed. */
    static final String LIST = "/planung/angebote";

    /** Where their query is. */
    static final String QUERY = "/planung/abfrage";

    /** Slots a form offers one of, in its order. */
    static final List<Split> SPLITS = List.of(
            Split.GENERATION, Split.AUDIENCE, Split.LANGUAGE, Split.FEATURE, Split.TIME, Split.BASIS, Split.FUNDING);

    /** More than a form can send. */
    private static final int MOST_SLOTS = 24;

    /** As the address says; what it says and nobody knows is refused. */
    static Chosen of(Context ctx, Vocabulary vocabulary, Words t) {
        var area = parameter(ctx, "gebiet");
        if (area != null && vocabulary.areas().find(area).isEmpty()) {
            throw refusal(t, "gebiet", area);
        }
        var situation = parameter(ctx, "lebenslage");
        if (situation != null
                && !situation.equals("alle")
                && !situation.equals(Split.UNKNOWN)
                && vocabulary.find("lebenslage", situation).isEmpty()) {
            throw refusal(t, "lebenslage", situation);
        }
        return new Chosen(new Selection(
                area == null ? vocabulary.areas().city().notation() : area,
                situation == null ? "alle" : situation,
                slots(ctx, vocabulary, t),
                hour(ctx, t)));
    }

    /** The same for a page whose figures are those of the whole week: an hour is refused. */
    static Chosen ofAnyHour(Context ctx, Vocabulary vocabulary, Words t) {
        var chosen = of(ctx, vocabulary, t);
        if (chosen.selection.hour() != null) {
            throw Refusal.of(400, t.of("planung.keine-stunde"));
        }
        return chosen;
    }

    private static List<Slot> slots(Context ctx, Vocabulary vocabulary, Words t) {
        var slots = new ArrayList<Slot>();
        for (var split : Split.values()) {
            for (var value : ctx.queryParams(split.word())) {
                var notation = value.strip();
                if (split == Split.ALL || notation.isEmpty()) {
                    continue;
                }
                var answered = split.isAnswered();
                var known = split.scheme()
                        .map(scheme -> vocabulary.find(scheme, notation).isPresent())
                        .orElse(vocabulary.findLanguage(notation).isPresent());
                if (!known && (answered || !notation.equals(Split.UNKNOWN))) {
                    throw refusal(t, split.word(), notation);
                }
                slots.add(new Slot(split, notation, answered ? Answer.YES : null));
            }
        }
        if (slots.size() > MOST_SLOTS) {
            throw Refusal.of(400, t.of("planung.zu-viel", MOST_SLOTS));
        }
        return slots;
    }

    private static @Nullable Integer hour(Context ctx, Words t) {
        var day = parameter(ctx, "tag");
        var hour = parameter(ctx, "stunde");
        if (day == null && hour == null) {
            return null;
        }
        if (day == null) {
            throw Refusal.of(400, t.of("planung.stunde-ohne-tag"));
        }
        if (!day.matches("[0-7]") || (hour != null && !hour.matches("[01]?[0-9]|2[0-3]"))) {
            throw refusal(t, "tag", day + " " + hour);
        }
        return Integer.parseInt(day) * 24 + (hour == null ? 12 : Integer.parseInt(hour));
    }

    private static Refusal refusal(Words t, String parameter, String value) {
        return Refusal.of(400, t.of("planung.unbekannt", parameter, value));
    }

    static @Nullable String parameter(Context ctx, String name) {
        var value = ctx.queryParam(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    String area() {
        return selection.area();
    }

    String situation() {
        return selection.situation();
    }

    /** The value asked for of a split; empty for none. */
    String value(Split split) {
        return selection.slots().stream()
                .filter(slot -> slot.split() == split)
                .map(Slot::value)
                .findFirst()
                .orElse("");
    }

    boolean asks(Slot slot) {
        return selection.slots().contains(slot);
    }

    /** The slot of a cell of {@link #among}. */
    Slot slot() {
        return selection.slots().size() == 1 ? selection.slots().getFirst() : Slot.ALL;
    }

    /** The figures to read cells from: of all services, or of those alone that fit several things at once. */
    Coverage among(Figures figures) {
        return selection.slots().size() < 2 ? figures.coverage() : figures.only(selection.slots());
    }

    /** Whether a time is asked for, which the query can say only of hours that are the same every week. */
    boolean asksWhen() {
        return selection.hour() != null || !value(Split.TIME).isEmpty();
    }

    /** What is asked for beside area and life situation, in words. */
    String slots(PlanningWords words) {
        return selection.slots().stream().map(slot -> ", " + words.slot(slot)).collect(joining());
    }

    Chosen in(String area) {
        return new Chosen(new Selection(area, selection.situation(), selection.slots(), selection.hour()));
    }

    Chosen about(String situation) {
        return new Chosen(new Selection(selection.area(), situation, selection.slots(), selection.hour()));
    }

    Chosen at(@Nullable Integer hour) {
        return new Chosen(new Selection(selection.area(), selection.situation(), selection.slots(), hour));
    }

    Chosen only(List<Slot> slots) {
        return new Chosen(new Selection(selection.area(), selection.situation(), slots, selection.hour()));
    }

    /** The page at {@code path} for this choice. */
    String on(String path) {
        var query = new Query()
                .with("gebiet", selection.area().length() > 4 ? null : selection.area())
                .with("lebenslage", selection.situation().equals("alle") ? null : selection.situation());
        var hour = selection.hour();
        if (hour != null) {
            query = query.with("tag", Integer.toString(hour / 24)).with("stunde", Integer.toString(hour % 24));
        }
        var address = new StringBuilder(query.on(path));
        for (var slot : selection.slots()) {
            address.append(address.indexOf("?") < 0 ? '?' : '&')
                    .append(slot.split().word())
                    .append('=')
                    .append(Query.encode(slot.value()));
        }
        return address.toString();
    }

    /** The list of its services. */
    String list() {
        return on(LIST);
    }

    /** The list of its services, which remembers what its figure counts. */
    String list(PlanningWords.Measure measure) {
        return on(LIST, measure);
    }

    /** The query of what is counted. */
    String query(PlanningWords.Measure measure) {
        return on(QUERY, measure);
    }

    /** The page at {@code path} for this choice and what is counted. */
    String on(String path, PlanningWords.Measure measure) {
        var address = on(path);
        return measure == PlanningWords.Measure.ANGEBOTE
                ? address
                : address + (address.indexOf('?') < 0 ? '?' : '&') + "mass=" + measure.word();
    }
}
