package dev.sallyport.sql.connection;

import dev.sallyport.sql.plan.SalesforceTypeSystem;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the database is. The org's tables are in one schema and no catalog; each other server is a catalog. Listing tables costs no API call beyond the one that opened the connection; what is asked of a table
 * costs the call that describes it, once for a connection. A pattern that matches many tables describes many.
 */
final class MetaDataOverlay extends CapabilityOverlay {
    /** The schema that the tables are in. */
    static final String SCHEMA = "salesforce";

    private final Connection connection;
    private final TableRows tables;
    private final KeyRows keys;
    private final ForeignTableRows foreign;

    MetaDataOverlay(DatabaseMetaData engine, Session session, Connection connection) {
        super(engine, session);
        this.connection = connection;
        RelDataTypeFactory types = new JavaTypeFactoryImpl(SalesforceTypeSystem.INSTANCE);
        this.tables = new TableRows(session.sObjects(), types);
        this.keys = new KeyRows(session.sObjects());
        this.foreign = new ForeignTableRows(session.servers(), types);
    }

    /** Rows for a place that has none of our tables: another catalog or schema. */
    private ResultSet answer(@Nullable String catalog, NamePattern schema, Rows rows, Rows none) throws SQLException {
        return answer(catalog, schema, rows, none, others -> {});
    }

    /** The same, and what the other servers add to them. */
    private ResultSet answer(
            @Nullable String catalog, NamePattern schema, Rows rows, Rows none, Consumer<MetaDataRows> others)
            throws SQLException {
        boolean here = session().org().isPresent() && (catalog == null || catalog.isEmpty()) && schema.matches(SCHEMA);
        return engine(() -> {
            MetaDataRows answer = (here ? rows : none).make();
            others.accept(answer);
            return answer.resultSet(session());
        });
    }

    private static ForeignTableRows.Asked asked(@Nullable String catalog, @Nullable String schema, NamePattern table) {
        return new ForeignTableRows.Asked(catalog, schema(schema), table);
    }

    private interface Rows {
        MetaDataRows make();
    }

    private static final NamePattern NO_TABLE = NamePattern.exactly("");

    private static NamePattern schema(@Nullable String schema) {
        return schema == null || schema.isEmpty() ? NamePattern.of(null) : NamePattern.of(schema);
    }

    /** {@link DatabaseMetaData#getTables}. */
    public ResultSet getTables(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, String @Nullable [] types)
            throws SQLException {
        return answer(
                catalog,
                schema(schema),
                () -> tables.tables(NamePattern.of(table), types),
                () -> tables.tables(NO_TABLE, types),
                rows -> foreign.addTables(rows, asked(catalog, schema, NamePattern.of(table)), types));
    }

