package de.hilfenetz.query;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.exec.RowSet;
import org.jspecify.annotations.Nullable;

/** Writes SPARQL 1.1 Query Results CSV; Jena's own writer looks at each value five times and passes it on by itself. */
final class CsvRows {

    private CsvRows() {}

    /** @throws RuntimeException whatever finding a row throws; what was written then is no whole answer */
    static void write(OutputStream out, RowSet rows) throws IOException {
        var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        write(writer, rows);
        writer.flush();
    }

    private static void write(Writer out, RowSet rows) throws IOException {
        var csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .build(out);
        var vars = rows.getResultVars();
        csv.writeRecord(vars.stream().map(Var::getVarName).toList());
        var blanks = new HashMap<Node, String>();
        var values = new String[vars.size()];
        while (rows.hasNext()) {
            var row = rows.next();
            for (var i = 0; i < values.length; i++) {
                values[i] = text(row.get(vars.get(i)), blanks);
            }
            csv.writeRecord(values);
        }
        csv.flush();
    }

    private static @Nullable String text(@Nullable Node term, Map<Node, String> blanks) {
        if (term == null) {
            return null;
        }
        if (term.isURI()) {
            return term.getURI();
        }
        return term.isLiteral()
                ? term.getLiteralLexicalForm()
                : blanks.computeIfAbsent(term, one -> "b" + blanks.size());
    }
}
