package dev.sallyport.server.console;

import dev.sallyport.catalog.Drift;
import dev.sallyport.catalog.Drift.PropertyChange;
import dev.sallyport.catalog.Drift.TableDrift;
import java.util.List;
import java.util.stream.Stream;

/** What has changed in the org, in words. */
final class DriftLines {
    private DriftLines() {}

    /** A line for each table that is new or gone, and for each change in one. */
    static List<String> of(Drift drift) {
        return Stream.of(
                        drift.added().stream().map(table -> table + ": new"),
                        drift.removed().stream().map(table -> table + ": no longer there, or no longer seen"),
                        drift.changed().stream().flatMap(DriftLines::of))
                .flatMap(lines -> lines)
                .toList();
    }

    private static Stream<String> of(TableDrift table) {
        return Stream.of(
                        table.addedFields().stream().map(field -> table.table() + "." + field + ": new"),
                        table.removedFields().stream().map(field -> table.table() + "." + field + ": gone"),
                        table.changes().stream().map(change -> of(table.table(), change)))
                .flatMap(lines -> lines);
    }

    private static String of(String table, PropertyChange change) {
        String what = change.field().map(field -> table + "." + field).orElse(table);
        return what + ": " + change.property() + " was " + change.before() + ", is " + change.after();
    }
}
