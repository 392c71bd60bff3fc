package dev.sallyport.org.soql;

import java.util.ArrayList;
import java.util.List;

/** The columns that a statement asks of the database, each numbered from 1 as it is added. */
final class Projection {
    private final List<Sql> columns = new ArrayList<>();

    int add(Sql column) {
        int known = columns.indexOf(column);
        if (known >= 0) {
            return known + 1;
        }
        columns.add(column);
        return columns.size();
    }

    Sql sql() {
        return Sql.joined(", ", columns);
    }
}
