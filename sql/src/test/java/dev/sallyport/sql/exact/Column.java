package dev.sallyport.sql.exact;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column, and what is in it.
 *
 * @param name of the field and the column
 * @param h2Type its type in H2
 * @param parent the table that it refers to, or null
 * @param values every value but null that some record has: {@code String}, {@code BigDecimal}, {@code Boolean},
 *     {@code LocalDate}, {@code LocalDateTime} or {@code LocalTime}; filled once the records are there
 */
record Column(
        String name, Kind kind, String h2Type, @Nullable String parent, List<Object> values) {
    static Column of(String name, Kind kind) {
        return new Column(name, kind, kind.h2(), null, new ArrayList<>());
    }

    static Column decimal(String name, int scale) {
        return new Column(name, Kind.DECIMAL, "NUMERIC(18, " + scale + ")", null, new ArrayList<>());
    }

    static Column reference(String name, String parent) {
        return new Column(name, Kind.ID, Kind.ID.h2(), parent, new ArrayList<>());
    }
}
