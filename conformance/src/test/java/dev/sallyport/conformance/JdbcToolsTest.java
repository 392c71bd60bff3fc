package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.jdbc.SallyportDataSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.meta.ColumnDefinition;
import org.jooq.meta.TableDefinition;
import org.jooq.meta.jaxb.CatalogMappingType;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.jooq.meta.jdbc.JDBCDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import sqlline.SqlLine;

/** What people reach databases with, over the JDBC driver, against the local org. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcToolsTest {
    private OrgUnderTest org;

    @BeforeAll
    void start() {
        org = new OrgUnderTest();
    }

    @AfterAll
    void stop() {
        org.close();
    }

    private String url() {
        return "jdbc:sallyport:salesforce://" + org.org().instanceUrl().getAuthority() + "?ssl=false";
    }

    private SallyportDataSource dataSource() {
        SallyportDataSource dataSource = new SallyportDataSource();
        dataSource.setUrl(url());
        dataSource.setUser(org.app().consumerKey());
        dataSource.setPassword(org.app().consumerSecret());
        return dataSource;
    }

    @Test
    void hikari_pools_it_by_its_url() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setUsername(org.app().consumerKey());
        config.setPassword(org.app().consumerSecret());
        config.setMaximumPoolSize(2);
        config.setConnectionTestQuery(null);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            for (int i = 0; i < 5; i++) {
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM Account")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isPositive();
                }
            }
        }
    }

    record Deal(String name, @Nullable BigDecimal amount, LocalDate closeDate) {}

    @Test
    void spring_s_jdbc_client_maps_rows_to_records_by_named_parameters() {
        JdbcClient jdbc = JdbcClient.create(dataSource());
        List<Deal> deals = jdbc.sql(
                        "SELECT Name, Amount, CloseDate AS close_date FROM Opportunity WHERE StageName IN (:stages) AND"
                                + " CloseDate >= :since ORDER BY CloseDate LIMIT 5")
                .param("stages", List.of("Closed Won", "Prospecting"))
                .param("since", LocalDate.of(2000, 1, 1))
                .query(Deal.class)
                .list();
        assertThat(deals).hasSize(5).allSatisfy(deal -> assertThat(deal.closeDate())
                .isAfter(LocalDate.of(1999, 12, 31)));
        Optional<String> nobody = jdbc.sql("SELECT Name FROM Account WHERE Name = ?")
                .param("' OR 1 = 1 --")
                .query(String.class)
                .optional();
        assertThat(nobody).isEmpty();
    }

    @Test
    void spring_s_transaction_around_reads_commits() {
        SallyportDataSource dataSource = dataSource();
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        transaction.setReadOnly(true);
        Long count = transaction.execute(status -> JdbcClient.create(dataSource)
                .sql("SELECT COUNT(*) FROM Contact")
                .query(Long.class)
                .single());
        assertThat(count).isPositive();
    }

    @Test
    void jooq_s_meta_reader_sees_tables_columns_and_keys() throws SQLException {
        try (Connection connection = dataSource().getConnection();
                JDBCDatabase database = new JDBCDatabase()) {
            database.setConnection(connection);
            SchemaMappingType schema = new SchemaMappingType();
            schema.setInputSchema("salesforce");
            database.setConfiguredCatalogs(
                    List.of(new CatalogMappingType().withInputCatalog("").withSchemata(schema)));
            database.setConfiguredSchemata(List.of());
            database.setIncludes(new String[] {"Account|Contact"});
            database.setExcludes(new String[0]);
            database.setIncludeForeignKeys(true);
            database.setIncludePrimaryKeys(true);
            database.setIncludeUniqueKeys(true);
            database.setIncludeIndexes(true);
            TableDefinition contact = database.getTables(database.getSchemata().get(0)).stream()
                    .filter(table -> table.getName().equals("Contact"))
                    .findFirst()
                    .orElseThrow();
            assertThat(contact.getColumns())
                    .extracting(ColumnDefinition::getName)
                    .contains("Id", "LastName", "AccountId", "CreatedDate");
            assertThat(contact.getPrimaryKey().getKeyColumns())
                    .extracting(ColumnDefinition::getName)
                    .containsExactly("Id");
            assertThat(contact.getForeignKeys())
                    .extracting(key -> key.getReferencedTable().getName())
                    .contains("Account");
        }
    }

    @Test
    void sqlline_lists_tables_and_columns_and_runs_a_query() throws Exception {
        String tables = sqlline("!tables");
        assertThat(tables).contains("Account").contains("salesforce").contains("TABLE");
        String columns = sqlline("!columns Account");
        assertThat(columns).contains("AnnualRevenue").contains("DECIMAL");
        assertThat(sqlline("!describe Contact")).contains("AccountId");
        assertThat(sqlline("!primarykeys Contact")).contains("PK_Contact");
        assertThat(sqlline("!importedkeys Contact")).contains("Contact_AccountId_Account");
        assertThat(sqlline("!indexes Contact")).contains("Contact_Id");
        assertThat(sqlline("!metadata getTypeInfo")).contains("TIMESTAMP");
        assertThat(sqlline("SELECT COUNT(*) AS how_many FROM Account;")).contains("how_many");
    }

    private String sqlline(String command) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        SqlLine sqlLine = new SqlLine();
        try (PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            sqlLine.setOutputStream(stream);
            sqlLine.setErrorStream(stream);
            sqlLine.begin(
                    new String[] {
                        "-u",
                        url(),
                        "-n",
                        org.app().consumerKey(),
                        "-p",
                        org.app().consumerSecret(),
                        "--maxWidth=400",
                        "--silent=true",
                        "-e",
                        command
                    },
                    null,
                    false);
        }
        String text = output.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .doesNotContain("Exception")
                .doesNotContain("Error:")
                .doesNotContain(org.app().consumerSecret());
        return text;
    }

    /** The calls of DBeaver's generic driver when a connection is opened and a table looked at. */
    @Test
    void dbeaver_s_calls_are_answered() throws SQLException {
        try (Connection connection = dataSource().getConnection()) {
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(metaData.getDatabaseProductName()).isNotBlank();
            assertThat(metaData.getDriverVersion()).isNotBlank();
            assertThat(metaData.getIdentifierQuoteString()).isEqualTo("\"");
            assertThat(metaData.getSQLKeywords()).isNotNull();
            assertThat(metaData.getNumericFunctions()).isNotNull();
            assertThat(metaData.getMaxStatements()).isZero();
            assertThat(metaData.supportsTransactionIsolationLevel(Connection.TRANSACTION_SERIALIZABLE))
                    .isFalse();
            connection.setAutoCommit(true);
            assertThat(names(metaData.getCatalogs(), "TABLE_CAT")).isEmpty();
            assertThat(names(metaData.getSchemas(), "TABLE_SCHEM")).containsExactly("salesforce");
            assertThat(names(metaData.getTableTypes(), "TABLE_TYPE")).containsExactly("TABLE");
            assertThat(names(metaData.getTypeInfo(), "TYPE_NAME")).contains("VARCHAR");
            assertThat(names(metaData.getTables(null, "salesforce", "%", null), "TABLE_NAME"))
                    .contains("Account");
            assertThat(names(metaData.getColumns(null, "salesforce", "Account", null), "COLUMN_NAME"))
                    .contains("Id");
            assertThat(names(metaData.getPrimaryKeys(null, "salesforce", "Account"), "COLUMN_NAME"))
                    .containsExactly("Id");
            assertThat(names(metaData.getIndexInfo(null, "salesforce", "Account", false, true), "INDEX_NAME"))
                    .contains("Account_Id");
            assertThat(names(metaData.getImportedKeys(null, "salesforce", "Contact"), "FK_NAME"))
                    .isNotEmpty();
            assertThat(names(metaData.getExportedKeys(null, "salesforce", "Account"), "FK_NAME"))
                    .isNotEmpty();
            assertThat(names(metaData.getProcedures(null, "salesforce", "%"), "PROCEDURE_NAME"))
                    .contains("GetDeleted");
            assertThat(names(metaData.getProcedureColumns(null, "salesforce", "GetDeleted", "%"), "COLUMN_NAME"))
                    .contains("start_time");
            assertThat(names(metaData.getFunctions(null, "salesforce", "%"), "FUNCTION_NAME"))
                    .contains("Limits");
            try (Statement statement = connection.createStatement()) {
                statement.setMaxRows(200);
                statement.setFetchSize(200);
                statement.setQueryTimeout(60);
                statement.setEscapeProcessing(false);
                assertThat(statement.execute("SELECT * FROM salesforce.Account"))
                        .isTrue();
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            rows.getObject(column);
                        }
                    }
                }
            }
        }
    }

    /** What a Metabase sync asks: tables, fields with database types, primary and foreign keys, a fingerprint of rows. */
    @Test
    void a_metabase_sync_is_answered() throws SQLException {
        try (Connection connection = dataSource().getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            DatabaseMetaData metaData = connection.getMetaData();
            String[] types = {"TABLE", "PARTITIONED TABLE", "VIEW", "FOREIGN TABLE", "MATERIALIZED VIEW"};
            String escaped = "Site_Visit__c".replace("_", metaData.getSearchStringEscape() + "_");
            assertThat(names(metaData.getTables(null, "salesforce", "%", types), "TABLE_NAME"))
                    .contains("Site_Visit__c");
            assertThat(names(metaData.getColumns(null, "salesforce", escaped, null), "COLUMN_NAME"))
                    .contains("Id");
            assertThat(names(metaData.getImportedKeys(null, "salesforce", "Site_Visit__c"), "PKTABLE_NAME"))
                    .isNotEmpty();
            try (Statement statement = connection.createStatement(
                    ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, ResultSet.CLOSE_CURSORS_AT_COMMIT)) {
                statement.setMaxRows(10_000);
                try (ResultSet rows = statement.executeQuery("SELECT \"salesforce\".\"Account\".\"Name\" AS \"Name\","
                        + " SUBSTRING(\"salesforce\".\"Account\".\"Industry\", 1, 1234) AS \"substring0\""
                        + " FROM \"salesforce\".\"Account\" LIMIT 100")) {
                    assertThat(rows.next()).isTrue();
                }
            }
            connection.rollback();
        }
    }

    private static List<String> names(ResultSet rows, String column) throws SQLException {
        List<String> names = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                names.add(rows.getString(column));
            }
        }
        return names;
    }
}
