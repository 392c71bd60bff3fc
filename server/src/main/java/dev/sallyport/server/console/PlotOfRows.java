package dev.sallyport.server.console;

import dev.sallyport.server.query.QueryRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws a result of two columns: bars, and a line where the first column is a time. */
final class PlotOfRows {
    private static final Set<String> NUMBERS =
            Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DECIMAL", "NUMERIC", "REAL", "FLOAT", "DOUBLE");

    private PlotOfRows() {}

    static Optional<Plot> of(QueryRuns.Rows rows) {
        if (rows.columns().size() != 2 || rows.rows().size() < 2) {
            return Optional.empty();
        }
        QueryRuns.Column category = rows.columns().get(0);
        QueryRuns.Column value = rows.columns().get(1);
        if (!NUMBERS.contains(value.type())) {
            return Optional.empty();
        }
        List<String> labels = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (List<@Nullable Object> row : rows.rows()) {
            Object number = row.get(1);
            if (number != null) {
                double parsed = Double.parseDouble(number.toString());
                if (parsed < 0 || !Double.isFinite(parsed)) {
                    return Optional.empty();
                }
                labels.add(String.valueOf(row.get(0)));
                values.add(parsed);
            }
        }
        boolean ofTime = category.type().startsWith("DATE") || category.type().startsWith("TIME");
        return values.size() < 2
                ? Optional.empty()
                : Optional.of(new Plot(
                        value.name() + " by " + category.name(),
                        ofTime,
                        category.name(),
                        labels,
                        List.of(new Plot.Series(value.name(), values))));
    }
}
