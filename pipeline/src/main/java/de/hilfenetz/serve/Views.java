package de.hilfenetz.serve;

import gg.jte.Content;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What the templates show: texts ready to be read, and links already checked. Escaping is the templates' part. */
public final class Views {

    private Views() {}

    /**
     * A link; {@code href} is one of our own paths or an absolute http(s), mailto or tel address, or empty for plain text.
     *
     * @param language of the text; null where it is the page's
     */
    public record Link(String text, String href, @Nullable String language) {

        public Link(String text, String href) {
            this(text, href, null);
        }

        /** The same with its text in another language than the page's; null for the page's. */
        Link in(@Nullable String other) {
            return new Link(text, href, other);
        }
    }

    /** A moment or a day, for {@code <time>}. */
    public record When(String iso, String text) {}

    /** A number that can be shown with the query it equals. */
    public record Figure(String label, String value, String query) {}

    /** Somebody to call in a crisis; {@code nameIn} is the language of the name, null where it is the page's. */
    public record Crisis(
            String name,
            @Nullable String nameIn,
            String number,
            String dial,
            @Nullable String page,
            @Nullable When checked) {}

    /** Something that changed lately; {@code nameIn} is the language of the name, null where it is the page's. */
    public record Change(
            When at,
            String what,
            String name,
            @Nullable String nameIn,
            @Nullable String href) {}

    /**
     * One release in the list of all, or of those of a data set. The signed counts are empty where nothing is counted.
     *
     * @param manifest its list of files; null where the files themselves stand in the line
     * @param schemaChanged files may look different from here on
     * @param first whether there is none before
     * @param changes page of what changed since the one before; null where that is not told
     */
    public record VersionLine(
            String release,
            @Nullable String manifest,
            When at,
            String rows,
            String added,
            String removed,
            String changed,
            boolean schemaChanged,
            boolean first,
            @Nullable String changes,
            List<Link> files) {}

    /** The releases, newest first; {@code set} is the data set whose they are, null for all. */
    public record Versions(@Nullable Link set, List<VersionLine> lines) {}

    /** A field of a record before and after; null where it was or is not there. */
    public record ChangedField(
            String label, @Nullable String before, @Nullable String after) {}

    /**
     * What became of one record, as a sentence.
     *
     * @param name with which the sentence begins, in quotes, where it is in another language; else empty
     * @param sentence the rest of it
     */
    public record ChangedRecord(
            String name,
            String sentence,
            String cause,
            @Nullable String href,
            List<ChangedField> fields) {}

    /**
     * What changed between two releases.
     *
     * @param set whose changes these are; null for all
     * @param only parameters that a form has to keep
     * @param first when the earlier one was made; null where there is none
     * @param count in words; empty where nothing changed
     * @param shortened whether not all are shown
     * @param mass whether so much changed that a feed is the likely cause
     * @param export the same as JSON
     * @param table the same as CSV
     */
    public record Changes(
            @Nullable Link set,
            Map<String, String> only,
            List<Option> from,
            List<Option> to,
            @Nullable When first,
            When last,
            String count,
            boolean shortened,
            boolean mass,
            boolean schemaChanged,
            @Nullable String export,
            @Nullable String table,
            SortedMap<String, List<ChangedRecord>> byProvider) {}

    /** The start page; figures and changes are empty before the first release. */
    public record Start(
            @Nullable Stale stale,
            List<Notice> notices,
            List<Figure> figures,
            @Nullable When stand,
            List<Crisis> crisis,
            List<Change> changes,
            List<Link> situations,
            List<Tile> districts) {}

    /** Since when what is shown may be out of date, and why. */
    public record Stale(When at, String reason) {}

    /** What editors want everybody to know for some time. */
    public record Notice(
            Said title, boolean warning, @Nullable Edited text) {}

    /**
     * One line that editors wrote, in one language.
     *
     * @param language BCP 47 tag of what is shown
     * @param fallback says that it is not the language that was asked for; null where it is
     */
    public record Said(
            String text, String language, @Nullable String fallback) {}

