package de.hilfenetz.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultsTest {

    @Test
    void tellsWhereAFaultAroseAndNothingThatItQuotes() {
        var fault = new IllegalStateException(
                "Beispielweg 7", new NumberFormatException("For input string: Beispielweg 7"));

        assertThat(Faults.forLog(fault))
                .hasStackTraceContaining("java.lang.IllegalStateException")
                .hasStackTraceContaining("Caused by")
                .hasStackTraceContaining("java.lang.NumberFormatException")
                .hasStackTraceContaining("tellsWhereAFaultArose")
                .satisfies(bare -> assertThat(stackTrace(bare)).doesNotContain("Beispielweg"));
    }

    @Test
    void keepsWhatTheOperatorMustReadOfADisk() {
        var full = new java.io.IOException("No space left on device");

        assertThat(Faults.forLog(full)).isSameAs(full);
    }

    private static String stackTrace(Throwable fault) {
        var text = new java.io.StringWriter();
        fault.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