    /** {@link DatabaseMetaData#getColumns}. */
    public ResultSet getColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column)
            throws SQLException {
        return answer(
                catalog,
                schema(schema),
                () -> tables.columns(NamePattern.of(table), NamePattern.of(column)),
                () -> tables.columns(NO_TABLE, NO_TABLE),
                rows -> foreign.addColumns(
                        rows, asked(catalog, schema, NamePattern.of(table)), NamePattern.of(column)));
    }

    /** {@link DatabaseMetaData#getPrimaryKeys}. */
    public ResultSet getPrimaryKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return answer(
                catalog,
                schema(schema),
                () -> keys.primaryKeys(NamePattern.exactly(table)),
                () -> keys.primaryKeys(NO_TABLE),
                rows -> foreign.addPrimaryKeys(rows, asked(catalog, schema, NamePattern.exactly(table))));
    }

    /** {@link DatabaseMetaData#getImportedKeys}. */
    public ResultSet getImportedKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return answer(
                catalog,
                schema(schema),
                () -> keys.importedKeys(table),
                () -> keys.importedKeys(""),
                rows -> foreign.addImportedKeys(rows, asked(catalog, schema, NamePattern.exactly(table))));
    }

    /** {@link DatabaseMetaData#getExportedKeys}. */
    public ResultSet getExportedKeys(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return answer(
                catalog,
                schema(schema),
                () -> keys.exportedKeys(table),
                () -> keys.exportedKeys(""),
                rows -> foreign.addExportedKeys(rows, asked(catalog, schema, NamePattern.exactly(table))));
    }

    /** {@link DatabaseMetaData#getCrossReference}. */
    public ResultSet getCrossReference(
            @Nullable String parentCatalog,
            @Nullable String parentSchema,
            @Nullable String parent,
            @Nullable String childCatalog,
            @Nullable String childSchema,
            @Nullable String child)
            throws SQLException {
        boolean sameSchema = (childCatalog == null || childCatalog.isEmpty())
                && schema(childSchema).matches(SCHEMA);
        return answer(
                parentCatalog,
                schema(parentSchema),
                () -> sameSchema ? keys.crossReference(parent, child) : keys.importedKeys(""),
                () -> keys.importedKeys(""),
                rows -> foreign.addReferences(
                        rows,
                        asked(parentCatalog, parentSchema, NamePattern.exactly(parent)),
                        asked(childCatalog, childSchema, NamePattern.exactly(child))));
    }

    /** {@link DatabaseMetaData#getIndexInfo}. */
    public ResultSet getIndexInfo(
            @Nullable String catalog,
            @Nullable String schema,
            @Nullable String table,
            boolean unique,
            boolean approximate)
            throws SQLException {
        return answer(catalog, schema(schema), () -> keys.indexes(table, unique), () -> keys.indexes("", unique));
    }

    /** {@link DatabaseMetaData#getBestRowIdentifier}. */
    public ResultSet getBestRowIdentifier(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, int scope, boolean nullable)
            throws SQLException {
        return answer(
                catalog,
                schema(schema),
                () -> keys.bestRowIdentifier(table),
                () -> keys.bestRowIdentifier(""),
                rows -> foreign.addBestRowIdentifiers(rows, asked(catalog, schema, NamePattern.exactly(table))));
    }

    /** {@link DatabaseMetaData#getVersionColumns}. */
    public ResultSet getVersionColumns(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return answer(catalog, schema(schema), () -> keys.versionColumns(table), () -> keys.versionColumns(""));
    }

    /** {@link DatabaseMetaData#getTablePrivileges}. */
    public ResultSet getTablePrivileges(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        return answer(
                catalog,
                schema(schema),
                () -> tables.privileges(NamePattern.of(table), grantee()),
                () -> tables.privileges(NO_TABLE, grantee()));
    }

    /** {@link DatabaseMetaData#getColumnPrivileges}. */
    public ResultSet getColumnPrivileges(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column)
            throws SQLException {
        return answer(
                catalog,
                schema(schema),
                () -> tables.columnPrivileges(NamePattern.exactly(table), NamePattern.of(column), grantee()),
                () -> tables.columnPrivileges(NO_TABLE, NO_TABLE, grantee()));
    }

    private String grantee() {
        String user = session().options().userName();
        return user == null ? "" : user;
    }

    /** {@link DatabaseMetaData#getSchemas()}. */
    public ResultSet getSchemas() throws SQLException {
        return getSchemas(null, null);
    }

    /** {@link DatabaseMetaData#getSchemas(String, String)}. */
    public ResultSet getSchemas(@Nullable String catalog, @Nullable String schema) throws SQLException {
        MetaDataRows rows = new MetaDataRows("TABLE_SCHEM", "TABLE_CATALOG");
        if (session().org().isPresent()
                && (catalog == null || catalog.isEmpty())
                && NamePattern.of(schema).matches(SCHEMA)) {
            rows.add(SCHEMA, null);
        }
        return engine(() -> {
            foreign.addSchemas(rows, catalog, NamePattern.of(schema));
            return rows.resultSet(session());
        });
    }

    /** {@link DatabaseMetaData#getCatalogs}: the other servers. */
    public ResultSet getCatalogs() throws SQLException {
        MetaDataRows rows = new MetaDataRows("TABLE_CAT");
        foreign.addCatalogs(rows);
        return rows.resultSet(session());
    }

    /** {@link DatabaseMetaData#getTableTypes}. */
    public ResultSet getTableTypes() throws SQLException {
        MetaDataRows rows = new MetaDataRows("TABLE_TYPE").add("TABLE");
        return (foreign.any() ? rows.add("VIEW") : rows).resultSet(session());
    }

    /** {@link DatabaseMetaData#getFunctions}. */
    public ResultSet getFunctions(@Nullable String catalog, @Nullable String schema, @Nullable String function)
            throws SQLException {
        return answer(
                catalog,
                schema(schema),
                () -> FunctionRows.functions(NamePattern.of(function)),
                () -> FunctionRows.functions(NO_TABLE));
    }

    /** {@link DatabaseMetaData#getFunctionColumns}. */
    public ResultSet getFunctionColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String function, @Nullable String column)
            throws SQLException {
        return answer(
                catalog,
                schema(schema),
                () -> FunctionRows.functionColumns(NamePattern.of(function), NamePattern.of(column)),
                () -> FunctionRows.functionColumns(NO_TABLE, NO_TABLE));
    }

    /** {@link DatabaseMetaData#getProcedures}. */
    public ResultSet getProcedures(@Nullable String catalog, @Nullable String schema, @Nullable String procedure)
            throws SQLException {
        return answer(
                catalog,
                schema(schema),
                () -> FunctionRows.procedures(NamePattern.of(procedure)),
                () -> FunctionRows.procedures(NO_TABLE));
    }

    /** {@link DatabaseMetaData#getProcedureColumns}. */
    public ResultSet getProcedureColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String procedure, @Nullable String column)
            throws SQLException {
        return answer(
                catalog,
                schema(schema),
                () -> FunctionRows.procedureColumns(NamePattern.of(procedure), NamePattern.of(column)),
                () -> FunctionRows.procedureColumns(NO_TABLE, NO_TABLE));
    }

    /** {@link DatabaseMetaData#getTypeInfo}. */
    public ResultSet getTypeInfo() throws SQLException {
        return TypeRows.types().resultSet(session());
    }

    /** {@link DatabaseMetaData#getClientInfoProperties}. */
    public ResultSet getClientInfoProperties() throws SQLException {
        return new MetaDataRows("NAME", "MAX_LEN:int", "DEFAULT_VALUE", "DESCRIPTION")
                .add(
                        ClientInfo.APPLICATION_NAME,
                        255,
                        "",
                        "The program that sends the requests: the client of Salesforce's call options.")
                .resultSet(session());
    }

    /** {@link DatabaseMetaData#getConnection}. */
    public Connection getConnection() {
        return connection;
    }

    /** {@link DatabaseMetaData#getURL}. */
    public String getURL() {
        return session().options().url();
    }

    /** {@link DatabaseMetaData#getUserName}. */
    public @Nullable String getUserName() {
        return session().options().userName();
    }

    /** {@link DatabaseMetaData#isReadOnly}. */
    public boolean isReadOnly() throws SQLException {
        return connection.isReadOnly();
    }

    /** {@link DatabaseMetaData#getDatabaseProductName}. */
    public String getDatabaseProductName() {
        return "Salesforce";
    }

    /** {@link DatabaseMetaData#getDatabaseProductVersion}: the version of the APIs. */
    public String getDatabaseProductVersion() {
        return session().options().apiVersion();
    }

    /** {@link DatabaseMetaData#getDatabaseMajorVersion}. */
    public int getDatabaseMajorVersion() {
        return versionPart(0);
    }

    /** {@link DatabaseMetaData#getDatabaseMinorVersion}. */
    public int getDatabaseMinorVersion() {
        return versionPart(1);
    }

    private int versionPart(int part) {
        String[] parts = session().options().apiVersion().split("\\.", -1);
        return parts.length > part && parts[part].matches("\\d{1,4}") ? Integer.parseInt(parts[part]) : 0;
    }

    /** {@link DatabaseMetaData#getCatalogTerm}: empty where there is none. */
    public String getCatalogTerm() {
        return foreign.any() ? "data server" : "";
    }

    /** {@link DatabaseMetaData#supportsCatalogsInDataManipulation}. */
    public boolean supportsCatalogsInDataManipulation() {
        return foreign.any();
    }
}
