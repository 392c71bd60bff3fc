package dev.sallyport.sql.exact;

import dev.sallyport.sql.federation.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Copies those rows into PostgreSQL that are to be read there, column by column of the same types. */
final class WarehouseCopy {
    private final Connection source;
    private final Warehouse warehouse;

    WarehouseCopy(Connection source, Warehouse warehouse) {
        this.source = source;
        this.warehouse = warehouse;
    }

    /**
     * Copies them.
     *
     * @param from the org's tables
     * @param to the same, those that are moved under other names
     */
    void fill(Tables from, Tables to) throws SQLException {
        for (int i = 0; i < from.all().size(); i++) {
            Table table = from.all().get(i);
            if (!table.name().equals(to.all().get(i).name())) {
                copy(table);
            }
        }
        warehouse.run("ANALYZE");
    }

    private void copy(Table table) throws SQLException {
        warehouse.run("CREATE TABLE \"" + table.name() + "\" ("
                + table.columns().stream()
                        .map(column -> '"' + column.name() + "\" " + type(column))
                        .collect(Collectors.joining(", "))
                + ")");
        String names = table.columns().stream()
                .map(column -> '"' + column.name() + '"')
                .collect(Collectors.joining(", "));
        String marks = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
        try (Connection filled = warehouse.connect();
                Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + names + " FROM \"" + table.name() + "\"");
                PreparedStatement insert =
                        filled.prepareStatement("INSERT INTO \"" + table.name() + "\" VALUES (" + marks + ")")) {
            while (rows.next()) {
                for (int i = 0; i < table.columns().size(); i++) {
                    @Nullable
                    Object value = Values.read(
                            Dialect.SALLYPORT,
                            rows,
                            i + 1,
                            table.columns().get(i).kind());
                    insert.setObject(
                            i + 1, value instanceof LocalDateTime moment ? moment.atOffset(ZoneOffset.UTC) : value);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String type(Column column) {
        return switch (column.kind()) {
            case TEXT -> "text";
            case TIMESTAMP -> "timestamptz";
            case ID, INTEGER, DECIMAL, BOOLEAN, DATE, TIME -> column.h2Type();
        };
    }
}
