package de.hilfenetz.protect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.hilfenetz.record.CanonicalJson;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SP-4, SP-6: what gives a place away, however it is written. */
class ConfidentialValuesTest {

    @Test
    void seesThroughMoreThanAHundredAndTwentyForms() throws IOException {
        var secret = secret();
        var missed = new ArrayList<String>();
        for (var form : SecretForms.all()) {
            if (!secret.isIn("Treffpunkt: " + form + ", bitte klingeln")) {
                missed.add(form);
            }
        }

        assertThat(SecretForms.all()).hasSizeGreaterThan(120);
        assertThat(missed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Stillräumer Straße 170",
                "Stillräumer Straße 1",
                "Stillräume 17",
                "0221 4710997",
                "0221 47109981",
                "haus@refugium.example.org",
                "51.2446, 6.8123",
                "51.2346 Grad",
                "6.8123",
                "",
                "Beratung für alle, Mo-Fr 9-12 Uhr",
                "ort=Beispielweg&nr=17",
                "100 % kostenlos \\ und \\u12 draußen"
            })
    void leavesTheRestOfTheCityAlone(String text) throws IOException {
        assertThat(secret().isIn(text)).isFalse();
    }

    @Test
    void isNotMisledByWhatLooksEncoded() throws IOException {
        var secret = new ConfidentialValues();
        secret.learn(json("{'address':{'street':'Beispielweg','houseNumber':'7'}}"));

        assertThat(secret.isIn("strasse=Beispielweg 7")).isTrue();
        assertThat(secret.isIn("100%Beispielweg 7")).isTrue();
        assertThat(secret.isIn("\\nBeispielweg 7")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'location','address':{'street':'Stillräumer Str.','houseNumber':'15-19'}}",
                "{'kind':'location','address':{'street':'Stillraeumer Strasse','houseNumber':'17 a'}}",
                "{'kind':'service','at':[{'location':'x','contacts':[{'phones':[{'number':'0221 4710998'}]}]}]}",
                "{'kind':'organization','contacts':[{'email':'HAUS.still@refugium.example.org'}]}",
                "{'kind':'location','point':{'lat':51.2348,'lon':6.8120}}"
            })
    void findsARecordAtTheSameHouse(String draft) throws IOException {
        assertThat(secret().linkedTo(json(draft))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'location','address':{'street':'Stillräumer Straße','houseNumber':'18'}}",
                "{'kind':'location','address':{'street':'Stillräumer Straße','houseNumber':'19-23'}}",
                "{'kind':'location','address':{'street':'Stillräumer Straße'}}",
                "{'kind':'location','point':{'lat':51.2446,'lon':6.8123}}"
            })
    void letsNeighboursBe(String draft) throws IOException {
        assertThat(secret().linkedTo(json(draft))).isFalse();
    }

    @Test
    void keepsAHotlinePublicThatIsTheDeskToo() throws IOException {
        var secret = new ConfidentialValues();
        secret.learn(json("""
            {'contacts':[{'role':'hotline','phones':[{'number':'+49 221 4710999'}]},
                         {'phones':[{'number':'+49 221 4710999'}]}]}"""));

        assertThat(secret.isIn("0221 4710999")).isFalse();
    }

    static ConfidentialValues secret() throws IOException {
        var secret = new ConfidentialValues();
        var draft = json("{'kind':'location'}");
        draft.putObject("address")
                .put("street", SecretForms.STREET)
                .put("houseNumber", SecretForms.NUMBER)
                .put("postalCode", "40229");
        draft.putObject("point").put("lat", SecretForms.LAT).put("lon", SecretForms.LON);
        var contact = draft.putArray("contacts").addObject().put("email", SecretForms.EMAIL);
        contact.putArray("phones").addObject().put("number", SecretForms.PHONE);
        secret.learn(draft);
        return secret;
    }

    static ObjectNode json(String text) throws IOException {
        return (ObjectNode) CanonicalJson.mapper().readTree(text.replace('\'', '"'));
    }
}
