package de.hilfenetz.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.finding.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object as a mapping made it, read member by member into its canonical form. Members that nobody asked for are told at
 * the end. Canonical members are written in the order they are asked for.
 */
final class Form {

    static final Rule UNKNOWN_FIELD = Rule.warning(
            "feld-unbekannt",
            "Das Feld „{field}“ kennen wir nicht; sein Inhalt wird nicht übernommen.",
            "We do not know the field \"{field}\"; its content is not taken.");
    static final Rule UNREADABLE_FIELD = Rule.warning(
            "feld-unlesbar",
            "Mit dem Inhalt von „{field}“ können wir nichts anfangen; er wird nicht übernommen. Erwartet wird"
                    + " {expected}.",
            "We cannot make sense of what \"{field}\" holds; it is not taken. Expected is {expected}.");
    static final Rule TOO_LONG = Rule.warning(
            "text-zu-lang",
            "Der Text in „{field}“ ist länger als {limit} Zeichen und wird nicht übernommen.",
            "The text of \"{field}\" is longer than {limit} characters and is not taken.");

    /** What all members of a draft share. {@code region}: whose national phone numbers are meant. */
    record Setting(String language, String region, @Nullable String country, Instant delivered, Set<String> persons) {

        /** Whether there is a basis for naming whoever has this mailbox or number. */
        boolean mayName(String mailboxOrNumber) {
            return persons.contains(Feed.Named.key(mailboxOrNumber));
        }
    }

    private static final int MAX_TEXT = 50_000;

    private final ObjectNode from;
    private final ObjectNode to = JsonNodeFactory.instance.objectNode();
    private final String pointer;
    private final Remarks remarks;
    private final Setting setting;
    private final Set<String> asked = new HashSet<>();

    Form(ObjectNode from, String pointer, Remarks remarks, Setting setting) {
        this.from = from;
        this.pointer = pointer;
        this.remarks = remarks;
        this.setting = setting;
    }

    ObjectNode to() {
        return to;
    }

    Remarks remarks() {
        return remarks;
    }

    Setting setting() {
        return setting;
    }

    String at(String name) {
        return pointer + "/" + name;
    }

    /** The form of a member that is an object. */
    Form within(ObjectNode child, String name) {
        return new Form(child, at(name), remarks, setting);
    }

    /** The member as it came; null where it is absent, null, blank or empty. */
    @Nullable
    JsonNode take(String name) {
        asked.add(name);
        var node = from.get(name);
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        if ((node.isTextual() && node.textValue().isBlank()) || (node.isContainerNode() && node.isEmpty())) {
            return null;
        }
        if (pointer.isEmpty()) {
            remarks.from(at(name), node);
        }
        return node;
    }

    /** The member as text: a number or a boolean is its text, an object or array is told and left out. */
    @Nullable
    String scalar(String name) {
        var node = take(name);
        return node == null ? null : scalar(node, name);
    }

    @Nullable
    String scalar(JsonNode node, String name) {
        if (node.isValueNode()) {
            return plain(node);
        }
        unreadable(node, name, "ein einzelner Wert");
        return null;
    }

    /** A number written by a spreadsheet as 5.0 is 5. */
    static String plain(JsonNode node) {
        if (node.isFloatingPointNumber()) {
            var number = node.decimalValue().stripTrailingZeros();
            return number.scale() <= 0 ? number.toBigInteger().toString() : number.toPlainString();
        }
        return node.asText();
    }

    /** Something that has no place here: told, with what would have. */
    void unreadable(JsonNode node, String name, String expected) {
        var value = node.isValueNode() ? node.asText() : node.toString();
        remarks.add(Finding.of(UNREADABLE_FIELD, remarks.placeOf(node), at(name), cut(value))
                .with("field", at(name).substring(1))
                .with("expected", expected));
    }

    /** Reads the member with {@code parse} and writes what comes out under the same name. */
    void parsed(String name, Function<String, Reading<String>> parse) {
        var value = read(name, parse);
        if (value != null) {
            to.put(name, value);
        }
    }

    /** Reads the member with {@code parse}; null where nothing comes out. */
    <T> @Nullable T read(String name, Function<String, Reading<T>> parse) {
        var node = take(name);
        var typed = node == null ? null : scalar(node, name);
        if (node == null || typed == null) {
            return null;
        }
        var reading = parse.apply(typed);
        remarks.notes(reading, node, at(name));
        return reading.value();
    }

    /** One line of text without language. */
    void line(String name, int limit) {
        parsed(name, typed -> limited(PlainText.line(typed), name, limit));
    }

    Reading<String> limited(Reading<String> reading, String name, int limit) {
        var value = reading.value();
        if (value == null || value.length() <= limit) {
            return reading;
        }
        tooLong(name, value, limit);
        return Reading.absent();
    }

    void tooLong(String name, String value, int limit) {
        remarks.add(Finding.of(TOO_LONG, remarks.placeOf(from.get(name)), at(name), cut(value))
                .with("field", at(name).substring(1))
                .with("limit", Integer.toString(limit)));
    }

    /** As much of a value as a finding quotes. */
    static String cut(String value) {
        return value.length() > 200 ? value.substring(0, 200) + "…" : value;
    }

    /** A text by language; {@code lines} keeps its paragraphs. */
    void texts(String name, boolean lines) {
        var node = take(name);
        if (node != null) {
            var texts = texts(node, name, lines);
            if (!texts.isEmpty()) {
                to.set(name, texts);
            }
        }
    }

