package dev.sallyport.bench.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure beside the one that it is held against.
 *
 * @param name what was measured
 * @param value the middle one of all runs
 * @param unit what the value counts
 * @param against what it is held against, with its own value; null where there is nothing
 * @param ratio the value divided by the other's; null where there is no other
 * @param runs how many runs the value comes of
 * @param lowest the lowest of the runs
 * @param highest the highest of the runs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"name", "value", "unit", "against", "ratio", "runs", "lowest", "highest"})
public record Measure(
        String name,
        double value,
        String unit,
        @Nullable String against,
        @Nullable Double ratio,
        int runs,
        double lowest,
        double highest) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MathContext DIGITS = new MathContext(4);

    /**
     * The middle one of some runs: a burst of other work on the machine moves it little.
     *
     * @param other what it is held against
     * @param others the other's value
     */
    public static Measure of(String name, String unit, List<Double> values, String other, double others) {
        double middle = middle(values);
        return of(name, unit, values, other + ": " + text(others) + " " + unit, rounded(middle / others), middle);
    }

    /** A figure that is held against nothing. */
    public static Measure alone(String name, String unit, List<Double> values) {
        return of(name, unit, values, null, null, middle(values));
    }

    private static Measure of(
            String name,
            String unit,
            List<Double> values,
            @Nullable String against,
            @Nullable Double ratio,
            double middle) {
        return new Measure(
                name,
                rounded(middle),
                unit,
                against,
                ratio,
                values.size(),
                rounded(values.stream().mapToDouble(value -> value).min().orElseThrow()),
                rounded(values.stream().mapToDouble(value -> value).max().orElseThrow()));
    }

    /** The middle one. */
    public static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** A figure as people read it: four digits, and no power of ten. */
    public static String text(double value) {
        return BigDecimal.valueOf(rounded(value)).stripTrailingZeros().toPlainString();
    }

    /**
     * A measure that has been told before.
     *
     * @param line as {@link #line()} has it
     * @throws IOException if it is no such line
     */
    public static Measure of(String line) throws IOException {
        return JSON.readValue(line, Measure.class);
    }

    /** One line of JSON. */
    public String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of texts and numbers is JSON.", e);
        }
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).round(DIGITS).doubleValue() : 0;
    }
}
