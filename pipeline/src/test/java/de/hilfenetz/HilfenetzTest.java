package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class HilfenetzTest {

    @Test
    void saysItsVersion() {
        var out = new StringWriter();

        var exit = Hilfenetz.commandLine(new Hilfenetz.World(name -> null, Clock.systemUTC()))
                .setOut(new PrintWriter(out))
                .execute("--version");

        assertThat(exit).isZero();
        assertThat(out).hasToString("hilfenetz 0.1.0" + System.lineSeparator());
    }
}
