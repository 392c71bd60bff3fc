package dev.sallyport.sql.connection;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.function.Predicate;

/** What the columns of a result are. Of a column that is a field as it is, the field tells more than the engine knows. */
final class ColumnsOverlay extends Overlay {
    private final ResultSetMetaData engine;

    private ColumnsOverlay(ResultSetMetaData engine, Session session) {
        super(engine, session);
        this.engine = engine;
    }

    static ResultSetMetaData over(ResultSetMetaData engine, Session session) {
        return new ColumnsOverlay(engine, session).as(ResultSetMetaData.class);
    }

    @Override
    <T> T engine(SqlCall<T> call) throws SQLException {
        try {
            return call.call();
        } catch (IndexOutOfBoundsException e) {
            throw SqlStates.exception("The result has no such column.", SqlStates.NO_SUCH_POSITION, e);
        }
    }

    /** {@link ResultSetMetaData#getColumnName}: the field's, or the label where it is no field. */
    public String getColumnName(int column) throws SQLException {
        String name = engine(() -> engine.getColumnName(column));
        return name == null ? engine.getColumnLabel(column) : name;
    }

    /** {@link ResultSetMetaData#getColumnLabel}. */
    public String getColumnLabel(int column) throws SQLException {
        return engine(() -> engine.getColumnLabel(column));
    }

    /** {@link ResultSetMetaData#getTableName}: empty where it is no field. */
    public String getTableName(int column) throws SQLException {
        return orEmpty(engine(() -> engine.getTableName(column)));
    }

    /** {@link ResultSetMetaData#getSchemaName}: empty where it is no field. */
    public String getSchemaName(int column) throws SQLException {
        return orEmpty(engine(() -> engine.getSchemaName(column)));
    }

    /** {@link ResultSetMetaData#getCatalogName}: there are no catalogs. */
    public String getCatalogName(int column) {
        return "";
    }

    /** {@link ResultSetMetaData#getColumnClassName}. */
    public String getColumnClassName(int column) throws SQLException {
        return SqlTypes.className(type(column));
    }

    /** {@link ResultSetMetaData#getColumnDisplaySize}. */
    public int getColumnDisplaySize(int column) throws SQLException {
        return SqlTypes.displaySize(type(column), engine.getPrecision(column));
    }

    /** {@link ResultSetMetaData#getPrecision}. */
    public int getPrecision(int column) throws SQLException {
        return SqlTypes.size(type(column), engine.getPrecision(column));
    }

    /** {@link ResultSetMetaData#getScale}. */
    public int getScale(int column) throws SQLException {
        return Math.max(0, engine(() -> engine.getScale(column)));
    }

    /** {@link ResultSetMetaData#isSigned}. */
    public boolean isSigned(int column) throws SQLException {
        return SqlTypes.isNumber(type(column));
    }

    /** {@link ResultSetMetaData#isCaseSensitive}: text compares as Salesforce compares it. */
    public boolean isCaseSensitive(int column) throws SQLException {
        return isField(column, FieldDescribe::caseSensitive);
    }

    /** {@link ResultSetMetaData#isSearchable}: what SOQL cannot compare is compared here. */
    public boolean isSearchable(int column) {
        return true;
    }

    /** {@link ResultSetMetaData#isCurrency}. */
    public boolean isCurrency(int column) throws SQLException {
        return isField(column, field -> field.type() == FieldType.CURRENCY);
    }

    /** {@link ResultSetMetaData#isAutoIncrement}: Salesforce makes the Id. */
    public boolean isAutoIncrement(int column) throws SQLException {
        return isField(column, field -> field.type() == FieldType.ID);
    }

    /** {@link ResultSetMetaData#isReadOnly}. */
    public boolean isReadOnly(int column) throws SQLException {
        return !isWritable(column);
    }

    /** {@link ResultSetMetaData#isWritable}: as far as field-level security goes. */
    public boolean isWritable(int column) throws SQLException {
        return isField(column, field -> field.createable() || field.updateable());
    }

    private boolean isField(int column, Predicate<FieldDescribe> test) throws SQLException {
        String table = getTableName(column);
        if (table.isEmpty()) {
            return false;
        }
        String name = getColumnName(column);
        return session()
                .sObjects()
                .describe(table)
                .flatMap(described -> described.field(name))
                .filter(test)
                .isPresent();
    }

    private int type(int column) throws SQLException {
        return engine(() -> engine.getColumnType(column));
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
