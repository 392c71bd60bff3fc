package dev.sallyport.org.soql;

import dev.sallyport.org.data.FieldType;

/** A column of a {@link Row}, with the name under which the APIs show it. */
public sealed interface Column {
    /** A field's API name in the case of the schema, a relationship's name, an alias, or {@code expr0} and so on. */
    String name();

    /** A value of a field type: see {@link Row#get} for the Java types. */
    record Value(String name, FieldType type) implements Column {}

    /** A parent record: a {@link Row} of a type of its own, or null. */
    record Parent(String name) implements Column {}

    /** Child records: a {@link QueryResult}, or null where there are none. */
    record Children(String name) implements Column {}
}
