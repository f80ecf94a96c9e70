package de.hilfenetz.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTest {

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            127.0.0.1   |                           | 127.0.0.1
            127.0.0.1   | 203.0.113.7               | 203.0.113.7
            127.0.0.1   | 198.51.100.1, 203.0.113.7 | 203.0.113.7
            ::1         | 2001:db8::7               | 2001:db8::7
            203.0.113.9 | 198.51.100.1              | 203.0.113.9
            127.0.0.1   | unsinn                    | 127.0.0.1
            """)
    void takesTheWordOfAProxyOnThisMachineOnly(String remote, @Nullable String forwarded, String client) {
        assertThat(Client.address(remote, forwarded)).isEqualTo(client);
    }
}
