package dev.sallyport.bench.token;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * A figure beside the one that it is held against.
 *
 * @param name what was measured
 * @param value the middle one of all runs
 * @param unit what the value counts
 * @param against what it is held against, with its own value
 * @param ratio how many times the other's value this one goes into it
 * @param runs how many runs the value comes of
 * @param lowest the lowest of the runs
 * @param highest the highest of the runs
 */
@JsonPropertyOrder({"name", "value", "unit", "against", "ratio", "runs", "lowest", "highest"})
record Measure(
        String name, double value, String unit, String against, double ratio, int runs, double lowest, double highest) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double HUNDREDTHS = 100;

    /**
     * The middle one of some runs: a burst of other work on the machine moves it little.
     *
     * @param other what it is held against
     * @param others the other's value
     */
    static Measure of(String name, String unit, List<Double> values, String other, double others) {
        double middle = middle(values);
        return new Measure(
                name,
                rounded(middle),
                unit,
                other + ": " + rounded(others) + " " + unit,
                rounded(others / middle),
                values.size(),
                rounded(values.stream().mapToDouble(value -> value).min().orElseThrow()),
                rounded(values.stream().mapToDouble(value -> value).max().orElseThrow()));
    }

    static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** One line of JSON. */
    String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of texts and numbers is JSON.", e);
        }
    }

    private static double rounded(double value) {
        return Math.round(value * HUNDREDTHS) / HUNDREDTHS;
    }
}
