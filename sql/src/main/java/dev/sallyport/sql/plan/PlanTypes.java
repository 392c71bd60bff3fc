package dev.sallyport.sql.plan;

import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.RelDataTypeFieldImpl;
import org.apache.calcite.rel.type.RelRecordType;

/**
 * The types of plans, in which texts have all of Unicode. Calcite's own have Latin-1, and it refuses {@code Name = '日本'}; its
 * one setting for that is a property of the whole JVM, which is not ours to set.
 */
final class PlanTypes extends JavaTypeFactoryImpl {
    PlanTypes() {
        super(SalesforceTypeSystem.INSTANCE);
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }

    /** A row's class has a field for each column, and not all columns' names are names in Java: {@code Account.Name}. */
    @Override
    public Type getJavaClass(RelDataType type) {
        return super.getJavaClass(type instanceof RelRecordType row ? withNumbersForNames(row) : type);
    }

    private static RelRecordType withNumbersForNames(RelRecordType row) {
        List<RelDataTypeField> columns = row.getFieldList().stream()
                .<RelDataTypeField>map(column ->
                        new RelDataTypeFieldImpl("c" + column.getIndex(), column.getIndex(), column.getType()))
                .toList();
        return new RelRecordType(row.getStructKind(), columns, row.isNullable());
    }
}
