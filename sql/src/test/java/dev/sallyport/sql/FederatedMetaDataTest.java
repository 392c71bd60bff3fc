package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.sql.federation.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a connection over an org and a database tells of the tables of both. */
class FederatedMetaDataTest {
    private static OrgDatabase org;
    private static Warehouse warehouse;
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException, IOException {
        org = new OrgDatabase();
        warehouse = new Warehouse();
        warehouse.run(
                "CREATE TABLE orders (id serial PRIMARY KEY, region varchar(8) NOT NULL, total numeric(12, 2), UNIQUE (id, region))",
                "CREATE TABLE lines (order_id int, region varchar(8), line int, note text, weight float8,"
                        + " PRIMARY KEY (order_id, line), CONSTRAINT of_order FOREIGN KEY (order_id, region) REFERENCES orders (id, region))",
                "COMMENT ON TABLE orders IS 'What was sold'",
                "COMMENT ON COLUMN orders.total IS 'In euros'",
                "CREATE SCHEMA archive",
                "CREATE TABLE archive.orders (id uuid PRIMARY KEY)",
                "CREATE VIEW archive.large AS SELECT * FROM orders WHERE total > 1000");
        connection = new SalesforceDatabase(
                        org.client(),
                        SObjects.imported(org.client().describeMany(List.of("Account", "Contact"))),
                        SoqlListener.NONE,
                        List.of(warehouse.server()),
                        new StatementMemory())
                .connect();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        warehouse.close();
        org.close();
    }

    private static List<String> rows(ResultSet answer, String... columns) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (answer) {
            while (answer.next()) {
                StringBuilder row = new StringBuilder();
                for (String column : columns) {
                    row.append(row.isEmpty() ? "" : " ").append(answer.getString(column));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private static DatabaseMetaData metaData() throws SQLException {
        return connection.getMetaData();
    }

    private static List<String> tables(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, String... types)
            throws SQLException {
        return rows(
                metaData().getTables(catalog, schema, table, types.length == 0 ? null : types),
                "TABLE_CAT",
                "TABLE_SCHEM",
                "TABLE_NAME",
                "TABLE_TYPE",
                "REMARKS");
    }

    @Test
    void each_database_is_a_catalog_and_the_org_s_tables_are_in_none() throws SQLException {
        assertThat(rows(metaData().getCatalogs(), "TABLE_CAT")).containsExactly("Warehouse");
        assertThat(rows(metaData().getSchemas(), "TABLE_CATALOG", "TABLE_SCHEM"))
                .containsExactly("null salesforce", "Warehouse archive", "Warehouse public");
        assertThat(rows(metaData().getSchemas("warehouse", "p%"), "TABLE_SCHEM"))
                .containsExactly("public");
        assertThat(rows(metaData().getTableTypes(), "TABLE_TYPE")).containsExactly("TABLE", "VIEW");
        assertThat(metaData().supportsCatalogsInDataManipulation()).isTrue();
    }

    @Test
    void tables_of_both_are_listed_and_narrowed_down_by_catalog_schema_name_and_type() throws SQLException {
        assertThat(tables(null, null, "%"))
                .containsExactly(
                        "null salesforce Account TABLE Account",
                        "null salesforce Contact TABLE Contact",
                        "Warehouse archive orders TABLE ",
                        "Warehouse public lines TABLE ",
                        "Warehouse public orders TABLE What was sold",
                        "Warehouse archive large VIEW ");
        assertThat(tables("", null, null)).hasSize(2);
        assertThat(tables("Warehouse", "public", "o%")).containsExactly("Warehouse public orders TABLE What was sold");
        assertThat(tables(null, null, null, "VIEW")).containsExactly("Warehouse archive large VIEW ");
        assertThat(tables("elsewhere", null, null)).isEmpty();
    }

    @Test
    void a_table_that_is_listed_is_one_that_statements_may_name_so() throws SQLException {
        for (String row : tables("Warehouse", null, null)) {
            String[] name = row.split(" ", -1);
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM "
                            + String.join(metaData().getCatalogSeparator(), name[0], name[1], name[2]))) {
                assertThat(count.next()).isTrue();
            }
        }
    }

    @Test
    void columns_have_the_types_that_statements_see() throws SQLException {
        assertThat(rows(
                        metaData().getColumns(null, "public", null, null),
                        "TABLE_NAME",
                        "COLUMN_NAME",
                        "DATA_TYPE",
                        "COLUMN_SIZE",
                        "DECIMAL_DIGITS",
                        "IS_NULLABLE",
                        "ORDINAL_POSITION",
                        "REMARKS"))
                .containsExactly(
                        "lines order_id " + Types.INTEGER + " 10 0 NO 1 ",
                        "lines region " + Types.VARCHAR + " 8 null YES 2 ",
                        "lines line " + Types.INTEGER + " 10 0 NO 3 ",
                        "lines note " + Types.VARCHAR + " 65535 null YES 4 ",
                        "lines weight " + Types.DOUBLE + " 15 null YES 5 ",
                        "orders id " + Types.INTEGER + " 10 0 NO 1 ",
                        "orders region " + Types.VARCHAR + " 8 null NO 2 ",
                        "orders total " + Types.DECIMAL + " 12 2 YES 3 In euros");
    }

    @Test
    void keys_are_those_of_the_database() throws SQLException {
        String[] columns = {"PKTABLE_NAME", "PKCOLUMN_NAME", "FKTABLE_NAME", "FKCOLUMN_NAME", "KEY_SEQ", "FK_NAME"};
        List<String> references =
                List.of("orders id lines order_id 1 of_order", "orders region lines region 2 of_order");

        assertThat(rows(metaData().getPrimaryKeys("Warehouse", "public", "lines"), "COLUMN_NAME", "KEY_SEQ"))
                .containsExactly("line 2", "order_id 1");
        assertThat(rows(metaData().getImportedKeys("Warehouse", "public", "lines"), columns))
                .isEqualTo(references);
        assertThat(rows(metaData().getExportedKeys("Warehouse", "public", "orders"), columns))
                .isEqualTo(references);
        assertThat(rows(
                        metaData().getCrossReference("Warehouse", "public", "orders", "Warehouse", "public", "lines"),
                        columns))
                .isEqualTo(references);
        assertThat(rows(metaData().getExportedKeys("Warehouse", "archive", "orders"), columns))
                .isEmpty();
        assertThat(rows(
                        metaData()
                                .getBestRowIdentifier(
                                        "Warehouse", "public", "lines", DatabaseMetaData.bestRowSession, true),
                        "COLUMN_NAME"))
                .containsExactly("order_id", "line");
    }

    @Test
    void without_an_org_there_are_its_tables_alone() throws SQLException {
        try (Connection alone = SalesforceDatabase.withoutOrg(
                        Warehouse.NAME, SoqlListener.NONE, List.of(warehouse.server()), new StatementMemory())
                .connect()) {
            assertThat(rows(alone.getMetaData().getTables(null, "public", "%", null), "TABLE_CAT", "TABLE_NAME"))
                    .containsExactly("Warehouse lines", "Warehouse orders");
            assertThat(rows(alone.getMetaData().getSchemas(), "TABLE_SCHEM")).containsExactly("archive", "public");
        }
    }
}
