package dev.sallyport.flight;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetCrossReference;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetDbSchemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetTables;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetXdbcTypeInfo;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What there is, as rows: each data server is a catalog. Tables are JDBC's metadata of a data server, without those of the
 * databases that can be named beside it, which are data servers of their own; where tables are listed with their columns, each
 * table's are read when its row is sent.
 */
final class CatalogRows implements RowFeed, AutoCloseable {
    /** The schema that the tables are in. */
    static final String SCHEMA = "salesforce";

    private final Visitor visitor;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private final Map<String, Connection> connections = new HashMap<>();
    private int at = -1;

    CatalogRows(Visitor visitor) {
        this.visitor = visitor;
    }

    /** The columns of a table, told when its row is sent. */
    private record ColumnsOf(String dataServer, @Nullable String catalog, String schema, String table) {}

    /** Whether a row is of the data server itself: an org's are in no catalog, a database's in that of its name. */
    private static boolean isOf(String dataServer, @Nullable String catalog) {
        return catalog == null || catalog.equalsIgnoreCase(dataServer);
    }

    void add(@Nullable Object... values) {
        rows.add(values);
    }

    void addCatalogs() {
        visitor.dataServers().forEach(this::add);
    }

    void addSchemas(Call call, CommandGetDbSchemas command) throws SQLException {
        String pattern = command.hasDbSchemaFilterPattern() ? command.getDbSchemaFilterPattern() : null;
        for (String dataServer : catalogs(call, command.hasCatalog() ? command.getCatalog() : null)) {
            try (ResultSet schemas = metaData(dataServer).getSchemas(null, pattern)) {
                while (schemas.next()) {
                    if (isOf(dataServer, schemas.getString("TABLE_CATALOG"))) {
                        add(dataServer, schemas.getString("TABLE_SCHEM"));
                    }
                }
            }
        }
    }

    void addTables(Call call, CommandGetTables command) throws SQLException {
        String schema = command.hasDbSchemaFilterPattern() ? command.getDbSchemaFilterPattern() : null;
        String table = command.hasTableNameFilterPattern() ? command.getTableNameFilterPattern() : null;
        String[] types = command.getTableTypesCount() == 0
                ? null
                : command.getTableTypesList().toArray(new String[0]);
        for (String dataServer : catalogs(call, command.hasCatalog() ? command.getCatalog() : null)) {
            try (ResultSet tables = metaData(dataServer).getTables(null, schema, table, types)) {
                while (tables.next()) {
                    String catalog = tables.getString("TABLE_CAT");
                    String inSchema = tables.getString("TABLE_SCHEM");
                    String name = tables.getString("TABLE_NAME");
                    if (isOf(dataServer, catalog)) {
                        add(
                                dataServer,
                                inSchema,
                                name,
                                tables.getString("TABLE_TYPE"),
                                new ColumnsOf(dataServer, catalog, inSchema, name));
                    }
                }
            }
        }
    }

    /** Those that a client means: the one that it asks for, or the one that it is connected to, or all. */
    private List<String> catalogs(Call call, @Nullable String asked) {
        List<String> all = visitor.dataServers();
        if (asked != null) {
            return all.stream().filter(asked::equalsIgnoreCase).toList();
        }
        return call.named().isPresent() ? List.of(call.dataServer()) : all;
    }

    void addPrimaryKeys(String dataServer, @Nullable String schema, String table) throws SQLException {
        try (ResultSet keys = metaData(dataServer).getPrimaryKeys(null, schema, table)) {
            while (keys.next()) {
                if (isOf(dataServer, keys.getString("TABLE_CAT"))) {
                    add(
                            dataServer,
                            keys.getString("TABLE_SCHEM"),
                            keys.getString("TABLE_NAME"),
                            keys.getString("COLUMN_NAME"),
                            keys.getInt("KEY_SEQ"),
                            keys.getString("PK_NAME"));
                }
            }
        }
    }

    void addImportedKeys(String dataServer, @Nullable String schema, String table) throws SQLException {
        addKeys(dataServer, metaData(dataServer).getImportedKeys(null, schema, table));
    }

    void addExportedKeys(String dataServer, @Nullable String schema, String table) throws SQLException {
        addKeys(dataServer, metaData(dataServer).getExportedKeys(null, schema, table));
    }

    void addCrossReference(String dataServer, CommandGetCrossReference command) throws SQLException {
        addKeys(
                dataServer,
                metaData(dataServer)
                        .getCrossReference(
                                null,
                                command.hasPkDbSchema() ? command.getPkDbSchema() : null,
                                command.getPkTable(),
                                null,
                                command.hasFkDbSchema() ? command.getFkDbSchema() : null,
                                command.getFkTable()));
    }

    private void addKeys(String dataServer, ResultSet found) throws SQLException {
        try (ResultSet keys = found) {
            while (keys.next()) {
                if (!isOf(dataServer, keys.getString("PKTABLE_CAT"))) {
                    continue;
                }
                add(
                        dataServer,
                        keys.getString("PKTABLE_SCHEM"),
                        keys.getString("PKTABLE_NAME"),
                        keys.getString("PKCOLUMN_NAME"),
                        dataServer,
                        keys.getString("FKTABLE_SCHEM"),
                        keys.getString("FKTABLE_NAME"),
                        keys.getString("FKCOLUMN_NAME"),
                        keys.getInt("KEY_SEQ"),
                        keys.getString("FK_NAME"),
                        keys.getString("PK_NAME"),
                        keys.getInt("UPDATE_RULE"),
                        keys.getInt("DELETE_RULE"));
            }
        }
    }

