package de.hilfenetz.read;

import de.hilfenetz.feed.Feed;
import de.hilfenetz.finding.Finding;
import de.hilfenetz.record.Place;
import de.hilfenetz.record.RawRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A table as the text it is. */
final class CsvText {

    private static final Sink NOBODY = new Sink() {
        @Override
        public void accept(RawRecord row, List<Finding> findings) {}

        @Override
        public void note(Finding finding) {}
    };

    private CsvText() {}

    /** What heads the columns of the table in {@code row}, as its reader calls them. */
    static List<String> headings(CsvCells.Row row, CharSequence text, String file) {
        return Headings.of(
                        row.cells().stream().map(cell -> cell.value(text)).toList(),
                        new Place(file, 0, 0, null),
                        NOBODY)
                .names();
    }

    static boolean isBlank(CsvCells.Row row, CharSequence text) {
        return row.cells().stream().allMatch(cell -> cell.value(text).isBlank());
    }

    /** The table with cells replaced; what its charset cannot say is not. */
    static byte[] rewrite(
            Feed.Table table,
            String file,
            byte[] bytes,
            List<Rewriting.Change> changes,
            Consumer<Rewriting.Change> made)
            throws IOException {
        var stream = new ByteArrayInputStream(bytes);
        var mark = ByteOrderMark.skip(stream);
        var begin = bytes.length - stream.available();
        var named = table.encoding();
        var charset = new AtomicReference<>(StandardCharsets.UTF_8);
        var text = text(file, stream, named == null ? mark : Charset.forName(named), charset::set);
        var start = TableStart.read(new StringReader(text), table.delimiter());
        var encoder = Objects.requireNonNull(charset.get()).newEncoder();

        var after = new StringBuilder(text.length() + 1000);
        var copied = 0;
        var line = 1;
        List<String> headings = null;
        for (var at = 0; at < text.length(); ) {
            var row = CsvCells.row(text, at, start.separator());
            var isSeparatorLine = at == 0 && start.separatorLine();
            if (!isSeparatorLine && !isBlank(row, text)) {
                if (headings == null) {
                    headings = headings(row, text, file);
                } else {
                    var cellLine = line;
                    for (int i = 0; i < Math.min(row.cells().size(), headings.size()); i++) {
                        var cell = row.cells().get(i);
                        var value = cell.value(text);
                        var better = value;
                        for (var change : changes) {
                            if (change.place().line() == cellLine
                                    && headings.get(i).equals(change.place().field())) {
                                var next = change.apply(better).filter(encoder::canEncode);
                                if (next.isPresent()) {
                                    better = next.get();
                                    made.accept(change);
                                }
                            }
                        }
                        if (!better.equals(value)) {
                            after.append(text, copied, cell.from());
                            after.append(cell(better, cell.isQuoted(text), start.separator()));
                            copied = cell.to();
                        }
                        cellLine += CsvCells.breaks(text, cell.from(), cell.to());
                    }
                }
            }
            line += row.lines();
            at = row.next();
        }
        after.append(text, copied, text.length());
        var out = new ByteArrayOutputStream(bytes.length + 1000);
        out.write(bytes, 0, begin);
        out.writeBytes(after.toString().getBytes(Objects.requireNonNull(charset.get())));
        return out.toByteArray();
    }

    private static String text(
            String file, ByteArrayInputStream bytes, @Nullable Charset charset, Consumer<Charset> decided)
            throws IOException {
        try (var reader = new StrictReader(file, bytes, charset, decided)) {
            var text = new StringBuilder(bytes.available());
            var chars = new char[1 << 13];
            for (var count = reader.read(chars, 0, chars.length);
                    count >= 0;
                    count = reader.read(chars, 0, chars.length)) {
                text.append(chars, 0, count);
            }
            return text.toString();
        }
    }

    private static String cell(String value, boolean quoted, char separator) {
        var special = value.indexOf(separator) >= 0
                || value.indexOf('"') >= 0
                || value.indexOf('\n') >= 0
                || value.indexOf('\r') >= 0;
        return quoted || special ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
