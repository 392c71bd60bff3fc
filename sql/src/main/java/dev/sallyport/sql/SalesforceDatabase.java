package dev.sallyport.sql;

import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.connection.ConnectionOverlay;
import dev.sallyport.sql.federation.ForeignSchema;
import dev.sallyport.sql.federation.ForeignServer;
import dev.sallyport.sql.parser.SalesforceParser;
import dev.sallyport.sql.plan.PlanCache;
import dev.sallyport.sql.plan.SalesforcePrepare;
import dev.sallyport.sql.plan.SalesforceTypeSystem;
import dev.sallyport.sql.read.ReadOptions;
import dev.sallyport.sql.read.ReadSession;
import dev.sallyport.sql.read.RecordSource;
import dev.sallyport.sql.write.WriteOptions;
import dev.sallyport.sql.write.WriteSession;
import dev.sallyport.sql.write.WritingConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.jdbc.Driver;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.jspecify.annotations.Nullable;

/**
 * An org as a SQL database. Its tables are sObjects, its columns their fields, both under their API names and found in
 * any case. Text is compared as Salesforce compares it, whatever its case. {@code EXPLAIN PLAN FOR} shows the SOQL of a
 * statement and what is done here. For use by several threads at once.
 */
public final class SalesforceDatabase {
    /** The schema that holds the tables; a table's name alone is enough. */
    public static final String SCHEMA = "salesforce";

    private final @Nullable SalesforceClient client;
    private final SObjects sObjects;
    private final SoqlListener listener;
    private final List<ForeignServer> servers;
    private final String schema;
    private final StatementMemory memory;
    private final boolean pushDown;

    /**
     * A database over some sObjects.
     *
     * @param client reads them
     * @param sObjects which ones
     * @param listener is told of each SOQL query
     */
    public SalesforceDatabase(SalesforceClient client, SObjects sObjects, SoqlListener listener) {
        this(client, sObjects, listener, List.of(), new StatementMemory());
    }

    /**
     * A database over some sObjects and the tables of other servers, which statements name after their server:
     * {@code Warehouse.orders}. A server named as {@link #SCHEMA} is out of reach.
     *
     * @param client reads the sObjects
     * @param sObjects which ones
     * @param listener is told of each SOQL query, and of each statement to another server
     * @param servers the others
     * @param memory of the org as the client's user sees it
     */
    public SalesforceDatabase(
            SalesforceClient client,
            SObjects sObjects,
            SoqlListener listener,
            List<ForeignServer> servers,
            StatementMemory memory) {
        this(client, sObjects, listener, servers, SCHEMA, memory, true);
    }

    /**
     * A database without an org, over the tables of other servers alone.
     *
     * @param server the name of the one whose tables need not be named after it
     * @param listener is told of each statement to a server
     * @param servers all of them
     * @param memory of statements to them
     */
    public static SalesforceDatabase withoutOrg(
            String server, SoqlListener listener, List<ForeignServer> servers, StatementMemory memory) {
        return new SalesforceDatabase(null, SObjects.imported(List.of()), listener, servers, server, memory, true);
    }

    /** A database that may do everything itself: what it answers then is what push-down is held against. */
    SalesforceDatabase(
            SalesforceClient client,
            SObjects sObjects,
            SoqlListener listener,
            List<ForeignServer> servers,
            boolean pushDown) {
        this(client, sObjects, listener, servers, SCHEMA, new StatementMemory(), pushDown);
    }

    private SalesforceDatabase(
            @Nullable SalesforceClient client,
            SObjects sObjects,
            SoqlListener listener,
            List<ForeignServer> servers,
            String schema,
            StatementMemory memory,
            boolean pushDown) {
        this.client = client;
        this.sObjects = sObjects;
        this.listener = listener;
        this.servers = List.copyOf(servers);
        this.schema = schema;
        this.memory = memory;
        this.pushDown = pushDown;
    }

    /** A database over imported sObjects. */
    public SalesforceDatabase(SalesforceClient client, List<SObjectDescribe> tables, SoqlListener listener) {
        this(client, SObjects.imported(tables), listener);
    }

