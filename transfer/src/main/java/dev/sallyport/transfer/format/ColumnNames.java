package dev.sallyport.transfer.format;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of a result's columns. */
final class ColumnNames {
    private ColumnNames() {}

    /** As they are. */
    static List<String> of(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            names.add(columns.getColumnLabel(column));
        }
        return names;
    }

    /** Each another: of two columns of one name the second is called {@code Name_2}. */
    static List<String> distinct(ResultSetMetaData columns) throws SQLException {
        List<String> names = of(columns);
        Set<String> taken = new HashSet<>(names);
        Set<String> seen = new HashSet<>();
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            int number = 2;
            while (!seen.add(names.get(column))) {
                String other = name + "_" + number++;
                if (taken.add(other)) {
                    names.set(column, other);
                }
            }
        }
        return names;
    }
}
