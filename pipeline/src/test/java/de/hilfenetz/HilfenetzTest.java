package de.hilfenetz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HilfenetzTest {

    @Test
    void saysItsVersion() {
        var out = new StringWriter();

        var exit = new CommandLine(new Hilfenetz()).setOut(new PrintWriter(out)).execute("--version");

        assertThat(exit).isZero();
        assertThat(out).hasToString("0.1.0" + System.lineSeparator());
    }
}