    ObjectNode texts(JsonNode node, String name, boolean lines) {
        var texts = to.objectNode();
        if (node instanceof ObjectNode byLanguage) {
            byLanguage.properties().forEach(member -> {
                var tag = Languages.parse(member.getKey()).value();
                if (tag == null) {
                    unreadable(member.getValue(), name + "/" + member.getKey(), "ein Sprachkürzel wie „de“");
                } else if (!member.getValue().isNull()) {
                    text(member.getValue(), name + "/" + member.getKey(), lines, tag, texts);
                }
            });
        } else if (node.isArray()) {
            var parts = new ArrayList<String>();
            node.forEach(part -> {
                if (part.isValueNode() && !part.isNull()) {
                    parts.add(part.asText());
                }
            });
            text(texts.textNode(String.join(lines ? "\n" : ", ", parts)), name, lines, setting.language(), texts);
        } else {
            text(node, name, lines, setting.language(), texts);
        }
        return texts;
    }

    private void text(JsonNode node, String name, boolean lines, String tag, ObjectNode texts) {
        var typed = scalar(node, name);
        if (typed == null) {
            return;
        }
        var reading = limited(lines ? PlainText.parse(typed) : PlainText.line(typed), name, MAX_TEXT);
        remarks.notes(reading, node, at(name));
        var value = reading.value();
        if (value != null && !texts.has(tag)) {
            texts.put(tag, value);
        }
    }

    /** Each word of the member: a text is cut at comma, semicolon and bar, an array is taken item by item. */
    void eachWord(String name, Consumer<Word> use) {
        var node = take(name);
        if (node == null) {
            return;
        }
        if (node.isArray()) {
            node.forEach(item -> {
                if (item.isValueNode() && !item.isNull()) {
                    word(Form.plain(item), item, name, use);
                } else if (!item.isNull()) {
                    unreadable(item, name, "eine Liste von Wörtern");
                }
            });
        } else if (node.isValueNode()) {
            // Entities end in a semicolon: markup goes before the words are parted.
            var text = PlainText.parse(plain(node));
            remarks.notes(text, node, at(name));
            for (var part : Words.cut(text.value() == null ? "" : text.value())) {
                word(part, node, name, use);
            }
        } else {
            unreadable(node, name, "eine Liste von Wörtern");
        }
    }

    /** A word of a list and the value it stood in. */
    record Word(String text, JsonNode source) {}

    private void word(String typed, JsonNode source, String name, Consumer<Word> use) {
        var reading = limited(PlainText.line(typed), name, 300);
        remarks.notes(reading, source, at(name));
        if (reading.value() != null) {
            use.accept(new Word(reading.value(), source));
        }
    }

    /** A list of words, each once, in order. */
    void words(String name) {
        var list = new ArrayList<String>();
        eachWord(name, word -> addOnce(list, word.text()));
        putList(name, list);
    }

    /** A list of words, each read with {@code parse}; what cannot be read is told there. */
    void words(String name, Function<String, Reading<String>> parse) {
        var list = new ArrayList<String>();
        eachWord(name, word -> {
            var reading = parse.apply(word.text());
            remarks.notes(reading, word.source(), at(name));
            if (reading.value() != null) {
                addOnce(list, reading.value());
            }
        });
        putList(name, list);
    }

    static void addOnce(List<String> list, String word) {
        if (!list.contains(word)) {
            list.add(word);
        }
    }

    /** Adds words to a list of the canonical form that may be there already. */
    void putList(String name, List<String> words) {
        if (words.isEmpty()) {
            return;
        }
        var array = to.get(name) instanceof ArrayNode there ? there : to.putArray(name);
        var known = new HashSet<String>();
        array.forEach(word -> known.add(word.asText()));
        words.stream().filter(known::add).forEach(array::add);
    }

    /** Each object of a member that is an object or an array of them; other items go to {@code shortForm}. */
    void children(String name, Consumer<Form> fill, @Nullable Function<JsonNode, @Nullable ObjectNode> shortForm) {
        var node = take(name);
        if (node == null) {
            return;
        }
        var array = to.arrayNode();
        var items = node.isArray() ? node : to.arrayNode().add(node);
        for (var item : items) {
            if (item.isNull() || (item.isTextual() && item.textValue().isBlank())) {
                continue;
            }
            var object = item instanceof ObjectNode is ? is : shortForm == null ? null : shortForm.apply(item);
            if (object == null) {
                unreadable(item, name, "ein Objekt");
                continue;
            }
            var child = within(object, name + "/" + array.size());
            fill.accept(child);
            child.finish();
            if (!child.to.isEmpty()) {
                array.add(child.to);
            }
        }
        if (!array.isEmpty()) {
            to.set(name, array);
        }
    }

    /** A number as it is or as a text with point or comma. */
    void number(String name) {
        var node = take(name);
        if (node == null) {
            return;
        }
        if (node.isNumber()) {
            to.set(name, node);
        } else if (node.isTextual() && node.textValue().strip().matches("-?\\d{1,15}(?:[.,]\\d{1,6})?")) {
            to.put(name, new java.math.BigDecimal(node.textValue().strip().replace(',', '.')));
        } else {
            unreadable(node, name, "eine Zahl");
        }
    }

    /** The canonical form with its members in the order of {@code names}; others first. */
    ObjectNode ordered(List<String> names) {
        for (var name : names) {
            var value = to.remove(name);
            if (value != null) {
                to.set(name, value);
            }
        }
        return to;
    }

    /** Tells the members nobody asked for. */
    void finish() {
        from.properties().forEach(member -> {
            var value = member.getValue();
            if (asked.contains(member.getKey()) || value.isNull() || (value.isContainerNode() && value.isEmpty())) {
                return;
            }
            var text = value.isValueNode() ? value.asText() : value.toString();
            remarks.add(Finding.of(UNKNOWN_FIELD, remarks.placeOf(value), null, cut(text))
                    .with("field", at(member.getKey()).substring(1)));
        });
    }

    /** Lower-case name of a member, for spellings of keys. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
