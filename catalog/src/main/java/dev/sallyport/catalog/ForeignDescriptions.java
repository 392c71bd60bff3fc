package dev.sallyport.catalog;

import dev.sallyport.salesforce.ChildRelationship;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.sql.federation.ForeignColumn;
import dev.sallyport.sql.federation.ForeignTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database's tables as imported ones are described, so that lists, drift and drawings know one kind of table. Foreign keys of
 * one column are references; what a table of a database has besides is told by {@link ForeignTable}.
 */
final class ForeignDescriptions {
    private ForeignDescriptions() {}

    /** All tables of a database, described. */
    static List<DescribedTable> of(List<ForeignTable> tables) {
        return tables.stream()
                .map(table -> new DescribedTable(describe(table, tables), null, null, true, table))
                .toList();
    }

    private static SObjectDescribe describe(ForeignTable table, List<ForeignTable> all) {
        String label = table.remarks().isEmpty() ? table.name() : table.remarks();
        return new SObjectDescribe(
                table.qualifiedName(),
                label,
                label,
                null,
                false,
                true,
                false,
                false,
                false,
                table.columns().stream().map(column -> field(table, column)).toList(),
                children(table, all));
    }

    private static FieldDescribe field(ForeignTable table, ForeignColumn column) {
        FieldType type = type(column);
        ForeignTable.@Nullable ForeignKey reference = table.foreignKeys().stream()
                .filter(key -> key.columns().equals(List.of(column.name())))
                .findFirst()
                .orElse(null);
        boolean text = type == FieldType.STRING || type == FieldType.TEXTAREA;
        boolean number = type == FieldType.DOUBLE;
        return new FieldDescribe(
                column.name(),
                column.remarks().isEmpty() ? column.name() : column.remarks(),
                type,
                text ? column.size() : 0,
                number ? column.size() : 0,
                number ? column.scale() : 0,
                type == FieldType.INT ? column.size() : 0,
                column.nullable(),
                false,
                table.primaryKey().equals(List.of(column.name())),
                false,
                false,
                false,
                false,
                false,
                false,
                text,
                false,
                true,
                true,
                true,
                true,
                null,
                reference == null ? null : reference.name(),
                reference == null ? List.of() : List.of(reference.schema() + "." + reference.table()),
                List.of());
    }

    private static FieldType type(ForeignColumn column) {
        return switch (column.kind()) {
            case BOOLEAN -> FieldType.BOOLEAN;
            case INTEGER -> FieldType.INT;
            case BIGINT -> FieldType.LONG;
            case REAL, DOUBLE, DECIMAL -> FieldType.DOUBLE;
            case DATE -> FieldType.DATE;
            case TIME -> FieldType.TIME;
            case TIMESTAMP -> FieldType.DATETIME;
            case TEXT, OTHER -> column.size() > 0 ? FieldType.STRING : FieldType.TEXTAREA;
        };
    }

    private static List<ChildRelationship> children(ForeignTable parent, List<ForeignTable> all) {
        List<ChildRelationship> children = new ArrayList<>();
        for (ForeignTable child : all) {
            for (ForeignTable.ForeignKey key : child.foreignKeys()) {
                boolean points = key.schema().equals(parent.schema())
                        && key.table().equals(parent.name())
                        && key.columns().size() == 1;
                if (points) {
                    children.add(new ChildRelationship(
                            child.qualifiedName(), key.columns().get(0), key.name(), false));
                }
            }
        }
        return children;
    }
}
