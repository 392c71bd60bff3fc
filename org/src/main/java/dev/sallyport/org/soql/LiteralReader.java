package dev.sallyport.org.soql;

import dev.sallyport.org.soql.Query.BooleanLiteral;
import dev.sallyport.org.soql.Query.DateRangeLiteral;
import dev.sallyport.org.soql.Query.DateTimeValue;
import dev.sallyport.org.soql.Query.DateValue;
import dev.sallyport.org.soql.Query.Literal;
import dev.sallyport.org.soql.Query.NullLiteral;
import dev.sallyport.org.soql.Query.NumberLiteral;
import dev.sallyport.org.soql.Query.TextLiteral;
import dev.sallyport.org.soql.Query.TimeValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the literals of SOQL. */
final class LiteralReader {
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();
    private static final Pattern CURRENCY = Pattern.compile("(?i)[A-Z]{3}(\\d+)");
    private static final int MAX_COUNT = 100_000;
    private static final int MAX_EXPONENT_LENGTH = 5;

    private final Excerpt excerpt;

    LiteralReader(Excerpt excerpt) {
        this.excerpt = excerpt;
    }

    Literal of(SoqlParser.ValueContext context) {
        int start = context.getStart().getStartIndex();
        String text = context.getText();
        if (context instanceof SoqlParser.StringContext) {
            String body = text.substring(1, text.length() - 1);
            return new TextLiteral(unescaped(body, false), unescaped(body, true), start);
        }
        if (context instanceof SoqlParser.NumberContext) {
            return new NumberLiteral(number(text, start), start);
        }
        if (context instanceof SoqlParser.BooleanContext) {
            return new BooleanLiteral(Boolean.parseBoolean(text), start);
        }
        if (context instanceof SoqlParser.NullContext) {
            return new NullLiteral(start);
        }
        if (context instanceof SoqlParser.NamedContext named) {
            return named(named, start);
        }
        if (context instanceof SoqlParser.BoundContext bound) {
            throw boundVariable(bound.bind());
        }
        return temporal(context, text, start);
    }

    /** The refusal of a variable: only Apex has them. */
    SoqlException boundVariable(SoqlParser.BindContext bind) {
        return excerpt.refusal(
                "MALFORMED_QUERY", bind.getStart().getStartIndex(), "Bind variables only allowed in Apex code");
    }

    private BigDecimal number(String text, int start) {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        boolean immense = exponent > 0 && text.length() - exponent > MAX_EXPONENT_LENGTH;
        if (immense || !Double.isFinite(Double.parseDouble(text))) {
            throw excerpt.refusal("MALFORMED_QUERY", start, "unexpected token: '" + text + "'");
        }
        return new BigDecimal(text);
    }

    private Literal temporal(SoqlParser.ValueContext context, String text, int start) {
        try {
            if (context instanceof SoqlParser.DateContext) {
                return new DateValue(LocalDate.parse(text), start);
            }
            if (context instanceof SoqlParser.TimeContext) {
                return new TimeValue(LocalTime.parse(text.substring(0, text.length() - 1)), start);
            }
            return new DateTimeValue(OffsetDateTime.parse(text, DATE_TIME).toInstant(), start);
        } catch (DateTimeException e) {
            throw excerpt.refusal("INVALID_QUERY_FILTER_OPERATOR", start, "invalid date: " + text);
        }
    }

    private Literal named(SoqlParser.NamedContext context, int start) {
        String name = context.name().getText();
        Matcher currency = CURRENCY.matcher(name);
        if (context.INTEGER() == null && currency.matches()) {
            return new NumberLiteral(new BigDecimal(currency.group(1)), start);
        }
        DateRange range = DateRange.named(name)
                .filter(candidate -> candidate.takesCount() == (context.INTEGER() != null))
                .orElseThrow(() -> excerpt.refusal("MALFORMED_QUERY", start, "unexpected token: '" + name + "'"));
        int count = context.INTEGER() == null ? 0 : count(context.INTEGER().getText(), start);
        return new DateRangeLiteral(range, count, start);
    }

    private int count(String digits, int start) {
        BigDecimal count = new BigDecimal(digits);
        if (count.signum() < 0 || count.compareTo(BigDecimal.valueOf(MAX_COUNT)) > 0) {
            throw excerpt.refusal("INVALID_QUERY_FILTER_OPERATOR", start, "invalid date literal: " + digits);
        }
        return count.intValueExact();
    }

    /** The text that a literal means; as a pattern, its wildcards stay escaped, and so do its backslashes. */
    private static String unescaped(String body, boolean pattern) {
        StringBuilder text = new StringBuilder(body.length());
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = body.charAt(++i);
            switch (Character.toLowerCase(escaped)) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'u' -> {
                    text.append((char) Integer.parseInt(body.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                case '_', '%', '\\' -> text.append(pattern ? "\\" : "").append(escaped);
                default -> text.append(escaped);
            }
        }
        return text.toString();
    }
}