    /**
     * A text of editors in one language.
     *
     * @param language BCP 47 tag of what is shown
     * @param fallback says that it is not the language that was asked for; null where it is
     * @param title heading of the text, where it stands on a page of ours
     */
    public record Edited(
            Content html,
            String language,
            @Nullable String fallback,
            @Nullable Said title) {

        Edited(Content html, String language, @Nullable String fallback) {
            this(html, language, fallback, null);
        }

        Edited titled(@Nullable Said heading) {
            return new Edited(html, language, fallback, heading);
        }
    }

    /** A page that editors wrote; {@code languages} are the others there are. */
    public record EditedPage(
            Said title,
            Edited body,
            List<Link> languages,
            @Nullable String responsible,
            @Nullable When reviewed) {}

    /** What somebody says about an area or a figure, with whom it is from, and which figures and services it is {@code about}. */
    public record Statement(
            Said heading, Edited text, String by, @Nullable Link document, List<Link> about) {

        Statement with(List<Link> about) {
            return new Statement(heading, text, by, document, about);
        }
    }

    /** A Stadtbezirk with what is offered there. */
    public record Tile(String name, String count, String href) {}

    /** One line of a list; {@code nameIn} is the language of the name, null where it is the page's. */
    public record Hit(String name, @Nullable String nameIn, String href, List<String> remarks, List<Link> topics) {}

    /**
     * One value of a selection, and whether it is the chosen one.
     *
     * @param language of the label; null where it is the page's
     */
    public record Option(
            String value,
            String label,
            boolean selected,
            @Nullable String language) {

        public Option(String value, String label, boolean selected) {
            this(value, label, selected, null);
        }
    }

    /** A selection field of the search form. */
    public record Choice(String name, String label, List<Option> options) {}

    /** A letter of the A–Z; without {@code href} nothing begins with it. */
    public record Letter(String text, @Nullable String href, boolean current) {}

    /**
     * A list page.
     *
     * @param ease what can be ticked
     * @param open whether only what is open is shown
     */
    public record Listing(
            String title,
            String lead,
            String action,
            String query,
            List<Choice> choices,
            List<Option> ease,
            boolean open,
            List<Letter> letters,
            String count,
            List<Hit> hits,
            @Nullable Link previous,
            String page,
            @Nullable Link next,
            boolean filtered,
            List<Link> files) {}

    /** A way in for somebody who does not know what to ask for. */
    public record Way(String icon, String title, String text, String href) {}

    /** A language in which help is offered, by the name its speakers give it. */
    public record Tongue(String tag, String name, String href) {}

    /**
     * A service as somebody who needs it wants to see it.
     *
     * @param nameIn language of the name; null where it is the page's
     * @param providerIn language of the provider's name; null where it is the page's
     * @param textIn language of the summary; null where it is the page's
     * @param today whether it is open today, with the date; null where nobody can tell
     * @param open whether it is open at the moment asked for; null where nobody can tell
     * @param next the first later day on which it opens; null where nobody can tell, or it is open
     */
    public record Offer(
            String name,
            @Nullable String nameIn,
            String href,
            @Nullable String provider,
            @Nullable String providerIn,
            @Nullable String summary,
            @Nullable String textIn,
            boolean protectedPlace,
            @Nullable String today,
            @Nullable Boolean open,
            @Nullable String next,
            List<String> places,
            boolean stepFree,
            List<Call> calls,
            List<Reach> reach) {}

    /**
     * Help to be found: the ways in, or what was found.
     *
     * @param conditions what was asked for, in words
     * @param relaxed the same without one condition, where all of them leave nothing
     */
    public record Finder(
            List<Way> ways,
            List<Tongue> tongues,
            List<Link> situations,
            List<Crisis> crisis,
            Listing list,
            List<String> conditions,
            List<Offer> offers,
            List<Link> relaxed,
            Link guide) {}

    /** Services of one need, as they are printed; {@code hours} in the provider's words. */
    public record Need(String name, List<Entry> entries) {

        /** One of them; {@code nameIn} is the language of the name, null where it is the page's. */
        public record Entry(
                String name,
                @Nullable String nameIn,
                String href,
                List<String> places,
                @Nullable String hours,
                List<Call> calls,
                List<Reach> reach) {}
    }

