package dev.sallyport.sql.exact;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine says to a query: rows, or a failure.
 *
 * @param rows in their order; empty if it failed
 * @param failure SQLState and message, or null
 */
record Answer(List<List<@Nullable Object>> rows, @Nullable String failure) {
    /** Asks an engine. */
    static Answer of(Connection connection, Dialect dialect, Asked asked) {
        Printer printer = asked.printed(dialect);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<Select.Item> items = asked.query().body().items();
        try (PreparedStatement statement = connection.prepareStatement(printer.sql())) {
            for (int i = 0; i < printer.parameters().size(); i++) {
                Values.bind(statement, i + 1, printer.parameters().get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    List<@Nullable Object> row = new ArrayList<>();
                    for (int i = 0; i < items.size(); i++) {
                        row.add(comparable(
                                Values.read(
                                        dialect,
                                        result,
                                        i + 1,
                                        items.get(i).term().kind()),
                                items.get(i)));
                    }
                    rows.add(row);
                }
            }
        } catch (SQLException e) {
            return new Answer(List.of(), e.getSQLState() + ": " + e.getMessage());
        }
        return new Answer(rows, null);
    }

    /** Numbers by value; texts without case, as one of a group may stand for all of it. */
    private static @Nullable Object comparable(@Nullable Object value, Select.Item item) {
        if (value instanceof BigDecimal number) {
            BigDecimal digits = item.rounded() ? number.setScale(3, RoundingMode.HALF_UP) : number;
            return digits.signum() == 0 ? BigDecimal.ZERO : digits.stripTrailingZeros();
        }
        return value instanceof String text && item.term().kind() == Kind.TEXT ? text.toUpperCase(Locale.ROOT) : value;
    }

    boolean failed() {
        return failure != null;
    }

    /** Whether it failed because the query is no valid SQL. */
    boolean refused() {
        return failure != null && failure.startsWith("42");
    }

    /** Whether a fraction was given for a parameter that stands for a whole number: H2 guesses types otherwise. */
    boolean refusesParameter() {
        return failure != null && failure.startsWith("22003");
    }

    /**
     * Whether H2 fails where it need not: over a computed key of GROUP BY, which it does not know again in
     * {@code HAVING EXTRACT(DAY FROM …) IS NOT NULL}, and over {@code LIKE ''}.
     */
    boolean failsInH2Alone() {
        return failure != null && (failure.startsWith("90016") || failure.startsWith("90008"));
    }

    /** Whether a parameter's type is not clear where it stands, which is refused with what to write instead. */
    boolean asksForType() {
        return failure != null && failure.contains("The type of a parameter is not clear");
    }

    /** Whether both hold the same rows, in the same order if it counts. */
    boolean agreesWith(Answer other, boolean ordered) {
        if (failed() != other.failed()) {
            return false;
        }
        return ordered ? rows.equals(other.rows) : counted().equals(other.counted());
    }

    private Map<List<@Nullable Object>, Integer> counted() {
        Map<List<@Nullable Object>, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row, 1, Integer::sum));
        return counts;
    }

    @Override
    public String toString() {
        if (failure != null) {
            return failure;
        }
        StringBuilder text = new StringBuilder(rows.size() + " rows");
        rows.stream().limit(12).forEach(row -> text.append("\n    ").append(row));
        return text.toString();
    }
}
