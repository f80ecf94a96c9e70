package de.hilfenetz.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.feed.FeedFixture;
import de.hilfenetz.journal.Journal;
import de.hilfenetz.journal.Version;
import de.hilfenetz.journal.Way;
import de.hilfenetz.journal.Withdrawal;
import de.hilfenetz.normalise.Mapping;
import de.hilfenetz.normalise.MappingError;
import de.hilfenetz.protect.ConfidentialValues;
import de.hilfenetz.record.CanonicalJson;
import de.hilfenetz.record.Kind;
import de.hilfenetz.record.Origin;
import de.hilfenetz.record.Service;
import de.hilfenetz.vocabulary.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Editors correct what a provider delivers, until it delivers that itself or their date passes. */
class CorrectionsTest {

    private static final Vocabulary VOCABULARY = Vocabulary.load();
    private static final Feed PROVIDER = FeedFixture.called("beispielverein")
            .mapping("gleich.jslt")
            .organizations(new Feed.Organizations("beispielverein", null, List.of()))
            .feed();
    private static final Feed EDITORS =
            FeedFixture.called("redaktion").format(Feed.Format.FOLDER).feed();
    private static final String OLD = "+49 221 4710123";
    private static final String NEW = "+49 221 4710199";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T08:00:00Z"));
    private final Journal journal = Journal.inMemory(new Clock() {
        private final InstantSource source = now::get;

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return source.instant();
        }
    });
    private final ConfidentialValues secret = new ConfidentialValues();
    private UUID service = new UUID(0, 0);

    @BeforeEach
    void aServiceWithAnOldNumber() throws Exception {
        deliver("0221 4710123");
        service = only().id();
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    @Test
    void putsTheCorrectedValueInPlaceOfTheProvidersAndSaysWhy() throws Exception {
        edit(phone("0221 4710 199"));

        var report = again();

        assertThat(number()).isEqualTo(NEW);
        assertThat(codes(report)).contains("von-redaktion-berichtigt");
        assertThat(report.findings())
                .filteredOn(finding -> finding.rule().equals(Corrections.APPLIED))
                .first()
                .satisfies(finding ->
                        assertThat(finding.german()).contains("weil: Die Nummer ist abgeschaltet.", "+49 221 4710123"));
    }

    @Test
    void keepsTheProvidersValueWithReasonSourceAndEnd() throws Exception {
        edit(phone("0221 4710 199"));
        again();

        var correction = requireNonNull(corrections().get("/contacts/0/phones"));
        assertThat(requireNonNull(correction.provided()).at("/0/number").asText())
                .isEqualTo(OLD);
        assertThat(correction.reason()).isEqualTo("Die Nummer ist abgeschaltet.");
        assertThat(correction.source()).isEqualTo("https://beispielverein.example.org/kontakt");
        assertThat(correction.until()).isEqualTo(LocalDate.parse("2027-03-31"));
    }

    @Test
    void keepsNothingOfAValueThatIsWithdrawn() throws Exception {
        edit(phone("0221 4710 199"));
        again();

        journal.withdraw(new Withdrawal(
                service, "contacts", false, "R. Muster", "falsch", Instant.parse("2026-11-22T09:00:00Z")));
        again();

        assertThat(corrections()).isEmpty();
        assertThat(CanonicalJson.mapper().valueToTree(only()).toString()).doesNotContain("4710123", "4710199");
    }

    @Test
    void asksForTheFeedToBeProcessedAgain() throws Exception {
        var before = intake().fingerprint(source());

        edit(phone("0221 4710 199"));

        assertThat(intake().fingerprint(source())).isNotEqualTo(before);
    }

    @Test
    void endsForGoodOnceTheProviderDeliversTheCorrectedValue() throws Exception {
        edit(phone("0221 4710 199"));
        again();

        var report = deliver("0221 4710199");

        assertThat(codes(report)).contains("berichtigung-beendet").doesNotContain("von-redaktion-berichtigt");
        assertThat(corrections()).isEmpty();
        assertThat(number()).isEqualTo(NEW);

        deliver("0221 4710123");
        assertThat(number()).isEqualTo(OLD);
        assertThat(corrections()).isEmpty();
    }

    @Test
    void givesWayToAThirdValueAndSaysThatSomebodyShouldLook() throws Exception {
        edit(phone("0221 4710 199"));
        again();

        var report = deliver("0221 4710155");

        assertThat(number()).isEqualTo("+49 221 4710155");
        assertThat(codes(report)).contains("berichtigung-ueberholt");
    }

    @Test
    void endsWithItsDay() throws Exception {
        edit(phone("0221 4710 199"));
        again();
        var during = intake().fingerprint(source());

        now.set(Instant.parse("2027-04-01T08:00:00Z"));

        assertThat(intake().fingerprint(source())).isNotEqualTo(during);
        again();
        assertThat(number()).isEqualTo(OLD);
        assertThat(corrections()).isEmpty();
    }

    @Test
    void endsWhenTheEntryIsWithdrawn() throws Exception {
        edit(phone("0221 4710 199"));
        again();

        edit("");
        again();

        assertThat(number()).isEqualTo(OLD);
    }

    @Test
    void takesCanonicalValuesByPointerAndLeavesFieldsOut() throws Exception {
        edit("""
                decision: remove
                record: %s
                field: /description
                reason: Der Text nannte eine Person.
                expires: 2027-03-31
                """.formatted(service));

        again();

        assertThat(only().description()).isNull();
        assertThat(corrections()).containsOnlyKeys("/description");
    }

    @Test
    void neverKeepsARecordFromThePublicByAWrongCorrection() throws Exception {
        edit("""
                record: %s
                field: /contacts/0/email
                value: keine Adresse
                reason: Vertippt.
                expires: 2027-03-31
                """.formatted(service));

        var report = again();

        assertThat(number()).isEqualTo(OLD);
        assertThat(only().contacts().getFirst().email()).isNull();
        assertThat(codes(report)).contains("berichtigung-unbrauchbar");
    }

    @Test
    void touchesNobodyElsesRecord() throws Exception {
        edit(phone("0221 4710 199").replace(service.toString(), "5b1c0a4e-7d1f-5e0a-9c55-3f1b2a6c7d01"));

        again();

        assertThat(number()).isEqualTo(OLD);
    }

    @Test
    void opensNoProtectedPlace() throws Exception {
        var shelter = """
                [{"kind": "service", "id": "s3", "name": "Frauenhaus Rheinblick", "kindsOfHelp": "unterkunft",
                  "categories": "Frauenhaus", "description": "Stiller Winkel 7",
                  "contacts": [{"role": "hotline", "phones": "0221 4710 166"}]}]""";
        deliverJson(shelter);
        var id = only().id();
        assertThat(only().protectedPlace()).isTrue();

        edit("""
                record: %s
                field: kindsOfHelp
                value: beratung
                reason: Es ist eine Beratungsstelle.
                expires: 2027-03-31
                """.formatted(id));
        edit("""
                record: %s
                field: name
                value: Beratungsstelle Rheinblick, Stiller Winkel 7
                reason: Es ist eine Beratungsstelle.
                expires: 2027-03-31
                """.formatted(id));
        deliverJson(shelter.replace("]}]", "]}] "));

        assertThat(only().protectedPlace()).isTrue();
        assertThat(only().name().best()).doesNotContain("Winkel");
        assertThat(only().toString()).doesNotContain("Stiller Winkel");
    }

    // Help

    private String phone(String number) {
        return """
                record: https://hilfenetz.example.org/angebote/%s
                field: phone
                value: %s
                reason: Die Nummer ist abgeschaltet.
                source: https://beispielverein.example.org/kontakt
                expires: 2027-03-31
                """.formatted(service, number);
    }

    private Report deliver(String phone) throws Exception {
        return deliverJson("""
                [{"kind": "service", "id": "s1", "name": "Schuldnerberatung Bilk", "description": "Hilfe bei Schulden",
                  "phone": "%s"}]""".formatted(phone));
    }

    private Report deliverJson(String json) throws Exception {
        now.updateAndGet(then -> then.plus(Duration.ofSeconds(1)));
        var delivery = journal.receive(
                PROVIDER, "angebote.json", null, Way.PULL, new ByteArrayInputStream(json.getBytes(UTF_8)));
        return intake().process(delivery, source());
    }

    /** Once more what was delivered last, as happens under other rules. */
    private Report again() throws Exception {
        var last = journal.runs(PROVIDER.id()).getFirst().delivery();
        return intake().process(journal.getDelivery(last), source());
    }

    private void edit(String yaml) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("announcement/immer-da.yaml"));
            zip.write("title: Hinweis\nfrom: 2026-11-22\nuntil: 2026-11-23\n".getBytes(UTF_8));
            if (!yaml.isEmpty()) {
                zip.putNextEntry(new ZipEntry("correction/eine.yaml"));
                zip.write(yaml.getBytes(UTF_8));
            }
        }
        var delivery =
                journal.receive(EDITORS, "content.zip", null, Way.PULL, new ByteArrayInputStream(bytes.toByteArray()));
        var report = intake().process(delivery, new Intake.Source(EDITORS, null, ""));
        assertThat(report.findings()).as("findings of the entry").isEmpty();
    }

    private Intake intake() throws IOException {
        return IntakeFixture.over(journal, VOCABULARY, secret);
    }

    private static Intake.Source source() throws MappingError {
        return new Intake.Source(PROVIDER, Mapping.compile("gleich.jslt", "."), ".");
    }

    private String number() {
        return only().contacts().getFirst().phones().getFirst().number();
    }

    private Map<String, Origin.Correction> corrections() {
        var origin = only().origin();
        return origin == null ? Collections.emptyMap() : origin.corrections();
    }

    private Service only() {
        var found = new ArrayList<Service>();
        try (var snapshot = journal.snapshot()) {
            snapshot.forEach(Kind.SERVICE, (Version version) -> found.add((Service) version.entry()));
        }
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static List<String> codes(Report report) {
        return report.rules().stream().map(count -> count.rule().code()).toList();
    }
}
