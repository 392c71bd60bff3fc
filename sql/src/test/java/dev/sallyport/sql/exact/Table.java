package dev.sallyport.sql.exact;

import java.util.List;
import java.util.stream.Stream;

/** An sObject, with those of its fields that queries use. */
record Table(String name, List<Column> columns) {
    Stream<Column> columns(Kind kind) {
        return columns.stream().filter(column -> column.kind() == kind);
    }

    Stream<Column> references() {
        return columns.stream().filter(column -> column.parent() != null);
    }
}