    /**
     * A guide to be printed.
     *
     * @param conditions what it is narrowed to, in words
     * @param shortened how many there are, where not all are in it; null otherwise
     * @param sheet address of the guide on the other paper
     */
    public record Guide(
            List<String> conditions,
            List<Need> needs,
            @Nullable String shortened,
            boolean small,
            Link sheet) {}

    /** What waits for the operator. */
    public record OperatorView(
            List<HealthLine> health,
            List<Removals> removals,
            List<Line> deliveries,
            List<Line> failed,
            List<Line> held,
            List<Pair> pairs,
            List<Voice> voices,
            List<RunLine> runs,
            List<KeyLine> keys,
            List<LetterLine> letters) {

        /**
         * What came of the last decision, and what has to be said once more.
         *
         * @param mark shows that a form was on a page opened by the same key
         * @param outcome null where nothing was decided
         * @param outcomeIn language of the outcome; null where it is the page's
         * @param confirmation null where nothing has to be confirmed
         */
        public record Told(
                String mark,
                @Nullable String outcome,
                @Nullable String outcomeIn,
                boolean done,
                @Nullable Confirmation confirmation) {}

        /** What somebody wrote; {@code record} is the page it is about, {@code gone} the day it is deleted. */
        public record LetterLine(
                String number, When at, String topic, String record, String text, String answerTo, When gone) {}

        /** Removals that wait for somebody to confirm them. */
        public record Removals(int run, String feed, When at, int number, List<Link> records) {}

        /** How one thing does; {@code href} leads to more, empty where there is none. */
        public record HealthLine(String label, String text, boolean well, String href) {}

        /**
         * What cannot be taken back, to be said once more.
         *
         * @param facts what it is about and what will become of it
         * @param choices what of it; empty where there is nothing to choose
         * @param fields that the form carries on
         */
        public record Confirmation(
                String title,
                List<String> facts,
                List<Option> choices,
                SortedMap<String, String> fields,
                String button) {}

        /**
         * A delivery or record on hold.
         *
         * @param hint who can do something about what nobody may release
         */
        public record Line(String number, String feed, String text, When since, boolean releasable, String hint) {}

        /** Two records that look like one thing, and what is known of both. */
        public record Pair(String one, String other, Link first, Link second, String reasons, List<Side> sides) {}

        /** What two records say of the same. */
        public record Side(String label, List<String> one, List<String> other) {}

        /**
         * Somebody's word for the release of a protected place, which waits for a second person.
         *
         * @param missing the role that has to speak, as the form sends it
         */
        public record Voice(
                String record,
                Link link,
                String person,
                String role,
                String missing,
                String missingName,
                When at,
                String until) {}

        /** One processing of a delivery. */
        public record RunLine(int number, int delivery, String feed, When at, String state, String counters) {}

        /** A key, without the key itself. */
        public record KeyLine(
                int number,
                String feed,
                When created,
                @Nullable When used,
                boolean revoked,
                boolean own) {}
    }

    /** A number one can call. */
    public record Call(
            String label,
            String number,
            String dial,
            @Nullable String note) {}

    /** A way to get in touch without calling. */
    public record Reach(String label, String text, @Nullable String href) {}

    /**
     * Opening hours: the week when it could be read, and the provider's own words.
     *
     * @param next the first day after today on which it opens; null where nobody can tell
     */
    public record Hours(
            List<Day> week,
            List<String> remarks,
            @Nullable String wording,
            @Nullable String today,
            @Nullable String next,
            @Nullable String appointment) {

        /** The same, promising nothing of any day. */
        Hours withoutDates() {
            return new Hours(week, remarks, wording, null, null, appointment);
        }
    }

    /** One day of a week. */
    public record Day(String name, List<Span> spans, boolean today) {}

    /** From and until, as {@code 09:00}. */
    public record Span(String from, String until) {}

    /** An answer yes, limited, no or not reported; {@code state} is the word of canonical JSON. */
    public record Fact(String label, String state, String mark, String answer) {}

    /** A label and what is said under it. */
    public record Row(String label, List<Link> values) {