    /**
     * Opens a connection; it costs nothing until it is used. Its failures are {@link SQLException}s whose message holds
     * the advice too, with the {@link dev.sallyport.auth.SallyportException} as their cause.
     *
     * @throws SQLException if it cannot be opened
     */
    public Connection connect() throws SQLException {
        return connect(ConnectionOptions.DEFAULT);
    }

    /**
     * Opens a connection that tells something of itself, or owns something.
     *
     * @param options what it tells and owns
     * @throws SQLException if it cannot be opened
     */
    public Connection connect(ConnectionOptions options) throws SQLException {
        return connect(options, WriteOptions.DEFAULT);
    }

    /**
     * Opens a connection that writes as it is told.
     *
     * @param options what it tells and owns
     * @param writes how its statements write
     * @throws SQLException if it cannot be opened
     */
    public Connection connect(ConnectionOptions options, WriteOptions writes) throws SQLException {
        return connect(options, writes, ReadOptions.DEFAULT);
    }

    /**
     * Opens a connection that writes and reads as it is told.
     *
     * @param options what it tells and owns
     * @param writes how its statements write
     * @param reads how its statements read
     * @throws SQLException if it cannot be opened
     */
    public Connection connect(ConnectionOptions options, WriteOptions writes, ReadOptions reads) throws SQLException {
        return connect(options, writes, new ReadSession(client, listener, reads, memory.counts()));
    }

    /**
     * Opens a connection that only reads, from a source: nothing is sent to Salesforce but what the source sends.
     *
     * @param source gives the records of its statements' queries
     * @throws SQLException if it cannot be opened
     */
    public Connection connect(RecordSource source) throws SQLException {
        ReadOptions reads = ReadOptions.DEFAULT.withoutCounts();
        Connection connection = connect(
                ConnectionOptions.DEFAULT,
                WriteOptions.DEFAULT,
                new ReadSession(client, listener, reads, memory.counts(), source));
        connection.setReadOnly(true);
        return connection;
    }

    private Connection connect(ConnectionOptions options, WriteOptions writes, ReadSession reading)
            throws SQLException {
        WriteSession session = new WriteSession(writes);
        Connection connection = driver().connect("jdbc:calcite:", properties());
        CalciteConnection calcite = connection.unwrap(CalciteConnection.class);
        servers.forEach(
                server -> calcite.getRootSchema().add(server.name(), new ForeignSchema(server, listener, reading)));
        if (client != null) {
            calcite.getRootSchema().add(SCHEMA, new SalesforceSchema(sObjects, reading, session));
        }
        calcite.setSchema(schema);
        SqlFailures failures = new SqlFailures(sObjects);
        Connection writing = WritingConnection.over(connection, session, thrown -> failures.translate(thrown, null));
        return ConnectionOverlay.over(writing, options, sObjects, servers, reading, failures::translate);
    }

    /** One for each connection: its plans hold what they read from, and go with it. */
    private Driver driver() {
        PlanCache plans = new PlanCache();
        return new Driver().withPrepareFactory(() -> new SalesforcePrepare(pushDown, plans, memory.compiler()));
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
        properties.setProperty(CalciteConnectionProperty.UNQUOTED_CASING.camelName(), Casing.UNCHANGED.name());
        properties.setProperty(CalciteConnectionProperty.CONFORMANCE.camelName(), SqlConformanceEnum.LENIENT.name());
        properties.setProperty(CalciteConnectionProperty.FUN.camelName(), "standard,postgresql");
        properties.setProperty(CalciteConnectionProperty.TIME_ZONE.camelName(), "UTC");
        properties.setProperty(
                CalciteConnectionProperty.PARSER_FACTORY.camelName(), SalesforceParser.class.getName() + "#INSTANCE");
        properties.setProperty(
                CalciteConnectionProperty.TYPE_SYSTEM.camelName(), SalesforceTypeSystem.class.getName() + "#INSTANCE");
        return properties;
    }
}
