package dev.sallyport.sql.federation;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;

/** What a type of PostgreSQL is to SQL here. */
public enum ForeignKind {
    /** True or false. */
    BOOLEAN("bool"),
    /** Whole numbers of 32 bits, or fewer there. */
    INTEGER("int2", "int4"),
    /** Whole numbers of 64 bits. */
    BIGINT("int8"),
    /** Binary fractions of 32 bits. */
    REAL("float4"),
    /** Binary fractions of 64 bits. */
    DOUBLE("float8"),
    /** Decimal numbers. */
    DECIMAL("numeric"),
    /** Days. */
    DATE("date"),
    /** Times of day. */
    TIME("time"),
    /** Moments: a {@code timestamptz} is the wall clock in UTC, as Salesforce's datetimes are. */
    TIMESTAMP("timestamp", "timestamptz"),
    /** Texts. */
    TEXT("text", "varchar"),
    /** Whatever is not among them: it comes as the text that PostgreSQL makes of it. */
    OTHER;

    private final ImmutableSet<String> names;

    ForeignKind(String... names) {
        this.names = ImmutableSet.copyOf(names);
    }

    /**
     * What a type is.
     *
     * @param type the server's own name of it, such as {@code int4}
     */
    static ForeignKind of(String type) {
        return Arrays.stream(values())
                .filter(kind -> kind.names.contains(type))
                .findFirst()
                .orElse(OTHER);
    }
}