        /** A row of plain texts. */
        public static Row of(String label, List<String> texts) {
            return new Row(label, texts.stream().map(text -> new Link(text, "")).toList());
        }
    }

    /** A place as a page about something else shows it. */
    public record Spot(
            String name,
            String href,
            List<String> address,
            @Nullable String room,
            List<String> remarks,
            @Nullable Hours hours,
            List<Call> calls,
            List<Fact> features) {}

    /**
     * A fact that editors corrected, and what its provider says.
     *
     * @param lang of {@code provided}; null where it is the page's
     */
    public record Corrected(
            String fact,
            String provided,
            @Nullable String lang,
            String reason,
            @Nullable Link source,
            When until) {}

    /**
     * What another feed says of a fact.
     *
     * @param lang of {@code value}; null where it is the page's
     * @param chosen the feed whose word the page shows in place of the record's own; null: none
     */
    public record Other(
            String fact,
            String value,
            @Nullable String lang,
            String feed,
            @Nullable String chosen) {}

    /** Where one fact comes from. */
    public record Source(String fact, String place, List<String> rules) {}

    /** Where a record comes from, and how fresh it is. */
    public record Provenance(
            Link feed,
            String place,
            String delivery,
            @Nullable When delivered,
            @Nullable When changed,
            @Nullable When confirmed,
            boolean stale,
            @Nullable Link licence,
            @Nullable String attribution,
            List<Source> sources,
            List<Corrected> corrections,
            List<Other> others) {}

    /**
     * The addresses of a record for machines.
     *
     * @param queries that have to do with it, ready to run
     */
    public record Machine(String iri, List<Link> forms, List<Link> queries) {}

    /**
     * What happened to a record.
     *
     * @param fields that were changed, by their titles
     */
    public record Step(When at, String what, List<Link> fields) {}

    /**
     * The page of a service.
     *
     * @param nameIn language of the name; null where it is the page's
     * @param textIn language of the description; null where it is the page's
     */
    public record ServicePage(
            String name,
            @Nullable String nameIn,
            @Nullable String alternateName,
            @Nullable Link provider,
            @Nullable String alert,
            @Nullable String status,
            List<String> description,
            @Nullable String textIn,
            List<String> simple,
            List<Link> topics,
            boolean protectedPlace,
            List<Call> calls,
            List<Reach> reach,
            @Nullable Hours hours,
            List<Spot> spots,
            List<Row> rows,
            List<Fact> access,
            List<Row> grounds,
            Provenance provenance,
            Machine machine) {}

    /** The page of an organization; the marks of language are those of {@link ServicePage}. */
    public record OrganizationPage(
            String name,
            @Nullable String nameIn,
            @Nullable String alternateName,
            List<String> description,
            @Nullable String textIn,
            List<Call> calls,
            List<Reach> reach,
            List<Row> rows,
            List<Hit> services,
            @Nullable Link more,
            Provenance provenance,
            Machine machine) {}

    /** The page of a place; the marks of language are those of {@link ServicePage}. */
    public record LocationPage(
            String name,
            @Nullable String nameIn,
            List<String> description,
            @Nullable String textIn,
            Spot spot,
            List<Reach> reach,
            List<Row> rows,
            List<Hit> services,
            Provenance provenance,
            Machine machine) {}

    /** A file to download. */
    public record Download(String text, String href, List<Link> packed, String size, String rows, String sha256) {}

    /** One dataset as the catalogue shows it. */
    public record Card(
            String name,
            String title,
            String purpose,
            String href,
            List<String> remarks,
            When changed,
            Link licence,
            @Nullable Trend trend,
            boolean compared) {}

    /** How something went on: the points of a line in a box of 60 by 20, and the same in words. */
    public record Trend(String points, String words) {}

    /** A way to narrow the catalogue; a value is possible where choosing it leaves something. */
    public record CatalogueFacet(String name, String label, List<Value> values) {

        /** One of its values. */
        public record Value(String value, String label, boolean selected, boolean possible) {}
    }

