package dev.sallyport.server.console;

import dev.sallyport.catalog.Drift;
import dev.sallyport.catalog.Drift.PropertyChange;
import dev.sallyport.catalog.Drift.TableDrift;
import java.util.List;
import java.util.stream.Stream;

/** What has changed in the org, in words. */
final class DriftLines {
    /** More lines than these nobody reads; the last tells how many more there are. */
    private static final int MOST = 200;

    private DriftLines() {}

    /** A line for each table that is new or gone, and for each change in one; of very many the first, and how many more. */
    static List<String> of(Drift drift) {
        List<String> lines = Stream.of(
                        drift.added().stream().map(table -> table + ": new"),
                        drift.removed().stream().map(table -> table + ": no longer there, or no longer seen"),
                        drift.changed().stream().flatMap(DriftLines::of))
                .flatMap(changes -> changes)
                .toList();
        return lines.size() <= MOST
                ? lines
                : Stream.concat(
                                lines.stream().limit(MOST - 1L),
                                Stream.of("and " + (lines.size() - MOST + 1) + " more changes"))
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
