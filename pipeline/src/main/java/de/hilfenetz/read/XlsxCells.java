package de.hilfenetz.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import de.hilfenetz.finding.Rule;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.jspecify.annotations.Nullable;

/**
 * What a cell says: texts as they are; days as {@code 2026-03-01}, times as {@code 08:30}, both with a {@code T} between;
 * shares as {@code 25%}; numbers without exponent, with the leading zeros their format asks for (postal codes); yes and no as
 * booleans. A formula counts as its stored result.
 */
final class XlsxCells {

    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");
    private static final Pattern ERROR = Pattern.compile("#[A-ZÄÖÜ/0!?]{2,12}");
    private static final Pattern ELAPSED = Pattern.compile("\\[(h+|m+|s+)]");
    private static final Pattern LITERALS = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*]");
    private static final Pattern ZEROS = Pattern.compile("0{2,20}");
    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter TO_THE_MINUTE = DateTimeFormatter.ofPattern("HH:mm");

    /** The day after 9999-12-31, the last one a workbook knows. */
    private static final BigDecimal END_OF_DAYS = BigDecimal.valueOf(2_958_466);

    private static final int EXCEL_DIGITS = 15;

    private final boolean dates1904;

    /** @param dates1904 whether days are counted from 1904-01-01 */
    XlsxCells(boolean dates1904) {
        this.dates1904 = dates1904;
    }

    /** Whether there is anything in the cell to be seen. */
    static boolean isFilled(@Nullable Cell cell) {
        return cell != null && cell.getValue() != null && !cell.getText().isBlank();
    }

    /** Null for a cell without a value, and for one whose value is an error. */
    @Nullable
    JsonNode value(@Nullable Cell cell) {
        if (cell == null || !isFilled(cell) || isError(cell)) {
            return null;
        }
        return switch (cell.getValue()) {
            case Boolean yes -> BooleanNode.valueOf(yes);
            case BigDecimal number -> new TextNode(words(cell, number));
            default -> new TextNode(unescape(cell.getText()));
        };
    }

    /** Why a cell that is not empty has no value. */
    Optional<Rule> trouble(Cell cell) {
        if (isError(cell)) {
            return Optional.of(XlsxReader.ERROR_VALUE);
        }
        return cell.getType() == CellType.FORMULA && cell.getValue() == null
                ? Optional.of(XlsxReader.NO_RESULT)
                : Optional.empty();
    }

    private static boolean isError(Cell cell) {
        return cell.getType() == CellType.ERROR
                || (cell.getType() == CellType.FORMULA
                        && cell.getValue() instanceof String text
                        && ERROR.matcher(text).matches());
    }

    private String words(Cell cell, BigDecimal number) {
        var format = Optional.ofNullable(cell.getDataFormatString()).orElse("General");
        var plain = plain(format);
        if (isDay(plain) || isTime(plain)) {
            return moment(number, plain);
        }
        // Excel computes in binary and shows fifteen digits; more of them are noise.
        var shown = number.round(new MathContext(EXCEL_DIGITS));
        if (plain.contains("%")) {
            return decimal(shown.movePointRight(2)) + "%";
        }
        var text = decimal(shown);
        return ZEROS.matcher(plain).matches() && shown.signum() >= 0 && text.indexOf('.') < 0
                ? "0".repeat(Math.max(0, plain.length() - text.length())) + text
                : text;
    }

    /** The first section of a format, without what it only shows or colours. */
    private static String plain(String format) {
        var sections =
                LITERALS.matcher(ELAPSED.matcher(format).replaceAll("$1")).replaceAll("");
        int end = sections.indexOf(';');
        var plain = (end < 0 ? sections : sections.substring(0, end))
                .toLowerCase(Locale.ROOT)
                .strip();
        return plain.equals("general") || plain.equals("standard") ? "" : plain;
    }

    private static boolean isDay(String plain) {
        return plain.indexOf('y') >= 0 || plain.indexOf('d') >= 0 || plain.contains("mmm");
    }

    private static boolean isTime(String plain) {
        return plain.indexOf('h') >= 0 || plain.indexOf('s') >= 0;
    }

    private String moment(BigDecimal number, String plain) {
        if (number.signum() < 0 || number.compareTo(END_OF_DAYS) >= 0) {
            return decimal(number);
        }
        if (!isDay(plain) && number.compareTo(BigDecimal.ONE) >= 0) {
            long minutes = number.multiply(BigDecimal.valueOf(24 * 60)).longValue();
            return "%d:%02d".formatted(minutes / 60, minutes % 60);
        }
        var at = at(number);
        var time = at.format(at.getSecond() == 0 ? TO_THE_MINUTE : TO_THE_SECOND);
        if (!isDay(plain)) {
            return time;
        }
        return isTime(plain) ? at.toLocalDate() + "T" + time : at.toLocalDate().toString();
    }

    /** Excel holds 1900 for a leap year, so that its days before March of it are one off. */
    private LocalDateTime at(BigDecimal number) {
        var first = dates1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, number.intValue() < 61 ? 31 : 30);
        var seconds = number.multiply(BigDecimal.valueOf(86_400)).setScale(0, RoundingMode.HALF_UP);
        return first.atStartOfDay().plusSeconds(seconds.longValue());
    }

    private static String decimal(BigDecimal number) {
        // An exponent of a million would become a million zeros.
        if (number.signum() == 0) {
            return "0";
        }
        var stripped = number.stripTrailingZeros();
        return Math.abs((long) stripped.precision() - stripped.scale()) > 40 || stripped.scale() > 40
                ? stripped.toString()
                : stripped.toPlainString();
    }

    /** Excel writes characters that XML has no place for as {@code _x000D_}. */
    private static String unescape(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        return ESCAPED.matcher(text).replaceAll(found -> {
            char character = (char) Integer.parseInt(found.group(1), 16);
            return character == '\n' || character == '\t'
                    ? String.valueOf(character)
                    : Character.isISOControl(character) || Character.isSurrogate(character)
                            ? ""
                            : java.util.regex.Matcher.quoteReplacement(String.valueOf(character));
        });
    }
}
