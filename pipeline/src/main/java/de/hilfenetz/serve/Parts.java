package de.hilfenetz.serve;

import com.fasterxml.jackson.databind.JsonNode;
import de.hilfenetz.record.Answer;
import de.hilfenetz.record.Basis;
import de.hilfenetz.record.Contact;
import de.hilfenetz.record.Entry;
import de.hilfenetz.record.Freshness;
import de.hilfenetz.record.Hours;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Location;
import de.hilfenetz.record.Organization;
import de.hilfenetz.record.Origin;
import de.hilfenetz.record.Phone;
import de.hilfenetz.record.Service;
import de.hilfenetz.record.Texts;
import de.hilfenetz.serve.Views.Call;
import de.hilfenetz.serve.Views.Corrected;
import de.hilfenetz.serve.Views.Fact;
import de.hilfenetz.serve.Views.Link;
import de.hilfenetz.serve.Views.Machine;
import de.hilfenetz.serve.Views.Other;
import de.hilfenetz.serve.Views.Provenance;
import de.hilfenetz.serve.Views.Reach;
import de.hilfenetz.serve.Views.Row;
import de.hilfenetz.serve.Views.Source;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The parts that pages of services, organizations and places share, from the record to what is shown. */
final class Parts {

    /** The six features every place is asked for, in the order of the city's own list. */
    static final List<String> FEATURES = List.of(
            "stufenloser-eingang",
            "aufzug",
            "taktile-leitlinien",
            "rollstuhl-wc",
            "wickelraum",
            "behindertenparkplatz");

    /** What decides at the door whether somebody gets in. */
    static final List<String> ACCESS = List.of(
            "ohne-termin",
            "kostenfrei",
            "anonym",
            "ohne-ausweis",
            "ohne-krankenversicherung",
            "ohne-aufenthaltsstatus",
            "kinder-mitbringen",
            "begleitperson",
            "hund",
            "dgs",
            "dolmetschen",
            "ohne-telefon");

    private static final Map<Answer, String> MARKS =
            Map.of(Answer.YES, "✓", Answer.LIMITED, "◐", Answer.NO, "✗", Answer.UNKNOWN, "–");

    private final Site site;
    private final Words t;
    private final Labels labels;

    Parts(Site site, Words t, Labels labels) {
        this.site = site;
        this.t = t;
        this.labels = labels;
    }

    /** One fact per notation of {@code asked}, then what else was answered; what nobody said is "not reported". */
    List<Fact> facts(String scheme, List<String> asked, SortedMap<String, Answer> answers) {
        var notations = new LinkedHashSet<>(asked);
        notations.addAll(answers.keySet());
        return notations.stream()
                .map(notation -> fact(labels.of(scheme, notation), answers.getOrDefault(notation, Answer.UNKNOWN)))
                .toList();
    }

    /** The same, with what was answered first. */
    List<Fact> factsAnsweredFirst(String scheme, List<String> asked, SortedMap<String, Answer> answers) {
        var facts = new ArrayList<>(facts(scheme, asked, answers));
        facts.sort((one, other) -> Boolean.compare(
                one.state().equals(Answer.UNKNOWN.json()), other.state().equals(Answer.UNKNOWN.json())));
        return facts;
    }

    Fact fact(String label, Answer answer) {
        return new Fact(
                label, answer.json(), Objects.requireNonNull(MARKS.get(answer)), t.of("antwort." + answer.json()));
    }

    /** Numbers to talk to somebody. */
    List<Call> calls(List<Contact> contacts) {
        var calls = new ArrayList<Call>();
        for (var contact : contacts) {
            for (var phone : contact.phones()) {
                if (isVoice(phone)) {
                    calls.add(call(contact, phone));
                }
            }
        }
        return calls;
    }

    private static boolean isVoice(Phone phone) {
        return phone.type() == null
                || phone.type().equals("voice")
                || phone.type().equals("cell");
    }

    private Call call(Contact contact, Phone phone) {
        var notes = Stream.of(
                        phone.extension() == null ? null : t.of("kontakt.durchwahl", phone.extension()),
                        phone.note() == null ? null : phone.note().best(t.tag()))
                .filter(Objects::nonNull)
                .toList();
        return new Call(
                label(contact),
                Web.national(phone.number()),
                phone.dial(),
                notes.isEmpty() ? null : String.join(", ", notes));
    }

    private String label(Contact contact) {
        if (contact.name() != null) {
            return contact.name().best(t.tag());
        }
        return contact.role() == null ? "" : labels.of("kontaktart", contact.role());
    }

    /** Ways to get in touch without talking: mail, page, text, fax, and the channels the provider named. */
    List<Reach> reach(List<Contact> contacts, List<String> channels) {
        var ways = new LinkedHashSet<Reach>();
        for (var contact : contacts) {
            if (contact.email() != null) {
                ways.add(new Reach(t.of("kontakt.email"), contact.email(), Web.mailto(contact.email())));
            }
            addPage(contact.url(), ways);
            for (var phone : contact.phones()) {
                addWritten(phone, ways);
            }
        }
        for (var channel : channels) {
            if (!channel.equals("telefon") && !channel.equals("e-mail")) {
                ways.add(new Reach(t.of("kontakt.kanal"), labels.of("kanal", channel), null));
            }
        }
        return List.copyOf(ways);
    }

