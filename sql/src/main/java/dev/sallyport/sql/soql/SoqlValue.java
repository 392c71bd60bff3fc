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

    /** The values of a statement's parameters, for one run of it. */
    @FunctionalInterface
    interface Parameters {
        /**
         * The value of a parameter.
         *
         * @param index from 0
         * @param compared the type of the field that it is compared with
         * @return of the same types as a {@link Constant}; null for SQL's NULL
         */
        @Nullable
        Object value(int index, FieldType compared);
    }
}
