package dev.sallyport.sql.soql;

import dev.sallyport.salesforce.FieldType;
import org.jspecify.annotations.Nullable;

/** What a field is compared with. */
public sealed interface SoqlValue {
    /**
     * A value that the SQL text holds.
     *
     * @param value {@code String}, {@code BigDecimal}, {@code Boolean}, {@code LocalDate}, {@code Instant} or
     *     {@code LocalTime}
     */
    record Constant(Object value) implements SoqlValue {}

    /**
     * A value that arrives when the statement runs.
     *
     * @param index its position among the statement's parameters, from 0
     */
    record Parameter(int index) implements SoqlValue {}

    /** A value that is computed when the statement runs, such as today's date less a month. */
    non-sealed interface Computed extends SoqlValue {}

    /**
     * What stands in a statement that is only shown for a value that it does not have yet.
     *
     * @param text as it is shown
     */
    record Shown(String text) {}

    /** The values that are known when a statement runs, for one run of it. */
    @FunctionalInterface
    interface Parameters {
        /**
         * The value of a parameter or computation.
         *
         * @param value which one; never a {@link Constant}
         * @param compared the type of the field that it is compared with
         * @return of the same types as a {@link Constant}, or {@link Shown}; null for SQL's NULL
         */
        @Nullable
        Object value(SoqlValue value, FieldType compared);
    }
}
