package de.hilfenetz.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna.muster@example.org",
                "Anna.Muster@example.org",
                "anna-muster@example.org",
                "anna_muster@example.org",
                "muster.anna@example.org",
                "a.mustermann@example.org",
                "anna.muster2@example.org",
                "hans.peter.muster@example.org",
                "ayse.yilmaz@example.org"
            })
    void takesOutAPersonsMailbox(String mailbox) {
        assertThat(contact("{'email': '%s'}".formatted(mailbox)).path("email").isMissingNode())
                .isTrue();
        assertThat(codes("{'email': '%s'}".formatted(mailbox))).contains("e-mail-persoenlich");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info@example.org",
                "schulden@example.org",
                "info.bilk@example.org",
                "beratung.duesseldorf@example.org",
                "kita-sonnenschein@example.org",
                "soziale.dienste@example.org",
                "maria.hilf@example.org",
                "martin.luther-haus@example.org",
                "haus-anna@example.org",
                "anna@example.org",
                "k.beratung@example.org",
                "jugend.familie@example.org",
                "frauen.beratungsstelle@example.org",
                "st.josef@example.org"
            })
    void leavesADesksMailbox(String mailbox) {
        assertThat(contact("{'email': '%s'}".formatted(mailbox)).path("email").asText())
                .isEqualTo(mailbox);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Frau Muster,muster@example.org,false",
        "Anna Müller,mueller@example.org,false",
        "Frau Muster,schulden@example.org,true",
        "Frau Muster,reception@example.org,true"
    })
    void takesOutTheMailboxOfWhoTheContactNames(String name, String mailbox, boolean stays) {
        var contact = contact(
                "{'contacts': [{'name': '%s', 'email': '%s', 'phone': '0221 4710123'}]}".formatted(name, mailbox));

        assertThat(contact.has("email")).isEqualTo(stays);
        assertThat(contact.has("name")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {'contacts': [{'name': 'Frau Muster', 'phone': '0170 4710123'}]}                  | 0
        {'contacts': [{'name': 'Anna Muster', 'phone': '0170 4710123'}]}                  | 0
        {'contacts': [{'name': 'Anna Muster', 'phone': '0221 4710123'}]}                  | 1
        {'contacts': [{'name': 'Streetwork Bilk', 'phone': '0170 4710123'}]}              | 1
        {'contacts': [{'name': 'Maria Hilf', 'phone': '0170 4710123'}]}                   | 1
        {'phone': '0170 4710123'}                                                         | 1
        {'phone': 'Frau Muster 0170 4710123'}                                             | 0
        {'phone': '0170 4710123 (privat)'}                                                | 0
        {'phone': '0221 4710123, privat: 0170 4710124'}                                   | 1
        {'phone': '0221 4710123 (Frau Muster)'}                                           | 1
        {'phone': 'Anna Muster 0170 4710123'}                                             | 0
        """)
    void takesOutAPersonsMobileAndLeavesADesks(String record, int numbers) {
        assertThat(Records.draft(service(record)).json().findValues("number")).hasSize(numbers);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Ansprechpartnerin ist Frau Muster, Durchwahl 23.                    | false
        Bitte wenden Sie sich an Anna Muster, 0221 4710123.                 | false
        Rufen Sie uns an: 0170 4710123.                                     | false
        Oder schreiben Sie an anna.muster@example.org.                      | false
        Rufen Sie uns an: 0221 4710123.                                     | true
        Streetwork erreichen Sie unter 0171 4710199.                        | true
        Schreiben Sie an info@example.org.                                  | true
        Frau Muster leitet das Haus seit 1998.                              | true
        Das Haus Anna Muster hat 40 Plätze.                                 | true
        Mo 9-12, 2. OG, Raum 12, Beispielstr. 12, 40227 Düsseldorf          | true
        """)
    void takesOutATextThatNamesAPersonWithANumber(String text, boolean stays) {
        var draft = Records.draft(service("{'description': '%s', 'phone': '0171 4710199'}".formatted(text)));

        assertThat(draft.json().has("description")).isEqualTo(stays);
        assertThat(draft.findings().stream().anyMatch(finding -> finding.rule().equals(Persons.IN_TEXT)))
                .isEqualTo(!stays);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ansprechpartnerin: Anna Muster, anna.muster@verein.example.org",
                "Ansprechpartnerin: Frau A. Muster, Tel. 0221 4710123",
                "Ansprechpartnerin: Anna Muster, Tel. 0221 4710123",
                "Leitung: Anna Muster. Telefon 0221 4710123",
                "Leitung: Frau Muster, Durchwahl 23",
                "Hilfe bei Sucht; Leitung: Anna Muster; 0170 4710123"
            })
    void withholdsATextWithNameAndNumberWholeAlsoWhereTheNameCouldBeTakenOut(String text) {
        assertThat(codes("{'description': '%s'}".formatted(text)))
                .contains("text-mit-person")
                .doesNotContain("personenname-entfernt");
        assertThat(description(text)).isNull();
    }

    /** ¶ stands for the end of a line. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', nullValues = "-", textBlock = """
        Hilfe bei Sucht. Leiterin: Frau Dr. Erika Muster            ! Hilfe bei Sucht.
        Leitung: Anna Muster. Offen für alle.                       ! Offen für alle.
        Offen für alle; Ansprechpartner: Herr Muster; mit Garten    ! Offen für alle; mit Garten
        Offen für alle; Ansprechpartner: Herr Muster                ! Offen für alle
        Offen für alle, Leitung: Herr Muster.                       ! Offen für alle.
        Einrichtungsleitung: Prof. Dr. Anna Muster                  ! -
        Ansprechpartnerin: Frau Muster, Mo.-Fr. 9-12 Uhr            ! Ansprechpartnerin: Mo.-Fr. 9-12 Uhr
        Ansprechpartnerin: Frau Muster – Mo.-Fr. 9-12 Uhr           ! Ansprechpartnerin: Mo.-Fr. 9-12 Uhr
        Leitung: Anna Muster, Haus Maria Frieden                    ! Leitung: Haus Maria Frieden
        Leitung: Anna Muster (seit 1998), Plätze: 40                ! Leitung: (seit 1998), Plätze: 40
        Leitung: Anna Muster, Plätze: 40                            ! Plätze: 40
        Leitung: A. Muster                                          ! -
        Hilfe. Leitung: A.-B. Muster. Garten.                       ! Hilfe. Garten.
        Teamleitung: Anna Muster-Beispiel                           ! -
        Pädagogische Leitung: Ayse Yilmaz. Garten.                  ! Garten.
        Stellv. Leitung: Anna von Muster. Garten.                   ! Garten.
        Die Leiterin ist Anna Muster. Offen für alle.               ! Offen für alle.
        Leitung: Dipl.-Päd. Anna Muster                             ! -
        Leitung: Dipl.-Soz.-Päd. (FH) Anna Muster, M. A.            ! -
        1. Vorsitzende: Frau Muster, 2. Vorsitzender: Karl Beispiel ! -
        Leitung: Frau Muster und Herr Beispiel. Garten.             ! Garten.
        Ansprechpartner*innen: Anna Muster / Karl Beispiel          ! -
        Hilfe bei Sucht (Leitung: Anna Muster), offen für alle      ! Hilfe bei Sucht, offen für alle
        Hilfe (40 Plätze, Leitung: Anna Muster)                     ! Hilfe (40 Plätze)
        Plätze: 40 | Leitung: Anna Muster | mit Garten              ! Plätze: 40 | mit Garten
        Für alle.¶Leitung: Anna Muster¶Mit Garten.                  ! Für alle.¶Mit Garten.
        Für alle.¶¶Leitung:¶Anna Muster¶¶Mit Garten.¶¶Zeiten: immer ! Für alle.¶¶Mit Garten.¶¶Zeiten: immer
        Für alle. Leitung: Anna Muster¶¶Mit Garten.                 ! Für alle.¶¶Mit Garten.
        - Leitung: Anna Muster¶- Garten                             ! - Garten
        - für alle¶- Leitung: Anna Muster.¶- Garten                 ! - für alle¶- Garten
        """)
    void takesTheNameOfWhoIsInChargeOutOfATextAndLeavesTheRest(String text, @Nullable String left) {
        assertThat(description(text)).isEqualTo(left);
        assertThat(codes(describedBy(text))).contains("personenname-entfernt");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
        Leitung: Sozialdienst katholischer Frauen
        Leitung: Haus Maria Frieden
        Leitung: Maria Hilf
        Leitung: Karl Arnold Stiftung
        Koordination: Dr.-Karl-Muster-Institut
        Leitung: Dr. Karl-Muster-Institut
        Leitung: Diplom-Sozialpädagogin
        Ansprechperson: die Sozialberatung
        Ansprechpartner: Fr. Vormittag
        Themen: Frau und Beruf
        Leitung: Frau und Beruf e. V.
        Zeiten: Mo 9-12 Uhr¶¶Arbeit und Beruf¶¶Weiteres: auf Anfrage
        Freizeit: Spiele; ; Begleitung: zu Ämtern¶¶Anleitung: für alle.
        Die Leitung: ein Team, das Frau Muster und Anna Beispiel gegründet haben¶¶Zeit: immer
        Ansprechpartnerin: Frau Muster hilft Ihnen bei allen Fragen zu Wohnung, Arbeit, Schulden und Gesundheit weiter und begleitet Sie, wenn Sie das wünschen, auch zu Terminen
        Die Leiterin ist Frau Muster, die das Haus gegründet hat.
        Leitung: Anna Muster und Team
        Leitung: Karl St. Martin
        Ansprechpartner: Frau Muster, die Ihnen gern hilft.
        Das Haus, Leitung: Anna Muster, hat 40 Plätze.
        Frau Muster leitet das Haus.¶¶Zeiten: Mo
        """)
    void leavesATextAsItIsWhereNothingCanBeTakenOutOfIt(String text) {
        assertThat(description(text)).isEqualTo(text);
        assertThat(codes(describedBy(text))).doesNotContain("personenname-entfernt", "text-mit-person");
    }

    private static @Nullable String description(String text) {
        var left = Records.draft(service(describedBy(text))).json().at("/description/de");
        return left.isMissingNode() ? null : left.asText().replace('\n', '¶');
    }

    private static String describedBy(String text) {
        return "{'description': '%s'}".formatted(text.replace("¶", "\\n"));
    }

    @Test
    void namesAPersonAsLongAsThereIsABasis() {
        var record = service(
                "{'contacts': [{'name': 'Anna Muster', 'email': 'anna.muster@example.org', 'phone': '0170 4710123'}]}");

        assertThat(Records.named("anna.muster@example.org", "2026-11-22", record)
                        .json()
                        .findValues("email"))
                .hasSize(1);
        assertThat(Records.named("+49 170 4710123", "2026-11-22", record).json().findValues("number"))
                .hasSize(1);
        assertThat(Records.named("anna.muster@example.org", "2026-11-21", record)
                        .json()
                        .findValues("email"))
                .isEmpty();
    }

    private static JsonNode contact(String members) {
        return Records.draft(service(members)).json().path("contacts").path(0);
    }

    private static java.util.List<String> codes(String members) {
        return Records.draft(service(members)).findings().stream()
                .map(finding -> finding.rule().code())
                .toList();
    }

    private static String service(String members) {
        return "{'kind': 'service', 'id': '1', 'name': 'Beispielberatung', ".replace('\'', '"')
                + members.substring(1).replace('\'', '"');
    }
}
