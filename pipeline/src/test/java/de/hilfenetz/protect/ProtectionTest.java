package de.hilfenetz.protect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.record.CanonicalJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectionTest {

    @ParameterizedTest(name = "{0}, {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
        Frauenhaus Rheinblick              |                          | PROTECTED
        Haus Sonnenschein                  | 'topics':['frauenhaus']  | PROTECTED
        Mädchenhaus Nord                   | 'kindsOfHelp':['unterkunft'] | PROTECTED
        Schutzwohnungen für Männer         |                          | PROTECTED
        Zuflucht Eller                     | 'confidential':false     | PROTECTED
        Wohnen auf Zeit                    | 'topics':['gewaltschutz'],'kindsOfHelp':['unterkunft'] | PROTECTED
        Wohnen auf Zeit                    | 'confidential':true      | PROTECTED
        Unterkunft bei häuslicher Gewalt   | 'kindsOfHelp':['unterkunft'] | PROTECTED
        Beratung gegen Zwangsheirat        | 'kindsOfHelp':['beratung'] | PUBLIC
        Fachberatung häusliche Gewalt      | 'topics':['gewaltschutz'],'kindsOfHelp':['beratung'] | PUBLIC
        Frauenhaus-Beratungsstelle         | 'kindsOfHelp':['beratung'] | UNCLEAR
        Hilfe bei Menschenhandel           |                          | UNCLEAR
        Haus am See                        | 'confidential':'ja'      | PROTECTED
        Haus am See                        | 'confidential':1         | PROTECTED
        Haus am See                        | 'confidential':'vielleicht' | PROTECTED
        Haus am See                        | 'confidential':'nein'    | PUBLIC
        Haus am See                        | 'confidential':null      | PUBLIC
        Mädchen-Haus West                  | 'confidential':'nicht vertraulich' | PROTECTED
        LSBTIQ*-Schutzunterkunft           | 'confidential':'öffentlich' | PROTECTED
        Konsumraum am Markt                | 'topics':['drogenkonsumraum'] | SENSITIVE
        Konsumraum am Markt                | 'topics':['drogenkonsumraum'],'addressConsent':'yes' | PUBLIC
        Jüdisches Elternheim               |                          | SENSITIVE
        Unterkunft für Geflüchtete Nord    | 'kindsOfHelp':['unterkunft'] | SENSITIVE
        Schwangerschaftskonfliktberatung   | 'kindsOfHelp':['beratung'] | SENSITIVE
        Wohnen auf Zeit                    | 'topics':['gewaltschutz'],'asShipped':{'topics':['frauenhaus']} | PROTECTED
        Wohnen auf Zeit                    | 'topics':['frauenhaus'],'asShipped':{'topics':['gewaltschutz']} | PROTECTED
        Wohnen auf Zeit                    | 'asShipped':{'categories':['Schutzhaus']} | PROTECTED
        Hilfe bei Menschenhandel           | 'kindsOfHelp':['beratung'],'asShipped':{} | UNCLEAR
        Kontaktladen am Markt              | 'topics':['suchthilfe'],'asShipped':{'topics':['drogenkonsumraum']} | SENSITIVE
        Notschlafstelle Bahnhof            | 'kindsOfHelp':['unterkunft'] | PUBLIC
        Haus Sonnenblume                   | 'description':{'de':'Frauenhaus mit 20 Plätzen.'},'kindsOfHelp':['unterkunft'] | PROTECTED
        Haus Sonnenblume                   | 'description':{'de':'Frauenhaus mit 20 Plätzen.'} | UNCLEAR
        Haus Sonnenblume                   | 'alert':{'de':'Zur Zeit kein Platz im Frauenhaus.'},'kindsOfHelp':['unterkunft'] | PROTECTED
        Haus Lavendel – Wohnen für von Gewalt betroffene Frauen | 'kindsOfHelp':['unterkunft'] | PROTECTED
        Haus Lavendel                      | 'description':{'de':'Wohnen nach Gewalterfahrung.'},'kindsOfHelp':['unterkunft'] | PROTECTED
        Haus Lavendel                      | 'eligibility':{'de':'Für misshandelte Frauen und ihre Kinder.'},'kindsOfHelp':['unterkunft'] | PROTECTED
        Frauen·haus                        |                          | PROTECTED
        Frauen‧Häuser                      |                          | PROTECTED
        Frauen Haus Nord                   |                          | PROTECTED
        Shelter for women                  |                          | PROTECTED
        Frauennotwohnung                   |                          | PROTECTED
        Trennungsberatung                  | 'description':{'de':'Wir helfen auch auf dem Weg ins Frauenhaus.'},'kindsOfHelp':['beratung'] | PUBLIC
        Trennungsberatung                  | 'description':{'de':'Wir helfen auch auf dem Weg ins Frauenhaus.'} | PUBLIC
        Wohnheim für Frauen                | 'description':{'de':'Frauen häufig in Not.'},'kindsOfHelp':['unterkunft'] | PUBLIC
        Frauen Hausbesuche                 | 'kindsOfHelp':['beratung'] | PUBLIC
        Haus am See                        | 'confidential':['ja']     | PROTECTED
        Haus am See                        | 'confidential':{'wert':'ja'} | PROTECTED
        Wohnheim für geflüchtete Menschen  | 'kindsOfHelp':['unterkunft'] | SENSITIVE
        Übergangsheim Asyl                 | 'kindsOfHelp':['unterkunft'] | SENSITIVE
        Gemeinschaftsunterkunft Nord       | 'kindsOfHelp':['unterkunft'],'addressConsent':'yes' | PUBLIC
        Sprachcafé für Geflüchtete         | 'kindsOfHelp':['treffpunkt'] | PUBLIC
        Schwangerenkonfliktberatung        | 'kindsOfHelp':['beratung'] | SENSITIVE
        Jewish senior club                 | 'kindsOfHelp':['treffpunkt'] | SENSITIVE
        Flüchtlingsberatung                | 'kindsOfHelp':['beratung'] | PUBLIC
        Refugee counselling                | 'kindsOfHelp':['beratung'] | PUBLIC
        """)
    void decidesByKindOfHelpAndWording(String name, String more, Protection expected) throws IOException {
        assertThat(Protection.of(service(name, more == null ? "" : "," + more))).isEqualTo(expected);
    }

    @Test
    void leavesOnlyAllowedFieldsOfAProtectedService() throws IOException {
        var draft = service("Frauenhaus Rheinblick", """
            ,'description':{'de':'Klingeln bei Stiller Winkel 7.'},'hours':{'text':'Mo 9-12'},'at':[{'location':'haus'}],
            'eligibility':{'de':'x'},'newField':'Stiller Winkel 7','topics':['frauenhaus'],
            'contacts':[{'role':'hotline','phones':[{'number':'+49 221 4710999'}],'email':'haus@x.example.org'},
                        {'role':'desk','phones':[{'number':'+49 221 4710998'}]}]\
            """);

        var public_ = Projection.of(draft, secret()).json();

        assertThat(public_.toString()).doesNotContain("Winkel", "4710998", "haus@", "Mo 9", "eligibility");
        assertThat(public_.at("/contacts/0/phones/0/number").asText()).isEqualTo("+49 221 4710999");
        assertThat(public_.path("protected").asBoolean()).isTrue();
        assertThat(public_.at("/area/0").asText()).isEqualTo("05111000");
        assertThat(public_.at("/name/de").asText()).isEqualTo("Frauenhaus Rheinblick");
    }

    @Test
    void replacesANameThatGivesThePlaceAway() throws IOException {
        var draft = service("Frauenhaus Stiller Winkel 7", "");

        assertThat(Projection.of(draft, secret()).json().at("/name/de").asText())
                .isEqualTo("Schutzunterkunft");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'location','address':{'street':'Stiller Winkel','houseNumber':'7'}}",
                "{'kind':'location','point':{'lat':51.23461,'lon':6.81239}}",
                "{'kind':'service','description':{'de':'Treffpunkt: STILLER  WINKEL 7, Hinterhof'}}",
                "{'kind':'service','contacts':[{'phones':[{'number':'0221"
                        + " 4710998'}]},{'phones':[{'number':'+492214710998'}]}]}",
                "{'kind':'organization','contacts':[{'email':'Haus@Stille.example.org'}]}"
            })
    void findsRecordsThatWouldGiveAPlaceAway(String draft) throws IOException {
        assertThat(secret().linkedTo(json(draft))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'location','address':{'street':'Stiller Winkel','houseNumber':'8'}}",
                "{'kind':'location','point':{'lat':51.2446,'lon':6.8123}}",
                "{'kind':'service','contacts':[{'phones':[{'number':'+49 221 4710999'}]}]}"
            })
    void leavesNeighboursAlone(String draft) throws IOException {
        assertThat(secret().linkedTo(json(draft))).isFalse();
    }

    @Test
    void findsNothingWhereNothingIsSecret() throws IOException {
        assertThat(new ConfidentialValues().linkedTo(json("{'address':{'street':'Stiller Winkel'}}")))
                .isFalse();
    }

    private static ConfidentialValues secret() throws IOException {
        var secret = new ConfidentialValues();
        secret.learn(json("""
            {'address':{'street':'Stiller Winkel','houseNumber':'7','postalCode':'40229'},'point':{'lat':51.23459,'lon':6.81234},
             'contacts':[{'role':'hotline','phones':[{'number':'+49 221 4710999'}]},
                         {'phones':[{'number':'+49 221 4710998'}],'email':'haus@stille.example.org'}]}\
            """));
        return secret;
    }

    private static ObjectNode service(String name, String more) throws IOException {
        return json("{'kind':'service','id':'1','name':{'de':'" + name + "'}" + more + "}");
    }

    private static ObjectNode json(String text) throws IOException {
        return (ObjectNode) CanonicalJson.mapper().readTree(text.replace('\'', '"'));
    }
}