    void addPage(@Nullable String url, java.util.Collection<Reach> ways) {
        if (url != null) {
            ways.add(new Reach(t.of("kontakt.web"), Web.text(url), Web.href(url)));
        }
    }

    private void addWritten(Phone phone, java.util.Collection<Reach> ways) {
        var label = switch (Objects.requireNonNullElse(phone.type(), "voice")) {
            case "text" -> "kontakt.sms";
            case "textphone" -> "kontakt.schreibtelefon";
            case "fax" -> "kontakt.fax";
            default -> "";
        };
        if (!label.isEmpty()) {
            var scheme = label.equals("kontakt.sms") ? "sms:" : "tel:";
            ways.add(new Reach(t.of(label), Web.national(phone.number()), scheme + phone.dial()));
        }
    }

    /** The lines of a postal address. */
    List<String> address(Location.@Nullable Address address) {
        if (address == null) {
            return List.of();
        }
        return Stream.of(
                        joined(address.street(), address.houseNumber()),
                        Objects.requireNonNullElse(address.addition(), ""),
                        address.poBox() == null ? "" : t.of("ort.postfach", address.poBox()),
                        joined(address.postalCode(), address.city()))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String joined(@Nullable String first, @Nullable String second) {
        return Stream.of(first, second)
                .filter(Objects::nonNull)
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }

    /** Opening hours as a week where they can be read, always with the provider's words. */
    Views.@Nullable Hours hours(@Nullable Hours hours, LocalDate today) {
        return hours == null ? null : new HoursView(t).of(hours, today);
    }

    /** The hours of a service or of one of its places; of one that is closed for now they promise no day. */
    Views.@Nullable Hours hours(Service service, @Nullable Hours hours, LocalDate today) {
        var view = hours(hours, today);
        return view == null || service.status() == Service.Status.ACTIVE ? view : view.withoutDates();
    }

    /** A text as paragraphs, one a line of the record. */
    List<String> paragraphs(@Nullable Texts texts) {
        return texts == null ? List.of() : lines(texts.best(t.tag()));
    }

    static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** The page of an organization. */
    Link link(Organization organization) {
        return new Link(
                organization.name().best(t.tag()), "/traeger/" + organization.id(), t.mark(organization.name()));
    }

    /** A row of contracts and tasks that a record rests on, or none. */
    Stream<Row> basis(List<Basis> basis) {
        return links("feld.grundlage", basis.stream().map(this::ground).toList());
    }

    private Link ground(Basis basis) {
        var text = new StringBuilder(labels.of("grundlage", basis.kind()));
        if (basis.norm() != null) {
            text.append(": ").append(basis.norm());
        }
        if (basis.from() != null) {
            text.append(" (")
                    .append(basis.from())
                    .append(basis.until() == null ? "" : "–" + basis.until())
                    .append(')');
        }
        var href = Web.href(basis.source());
        return new Link(text.toString(), href == null ? "" : href);
    }

    /** A row of labels, or none. */
    Stream<Row> labels(String key, String scheme, List<String> notations) {
        return texts(key, labels.all(scheme, notations));
    }

    /** A row of texts, or none. */
    Stream<Row> texts(String key, List<String> texts) {
        return texts.isEmpty() ? Stream.of() : Stream.of(Row.of(t.of(key), texts));
    }

    /** A row of words that are written for German readers only, or none. */
    Stream<Row> wordings(String key, List<String> texts) {
        return links(
                key,
                texts.stream().map(text -> new Link(text, "", t.markGerman())).toList());
    }

    /** A row of one text, or none. */
    Stream<Row> text(String key, @Nullable String text) {
        return text == null ? Stream.of() : texts(key, List.of(text));
    }

    /** A row of one text in its best language, or none. */
    Stream<Row> text(String key, @Nullable Texts texts) {
        return texts == null
                ? Stream.of()
                : links(
                        key,
                        paragraphs(texts).stream()
                                .map(text -> new Link(text, "", t.mark(texts)))
                                .toList());
    }

    /** A row of one day, or none. */
    Stream<Row> day(String key, @Nullable LocalDate day) {
        return day == null ? Stream.of() : texts(key, List.of(t.day(day).text()));
    }

    /** A row of links, or none. */
    Stream<Row> links(String key, List<Link> links) {
        return links.isEmpty() ? Stream.of() : Stream.of(new Row(t.of(key), links));
    }

    /** An address out of a record as a link, as plain text where it is none. */
    static Link outside(String address) {
        var href = Web.href(address);
        return new Link(Web.text(address), href == null ? "" : href);
    }

    /** Where the record and its single facts come from. */
    Provenance provenance(Entry entry, LocalDate today) {
        var origin = entry.origin();
        var dates = entry.dates();
        var confirmed = dates == null ? null : dates.confirmed();
        return new Provenance(
                feed(entry.feed()),
                origin == null ? "" : t.place(origin.place()),
                origin == null ? "" : origin.delivery(),
                dates == null ? null : t.day(dates.delivered()),
                dates == null ? null : t.day(dates.changed()),
                confirmed == null ? null : t.day(confirmed),
                dates != null && Freshness.of(dates, today) == Freshness.STALE,
                licence(entry.licence()),
                entry.attribution(),
                origin == null ? List.of() : sources(origin),
                origin == null ? List.of() : corrections(origin),
                origin == null ? List.of() : others(origin));
    }

    static @Nullable Link licence(@Nullable String iri) {
        if (iri == null) {
            return null;
        }
        var href = Web.href(iri);
        var name = iri.replaceFirst("^https?://dcat-ap\\.de/def/licenses/", "")
                .replace("dl-zero-de/", "Datenlizenz Deutschland Zero ")
                .replace("dl-by-de/", "Datenlizenz Deutschland Namensnennung ");
        return new Link(name, href == null ? "" : href);
    }

    private List<Other> others(Origin origin) {
        var others = new ArrayList<Other>();
        origin.others()
                .forEach((pointer, said) -> said.forEach(other -> others.add(new Other(
                        fieldName(pointer),
                        readable(pointer, other.value()),
                        lang(pointer),
                        feedTitle(other.feed()),
                        chosen(origin, pointer)))));
        return others;
    }

    /** The other source whose word the page shows; null: the record's own is shown. */
    private @Nullable String chosen(Origin origin, String pointer) {
        var field = origin.fields().get(pointer);
        return field == null || field.feed() == null ? null : feedTitle(field.feed());
    }

    /** A feed with its page, where it still is one. */
    private Link feed(String feed) {
        var page = site.feedTitles().containsKey(feed) ? "/liefern/quellen/" + feed : "";
        return new Link(feedTitle(feed), page, t.markGerman());
    }

    private String feedTitle(String feed) {
        return site.feedTitles().getOrDefault(feed, feed);
    }

    private List<Corrected> corrections(Origin origin) {
        var corrections = new ArrayList<Corrected>();
        origin.corrections().forEach((pointer, correction) -> {
            var href = correction.source() == null ? null : Web.href(correction.source());
            corrections.add(new Corrected(
                    fieldName(pointer),
                    correction.provided() == null
                            ? t.of("berichtigt.nichts")
                            : readable(pointer, correction.provided()),
                    correction.provided() == null ? null : lang(pointer),
                    correction.reason(),
                    href == null ? null : new Link(href, href),
                    t.day(correction.until())));
        });
        return corrections;
    }

    /** A value as the page itself says such a one. */
    private String readable(String pointer, JsonNode value) {
        return switch (pointer) {
            case "/status" -> {
                var status = value.asText().replace(' ', '_');
                var key = status.equals("active") ? "berichtigt.status.active" : "angebot.status." + status;
                yield t.has(key) ? t.of(key) : value.asText();
            }
            case "/languages" ->
                StreamSupport.stream(value.spliterator(), false)
                        .map(tag -> t.language(tag.asText()))
                        .collect(Collectors.joining(", "));
            default -> plain(value);
        };
    }

    private @Nullable String lang(String pointer) {
        return pointer.equals("/status") || pointer.equals("/languages") ? null : t.markGerman();
    }

    /** The values in it, without the names of their members; of a phone its number as people write it. */
    private static String plain(JsonNode value) {
        if (value.path("number").isTextual()) {
            return Web.national(value.get("number").asText());
        }
        return value.isContainerNode()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(Parts::plain)
                        .collect(Collectors.joining(", "))
                : value.asText();
    }

    private List<Source> sources(Origin origin) {
        var sources = new ArrayList<Source>();
        origin.fields()
                .forEach((pointer, field) -> sources.add(new Source(
                        fieldName(pointer),
                        t.place(Objects.requireNonNullElse(field.place(), origin.place())),
                        field.rules())));
        sources.add(new Source(t.of("quelle.uebrige"), t.place(origin.place()), List.of()));
        return sources;
    }

    private String fieldName(String pointer) {
        var key = "quelle." + pointer.replaceFirst("^/", "").replaceFirst("/.*", "");
        return t.has(key) ? t.of(key) : pointer;
    }

    /** The record's IRI, its forms for machines and the queries it occurs in. */
    Machine machine(Kind kind, UUID id) {
        var path = "id/" + kind.path() + "/" + id;
        var forms = new ArrayList<>(machine(path).forms());
        forms.add(form(path, "json"));
        var query = Queries.about(kind, site.base() + path);
        return new Machine(
                site.base() + path,
                forms,
                List.of(new Link(t.of("maschinen.abfrage." + kind.path()), Queries.workbench(query))));
    }

    /** The IRI under {@code path} and its forms for machines. */
    Machine machine(String path) {
        return new Machine(
                site.base() + path,
                Stream.of("ttl", "nt", "jsonld", "rdf")
                        .map(extension -> form(path, extension))
                        .toList(),
                List.of());
    }

    private Link form(String path, String extension) {
        return new Link(t.of("maschinen." + extension), "/" + path + "." + extension);
    }
}
