package de.hilfenetz.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://verein.example.org",
                "http://verein.example.org/angebote?art=1",
                "https://verein.example.org/angebote#beratung",
                "https://verein.example.org/straße"
            })
    void takesAnAddressAsItIs(String address) {
        assertThat(Objects.requireNonNull(Links.web(address)).getURI()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "verein.example.org",
                "ftp://verein.example.org/",
                "http:///angebote",
                "https://a b",
                "http://",
                "https://"
            })
    void leavesOutWhatIsNoWebAddress(String address) {
        assertThat(Links.web(address)).isNull();
    }
}
