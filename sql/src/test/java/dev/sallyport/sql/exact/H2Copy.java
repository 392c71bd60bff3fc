package dev.sallyport.sql.exact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Copies rows as a plain listing gives them into tables of the same types in H2, where text compares without case. */
final class H2Copy {
    private final Connection source;
    private final Connection h2;

    H2Copy(Connection source, Connection h2) {
        this.source = source;
        this.h2 = h2;
    }

    void fill(Tables tables) throws SQLException {
        for (Table table : tables.all()) {
            try (Statement statement = h2.createStatement()) {
                statement.execute("CREATE TABLE \"" + table.name() + "\" ("
                        + table.columns().stream()
                                .map(column -> column.name() + " " + column.h2Type())
                                .collect(Collectors.joining(", "))
                        + ")");
            }
            copy(table);
        }
    }

    private void copy(Table table) throws SQLException {
        String names = table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
        String marks = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
        try (Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + names + " FROM \"" + table.name() + "\"");
                PreparedStatement insert =
                        h2.prepareStatement("INSERT INTO \"" + table.name() + "\" VALUES (" + marks + ")")) {
            while (rows.next()) {
                int position = 1;
                for (Column column : table.columns()) {
                    @Nullable Object value = Values.read(Dialect.SALLYPORT, rows, position, column.kind());
                    insert.setObject(position++, value);
                    if (value != null) {
                        column.values().add(value);
                    }
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        for (Column column : table.columns()) {
            Set<Object> distinct = new LinkedHashSet<>(column.values());
            column.values().clear();
            column.values().addAll(distinct);
        }
    }
}