    /** The catalogue; {@code comparison} has a row for each property and in it a value for each of the data sets compared. */
    public record CataloguePage(
            String query,
            String count,
            boolean narrowed,
            List<CatalogueFacet> facets,
            List<Option> sorts,
            List<Card> cards,
            List<Row> comparison) {}

    /** Something a data set lacks, in words, and in which columns; none where it is about rows. */
    public record Gap(String text, List<String> columns) {}

    /** A column of a table: its name, what it holds, how often it is filled. */
    public record Column(String name, String filled, String example) {}

    /** One operation of the interface, with lines to copy. */
    public record Operation(
            String anchor,
            String method,
            String path,
            String summary,
            boolean withKey,
            List<Row> parameters,
            List<Row> answers,
            List<Snippet> snippets) {}

    /** A piece of code to copy. */
    public record Snippet(String title, String code) {}

    /** The page of a dataset. */
    public record DatasetPage(
            String title,
            String purpose,
            @Nullable Edited about,
            When stand,
            List<Download> downloads,
            List<String> header,
            List<List<String>> rows,
            List<Column> columns,
            List<Gap> gaps,
            List<Snippet> snippets,
            String attribution,
            List<Row> metadata) {}

    /** The rows of an answer; {@code numbers} says which columns are numbers. */
    public record ResultTable(List<String> header, List<Boolean> numbers, List<List<Link>> rows) {}

    /** One bar: label and value in words, where they stand in pixels, how long it is and where the value stands in percent. */
    public record Bar(
            String label,
            String value,
            int labelAt,
            int top,
            int valueAt,
            String width,
            String valueFrom,
            String fill) {}

    /** A bar chart; {@code height} in pixels. */
    public record BarChart(String title, String description, List<Bar> bars, int height) {}

    /** What can be drawn of one answer: bars or a line, and a map beside. */
    public record Drawing(@Nullable BarChart bars, Sheet.@Nullable Line line, Sheet.@Nullable Tiles map) {

        static final Drawing NONE = new Drawing(null, null, null);

        /** Whether there is more than the table. */
        public boolean hasChart() {
            return bars != null || line != null;
        }
    }

    /** The questions of one desk. */
    public record QuestionGroup(String name, List<Link> questions) {}

    /** A question with its answer, in pieces. */
    public record QuestionPage(
            String title,
            String desk,
            List<Link> answer,
            List<Choice> choices,
            String caveat,
            String counted,
            When at,
            @Nullable String unknown,
            String how,
            @Nullable Edited explanation,
            Drawing drawing,
            ResultTable result,
            String summary,
            List<Link> files,
            String permalink,
            String workbench,
            String sparql,
            String release,
            @Nullable Link today,
            List<CorrectionLine> corrections) {}

    /** An error in published figures; {@code releases} says in which, {@code language} is as in {@link Link}. */
    public record CorrectionLine(
            When day, String text, @Nullable String language, String releases, List<Link> questions) {}

    /** What two answers to the same query do not have in common. */
    public record Difference(String summary, List<String> gone, List<String> come) {}

    /** A result that can be quoted. */
    public record ResultPage(
            String title,
            When at,
            String release,
            String summary,
            Drawing drawing,
            ResultTable result,
            List<Link> files,
            String address,
            String citation,
            String source,
            String sparql,
            String workbench,
            @Nullable Link today,
            @Nullable Link compare,
            @Nullable Difference difference,
            boolean storable,
            String embedding,
            List<CorrectionLine> corrections) {}

    /**
     * Why a query was not run.
     *
     * @param pointer shows the place in it, in a fixed-width font, or is empty
     * @param line from 1; 0 where no place is to blame
     */
    public record QueryProblem(
            String text,
            String pointer,
            int line,
            int column,
            @Nullable String suggestion) {}

    /**
     * What turns the field for a query into an editor.
     *
     * @param nonce what the page itself brings along may run with this
     * @param imports the import map
     * @param list address of what may be typed
     * @param words its own words, as JSON
     */
    public record Editor(String nonce, String imports, String script, String list, String words) {}

