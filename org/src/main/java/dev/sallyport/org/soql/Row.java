package dev.sallyport.org.soql;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of a query's answer. */
public final class Row {
    private final RowType type;
    private final @Nullable String recordType;
    private final @Nullable String id;
    private final @Nullable Object[] values;

    Row(RowType type, @Nullable String recordType, @Nullable String id, @Nullable Object[] values) {
        this.type = type;
        this.recordType = recordType;
        this.id = id;
        this.values = values;
    }

    /** The shape: as many columns as there are values. */
    public RowType type() {
        return type;
    }

    /**
     * The type of the record itself: that of {@link #type}, but where a polymorphic reference shows its target as
     * {@code Name}, the target's own. Empty for a row that is no record.
     */
    public Optional<String> recordType() {
        return Optional.ofNullable(recordType);
    }

    /** The record's 18-character id, whether selected or not; empty for a row that is no record. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /**
     * The value of a column, null where it is empty.
     *
     * <p>Text, ids, picklists and the like: {@link String}. {@code boolean}: {@link Boolean}. {@code int}:
     * {@link Integer}; {@code long}: {@link Long}; {@code double}, {@code currency}, {@code percent}:
     * {@link java.math.BigDecimal}. {@code date}: {@link java.time.LocalDate}; {@code datetime}:
     * {@link java.time.Instant}, exact to milliseconds; {@code time}: {@link java.time.LocalTime}. {@code base64}:
     * {@code byte[]}. {@code address} and {@code location}: {@link CompoundValue}. Parents: {@link Row}. Children:
     * {@link QueryResult}.
     */
    public @Nullable Object get(int column) {
        return values[column];
    }

    /**
     * The value of the column of a name, in any case.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public @Nullable Object get(String name) {
        List<Column> columns = type.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return values[i];
            }
        }
        throw new IllegalArgumentException("No column '" + name + "' in " + type);
    }
}
