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

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
        Hilfe bei Sucht. Leiterin: Frau Dr. Erika Muster            | Hilfe bei Sucht.
        Leitung: Anna Muster. Offen für alle.                       | Offen für alle.
        Offen für alle; Ansprechpartner: Herr Muster; mit Garten    | Offen für alle; mit Garten
        Einrichtungsleitung: Prof. Dr. Anna Muster                  | -
        Leitung: Sozialdienst katholischer Frauen                   | Leitung: Sozialdienst katholischer Frauen
        Ansprechperson: die Sozialberatung                          | Ansprechperson: die Sozialberatung
        Themen: Frau und Beruf                                      | Themen: Frau und Beruf
        """)
    void takesTheNameOfWhoIsInChargeOutOfATextAndLeavesTheRest(String text, @Nullable String left) {
        var draft = Records.draft(service("{'description': '%s'}".formatted(text)));

        assertThat(draft.json().at("/description/de").asText(null)).isEqualTo(left);
        assertThat(draft.findings().stream().anyMatch(finding -> finding.rule().equals(PhoneNumbers.PERSON)))
                .isEqualTo(!text.equals(left));
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
