package dev.sallyport.org.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.table.Table;
import org.h2.table.TableType;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * An org's database as it was at a time, and what others remembered of that time with it. Nobody else may use the
 * database while it is taken or gone back to.
 */
final class Snapshot {
    private static final String DEFINITIONS = "\"INTERNAL\".\"Definition\"";

    private final Jdbi jdbi;
    private final CustomDefinitions definitions;
    private final Map<String, TableCopy> copies = new HashMap<>();
    private final List<Runnable> memories = new ArrayList<>();

    Snapshot(Jdbi jdbi, CustomDefinitions definitions) {
        this.jdbi = jdbi;
        this.definitions = definitions;
    }

    /** Takes the place of an earlier snapshot. Tables that have not changed since are not copied again. */
    void take(Collection<Supplier<Runnable>> remembering) {
        memories.clear();
        remembering.forEach(one -> memories.add(one.get()));
        jdbi.useHandle(handle -> {
            handle.execute("CREATE SCHEMA IF NOT EXISTS " + TableCopy.SCHEMA);
            SessionLocal session = session(handle);
            Map<String, Table> tables = tables(session);
            copies.entrySet().removeIf(copy -> {
                if (!tables.containsKey(copy.getKey())) {
                    copy.getValue().drop(handle);
                }
                return !tables.containsKey(copy.getKey());
            });
            tables.forEach((name, table) -> {
                TableCopy copy = copies.get(name);
                if (copy == null || !copy.isCurrent(table)) {
                    boolean isEmpty = table.getRowCountApproximation(session) == 0;
                    if (copy != null) {
                        copy.drop(handle);
                    }
                    copies.put(name, isEmpty ? TableCopy.ofEmpty(table) : TableCopy.of(table, handle));
                }
            });
        });
    }

    boolean isTaken() {
        return !copies.isEmpty();
    }

    /** Goes back: first to the definitions, which say what the tables are, then to the rows. */
    void restore() {
        jdbi.useHandle(handle -> {
            SessionLocal session = session(handle);
            restoreDefinitions(handle, tables(session));
            Map<String, Table> tables = tables(session);
            tables.keySet().stream()
                    .filter(name -> !copies.containsKey(name))
                    .forEach(name -> handle.execute("DROP TABLE " + name + " CASCADE"));
            restore(handle, tables);
        });
        memories.forEach(Runnable::run);
    }

    /** An org may have very many, of which nothing is read where none has changed. */
    private void restoreDefinitions(Handle handle, Map<String, Table> tables) {
        TableCopy copy = copies.get(DEFINITIONS);
        Table table = tables.get(DEFINITIONS);
        if (copy != null && table != null && !copy.isCurrent(table)) {
            restore(handle, Map.of(DEFINITIONS, table));
            definitions.revert();
        }
    }

    private void restore(Handle handle, Map<String, Table> tables) {
        handle.useTransaction(transaction -> copies.forEach((name, copy) -> {
            Table table = tables.get(name);
            if (table != null) {
                copy.restore(table, transaction);
            }
        }));
        copies.forEach((name, copy) -> {
            Table table = tables.get(name);
            if (table != null) {
                copy.settle(table);
            }
        });
    }

    private static Map<String, Table> tables(SessionLocal session) {
        Map<String, Table> tables = new HashMap<>();
        for (Table table : session.getDatabase().getAllTablesAndViews()) {
            boolean ours = table.getTableType() == TableType.TABLE
                    && !table.isTemporary()
                    && !table.getSchema().getName().equals(TableCopy.SCHEMA);
            if (ours) {
                tables.put(TableCopy.nameOf(table), table);
            }
        }
        return tables;
    }

    /** H2's own view of the connection. */
    static SessionLocal session(Handle handle) {
        try {
            return (SessionLocal)
                    handle.getConnection().unwrap(JdbcConnection.class).getSession();
        } catch (SQLException e) {
            throw new IllegalStateException("The org's database is not H2", e);
        }
    }
}