    void addTypes(String dataServer, CommandGetXdbcTypeInfo command) throws SQLException {
        try (ResultSet types = metaData(dataServer).getTypeInfo()) {
            while (types.next()) {
                XdbcType type = XdbcType.of(types.getInt("DATA_TYPE"));
                if (command.hasDataType() && command.getDataType() != type.code()) {
                    continue;
                }
                String parameters = types.getString("CREATE_PARAMS");
                int radix = types.getInt("NUM_PREC_RADIX");
                add(
                        types.getString("TYPE_NAME"),
                        type.code(),
                        types.getInt("PRECISION"),
                        types.getString("LITERAL_PREFIX"),
                        types.getString("LITERAL_SUFFIX"),
                        parameters == null ? null : List.of(parameters.split(",")),
                        types.getInt("NULLABLE"),
                        types.getBoolean("CASE_SENSITIVE"),
                        types.getInt("SEARCHABLE"),
                        types.getBoolean("UNSIGNED_ATTRIBUTE"),
                        types.getBoolean("FIXED_PREC_SCALE"),
                        types.getBoolean("AUTO_INCREMENT"),
                        types.getString("LOCAL_TYPE_NAME"),
                        types.getInt("MINIMUM_SCALE"),
                        types.getInt("MAXIMUM_SCALE"),
                        type.verbose(),
                        type.subcode(),
                        radix == 0 ? null : radix,
                        null);
            }
        }
    }

    /** ODBC's codes of a type (FlightSql.proto, XdbcDataType), which are JDBC's but for truth values. */
    private record XdbcType(int code, int verbose, @Nullable Integer subcode) {
        private static final int DATETIME = 9;

        static XdbcType of(int jdbcType) {
            return switch (jdbcType) {
                case Types.BOOLEAN -> new XdbcType(Types.BIT, Types.BIT, null);
                case Types.DATE -> new XdbcType(Types.DATE, DATETIME, 1);
                case Types.TIME -> new XdbcType(Types.TIME, DATETIME, 2);
                case Types.TIMESTAMP -> new XdbcType(Types.TIMESTAMP, DATETIME, 3);
                default -> new XdbcType(jdbcType, jdbcType, null);
            };
        }
    }

    private DatabaseMetaData metaData(String dataServer) throws SQLException {
        Connection connection = connections.get(dataServer);
        if (connection == null) {
            connection = visitor.describe(dataServer);
            connections.put(dataServer, connection);
        }
        return connection.getMetaData();
    }

    @Override
    public boolean next() {
        return ++at < rows.size();
    }

    @Override
    public int put(VectorSchemaRoot batch, int row) throws SQLException {
        @Nullable Object[] values = rows.get(at);
        int bytes = 0;
        // Of a table without its columns there are fewer vectors than values.
        for (int column = 0; column < batch.getFieldVectors().size(); column++) {
            bytes += put(values[column], batch.getVector(column), row);
        }
        return bytes;
    }

    private int put(@Nullable Object value, FieldVector vector, int row) throws SQLException {
        if (value == null) {
            vector.setNull(row);
            return 1;
        } else if (vector instanceof VarCharVector texts) {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            texts.setSafe(row, text);
            return text.length;
        } else if (vector instanceof VarBinaryVector binary && value instanceof ColumnsOf columns) {
            byte[] schema = serialized(columns);
            binary.setSafe(row, schema);
            return schema.length;
        } else if (vector instanceof IntVector numbers) {
            numbers.setSafe(row, ((Number) value).intValue());
        } else if (vector instanceof UInt1Vector numbers) {
            numbers.setSafe(row, ((Number) value).intValue());
        } else if (vector instanceof BitVector truths) {
            truths.setSafe(row, Boolean.TRUE.equals(value) ? 1 : 0);
        } else if (vector instanceof ListVector lists && value instanceof List<?> texts) {
            UnionListWriter writer = lists.getWriter();
            writer.setPosition(row);
            writer.startList();
            texts.forEach(text -> writer.varChar().writeVarChar(text.toString()));
            writer.endList();
        } else {
            throw new IllegalStateException("No column of metadata is " + vector.getField());
        }
        return Integer.BYTES;
    }

    private byte[] serialized(ColumnsOf table) throws SQLException {
        DatabaseMetaData metaData = metaData(table.dataServer());
        String escape = metaData.getSearchStringEscape();
        List<Field> fields = new ArrayList<>();
        try (ResultSet columns = metaData.getColumns(
                table.catalog() == null ? "" : table.catalog(),
                exactly(table.schema(), escape),
                exactly(table.table(), escape),
                null)) {
            while (columns.next()) {
                fields.add(ColumnShape.ofRow(columns).field(table.dataServer()));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            MessageSerializer.serialize(new WriteChannel(Channels.newChannel(bytes)), new Schema(fields));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can be written.", e);
        }
        return bytes.toByteArray();
    }

    /** A pattern of a name alone. */
    private static String exactly(String name, String escape) {
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections.values()) {
            connection.close();
        }
    }
}