    /** A query with its answer; {@code header} is empty where there is none yet. */
    public record QueryPage(
            String query,
            @Nullable QueryProblem problem,
            List<String> hints,
            List<String> header,
            List<List<Link>> rows,
            @Nullable String summary,
            List<Link> downloads,
            List<Link> examples,
            String limits,
            @Nullable String quotable,
            List<Snippet> snippets,
            List<ClassView> contents,
            Editor editor) {}

    /** The things of one class: what they are called, how many, one of them, and their properties with how many have each. */
    public record ClassView(String name, String label, String count, Link example, List<String> properties) {}

    /** A feed in the list of all; {@code sign} is good, attention, bad or none. */
    public record FeedLine(
            String title,
            String href,
            String sign,
            String word,
            @Nullable When taken,
            String live,
            String held) {}

    /** What a provider has in public; {@code confirmed} is null where nobody said yet that it is right. */
    public record OwnOffer(
            String name, String href, @Nullable When confirmed) {}

    /** A record that is held, and the report that says why. */
    public record HeldRow(String place, String report) {}

    /** A delivery that waits for its provider's yes, and the report on it. */
    public record Waiting(int delivery, When received, String report) {}

    /** A label and a moment. */
    public record Moment(String label, When at) {}

    /** A day of a feed; {@code sign} is good or bad. */
    public record DayCell(When at, String sign, String word) {}

    /** How often a rule spoke. */
    public record RuleLine(String code, String href, String severity, String count) {}

    /** How a feed stands; {@code uptime} is null where nobody looked yet. */
    public record FeedPage(
            String title,
            String sign,
            String word,
            String sentence,
            @Nullable When since,
            List<Moment> moments,
            List<Row> facts,
            List<DayCell> days,
            @Nullable String uptime,
            List<RuleLine> rules,
            String json,
            String badge) {}

    /** What was found of everything; {@code groups} is empty where nothing was, or nothing asked. */
    public record SearchPage(String query, List<Group> groups) {

        /** Either records or links; {@code all} leads to the rest. */
        public record Group(
                String title,
                List<Hit> hits,
                List<Link> links,
                @Nullable Link all) {}
    }

    /**
     * A column of a table; {@code href} sorts by it, {@code sorted} is the value of {@code aria-sort} or null.
     *
     * @param label what people call it; its name where nobody does
     */
    public record TableColumn(
            String name,
            String label,
            String href,
            @Nullable String sorted) {}

    /**
     * A table to look through.
     *
     * @param columns that are shown, all that can be are in {@code offered}
     * @param rows a link without an address is plain text
     * @param ways out, where nothing is left
     * @param page which page of how many
     */
    public record TablePage(
            String title,
            String dataset,
            String query,
            String count,
            boolean filtered,
            List<TableColumn> columns,
            List<List<Link>> rows,
            List<Choice> choices,
            List<Option> offered,
            List<Link> ways,
            List<Link> files,
            String page,
            @Nullable Link previous,
            @Nullable Link next) {}

    /** A piece of news; {@code until} is the last day of what will go. */
    public record NewsLine(
            String id,
            When at,
            String kind,
            String title,
            @Nullable Edited text,
            @Nullable When until,
            @Nullable Link more) {}

    /**
     * The form by which one writes to the operator.
     *
     * @param about the record it is about; null for none
     * @param faults what is missing, each leading to its field
     * @param number of the letter that was received; empty where none was
     * @param operator who reads it; null in a demonstration
     * @param gone when the letter received is deleted
     */
    public record ContactForm(
            List<Option> topics,
            @Nullable Link about,
            String text,
            String answerTo,
            List<Link> faults,
            String number,
            String longest,
            @Nullable String operator,
            @Nullable When gone) {}

    /** Something that did not work, in words. */
    public record Failure(
            int status,
            String title,
            List<String> text,
            String requestId,
            @Nullable Link successor) {}

    /** A concept of the vocabulary or an area of the city. */
    public record ConceptPage(
            String title,
            String scheme,
            @Nullable Edited definition,
            List<Row> rows,
            @Nullable Link services,
            List<Statement> statements,
            Machine machine) {}

    /** A rule in its catalogue; {@code told}: how often it spoke lately, -1 where that is not said. */
    public record RuleRow(de.hilfenetz.finding.Rule rule, boolean fixable) {}
}
