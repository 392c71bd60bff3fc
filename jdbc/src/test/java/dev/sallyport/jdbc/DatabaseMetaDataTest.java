package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseMetaDataTest {
    private OrgOverJdbc org;
    private Connection connection;
    private DatabaseMetaData metaData;

    @BeforeAll
    void start() throws SQLException {
        org = new OrgOverJdbc(100);
        connection = org.connect();
        metaData = connection.getMetaData();
    }

    @AfterAll
    void stop() throws SQLException {
        connection.close();
        org.close();
    }

    private static List<Map<String, Object>> rows(ResultSet result) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        ResultSetMetaData columns = result.getMetaData();
        while (result.next()) {
            Map<String, Object> row = new HashMap<>();
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                row.put(columns.getColumnLabel(column), result.getObject(column));
            }
            rows.add(row);
        }
        result.close();
        return rows;
    }

    @Test
    void opening_lists_the_objects_in_one_call_and_listing_tables_costs_no_more() throws SQLException {
        org.calls();
        try (Connection fresh = org.connect()) {
            assertThat(org.calls()).isEqualTo(1);
            List<Map<String, Object>> tables = rows(fresh.getMetaData().getTables(null, null, "%", null));
            assertThat(tables).hasSizeGreaterThan(20).anySatisfy(table -> assertThat(table)
                    .containsEntry("TABLE_NAME", "Account")
                    .containsEntry("TABLE_TYPE", "TABLE")
                    .containsEntry("TABLE_SCHEM", "salesforce")
                    .containsEntry("TABLE_CAT", null)
                    .containsEntry("REMARKS", "Account"));
            assertThat(rows(fresh.getMetaData().getPrimaryKeys(null, null, "Account")))
                    .hasSize(1);
            assertThat(rows(fresh.getMetaData().getSchemas())).hasSize(1);
            assertThat(org.calls()).isZero();
            rows(fresh.getMetaData().getColumns(null, "salesforce", "Contact", "%"));
            rows(fresh.getMetaData().getImportedKeys(null, "salesforce", "Contact"));
            rows(fresh.getMetaData().getExportedKeys(null, "salesforce", "Contact"));
            rows(fresh.getMetaData().getIndexInfo(null, "salesforce", "Contact", false, true));
            assertThat(org.calls())
                    .as("all that is asked of one table costs its one description")
                    .isEqualTo(1);
        }
    }

    @Test
    void tables_are_found_by_pattern_in_any_case_and_by_type() throws SQLException {
        assertThat(rows(metaData.getTables(null, "SALESFORCE", "acc_unt", new String[] {"TABLE", "VIEW"})))
                .extracting(row -> row.get("TABLE_NAME"))
                .containsExactly("Account");
        assertThat(rows(metaData.getTables(null, null, "Site\\_Visit\\_\\_c", null)))
                .extracting(row -> row.get("TABLE_NAME"))
                .containsExactly("Site_Visit__c");
        assertThat(rows(metaData.getTables(null, null, "%", new String[] {"VIEW"})))
                .isEmpty();
        assertThat(rows(metaData.getTables("other", null, "%", null))).isEmpty();
        assertThat(rows(metaData.getTables(null, "other", "%", null))).isEmpty();
        assertThat(rows(metaData.getTableTypes())).hasSize(1);
        assertThat(rows(metaData.getCatalogs())).isEmpty();
    }

    @Test
    void columns_tell_type_size_label_and_nullability() throws SQLException {
        Map<Object, Map<String, Object>> columns = new HashMap<>();
        rows(metaData.getColumns(null, null, "Opportunity", null))
                .forEach(row -> columns.put(row.get("COLUMN_NAME"), row));
        assertThat(columns.get("Id"))
                .containsEntry("DATA_TYPE", Types.VARCHAR)
                .containsEntry("COLUMN_SIZE", 18)
                .containsEntry("NULLABLE", DatabaseMetaData.columnNoNulls)
                .containsEntry("IS_NULLABLE", "NO")
                .containsEntry("IS_AUTOINCREMENT", "YES")
                .containsEntry("ORDINAL_POSITION", 1);
        assertThat(columns.get("Amount"))
                .containsEntry("DATA_TYPE", Types.DECIMAL)
                .containsEntry("TYPE_NAME", "DECIMAL")
                .containsEntry("COLUMN_SIZE", 18)
                .containsEntry("DECIMAL_DIGITS", 2)
                .containsEntry("NUM_PREC_RADIX", 10)
                .containsEntry("IS_NULLABLE", "YES")
                .containsEntry("REMARKS", "Amount");
        assertThat(columns.get("CloseDate"))
                .containsEntry("DATA_TYPE", Types.DATE)
                .containsEntry("REMARKS", "Close Date");
        assertThat(columns.get("CreatedDate"))
                .containsEntry("DATA_TYPE", Types.TIMESTAMP)
                .containsEntry("COLUMN_SIZE", 23)
                .containsEntry("DECIMAL_DIGITS", 3);
        assertThat(columns.get("StageName")).containsEntry("CHAR_OCTET_LENGTH", 1020);
        assertThat(rows(metaData.getColumns(null, null, "Opportunity", "%Date")))
                .extracting(row -> row.get("COLUMN_NAME"))
                .contains("CloseDate", "CreatedDate")
                .doesNotContain("Amount");
    }

    @Test
    void a_formula_is_a_generated_column() throws SQLException {
        assertThat(rows(metaData.getColumns(null, null, "Opportunity", "IsClosed")))
                .hasSize(1);
        assertThat(rows(metaData.getColumns(null, null, "Opportunity", "Name")))
                .allSatisfy(row -> assertThat(row).containsEntry("IS_GENERATEDCOLUMN", "NO"));
    }

    @Test
    void references_are_foreign_keys_from_both_ends() throws SQLException {
        List<Map<String, Object>> imported = rows(metaData.getImportedKeys(null, null, "Contact"));
        assertThat(imported).anySatisfy(key -> assertThat(key)
                .containsEntry("PKTABLE_NAME", "Account")
                .containsEntry("PKCOLUMN_NAME", "Id")
                .containsEntry("FKTABLE_NAME", "Contact")
                .containsEntry("FKCOLUMN_NAME", "AccountId")
                .containsEntry("FK_NAME", "Contact_AccountId_Account")
                .containsEntry("PK_NAME", "PK_Account"));
        assertThat(rows(metaData.getExportedKeys(null, null, "Account"))).anySatisfy(key -> assertThat(key)
                .containsEntry("FKTABLE_NAME", "Contact")
                .containsEntry("FKCOLUMN_NAME", "AccountId"));
        assertThat(rows(metaData.getCrossReference(null, null, "Account", null, null, "Contact")))
                .extracting(key -> key.get("FKCOLUMN_NAME"))
                .contains("AccountId")
                .doesNotContain("OwnerId");
        assertThat(rows(metaData.getPrimaryKeys(null, null, "contact")))
                .singleElement()
                .satisfies(key ->
                        assertThat(key).containsEntry("COLUMN_NAME", "Id").containsEntry("PK_NAME", "PK_Contact"));
    }

    @Test
    void a_key_is_the_same_seen_from_either_table() throws SQLException {
        List<Map<String, Object>> exported = rows(metaData.getExportedKeys(null, null, "Opportunity"));
        assertThat(exported).extracting(key -> key.get("DELETE_RULE")).contains((short)
                DatabaseMetaData.importedKeyCascade);
        for (Map<String, Object> key : exported) {
            assertThat(rows(metaData.getImportedKeys(null, null, (String) key.get("FKTABLE_NAME"))))
                    .contains(key);
        }
    }

    @Test
    void a_key_name_stands_for_one_parent() throws SQLException {
        assertThat(rows(metaData.getImportedKeys(null, null, "Task")))
                .isNotEmpty()
                .extracting(key -> key.get("FK_NAME"))
                .doesNotHaveDuplicates();
    }

    @Test
    void indexes_are_the_id_unique_fields_and_references() throws SQLException {
        List<Map<String, Object>> all = rows(metaData.getIndexInfo(null, null, "Contact", false, true));
        assertThat(all.get(0)).containsEntry("COLUMN_NAME", "Id").containsEntry("NON_UNIQUE", false);
        assertThat(all).extracting(row -> row.get("COLUMN_NAME")).contains("AccountId", "CreatedDate");
        assertThat(rows(metaData.getIndexInfo(null, null, "Contact", true, true)))
                .extracting(row -> row.get("COLUMN_NAME"))
                .contains("Id")
                .doesNotContain("AccountId");
        assertThat(rows(metaData.getBestRowIdentifier(null, null, "Contact", DatabaseMetaData.bestRowSession, false)))
                .extracting(row -> row.get("COLUMN_NAME"))
                .containsExactly("Id");
        assertThat(rows(metaData.getVersionColumns(null, null, "Contact")))
                .extracting(row -> row.get("COLUMN_NAME"))
                .containsExactly("SystemModstamp");
    }

    @Test
    void privileges_are_those_of_the_user() throws SQLException {
        assertThat(rows(metaData.getTablePrivileges(null, null, "Account")))
                .extracting(row -> row.get("PRIVILEGE"))
                .contains("SELECT", "INSERT");
        assertThat(rows(metaData.getColumnPrivileges(null, null, "Account", "Id")))
                .extracting(row -> row.get("PRIVILEGE"))
                .containsExactly("SELECT");
    }

    @Test
    void every_other_list_is_answered_if_only_by_nothing() throws SQLException {
        assertThat(rows(metaData.getTypeInfo()))
                .extracting(row -> (Integer) row.get("DATA_TYPE"))
                .isSorted()
                .contains(Types.VARCHAR, Types.DECIMAL, Types.TIMESTAMP);
        assertThat(rows(metaData.getUDTs(null, null, "%", null))).isEmpty();
        assertThat(rows(metaData.getSuperTables(null, null, "%"))).isEmpty();
        assertThat(rows(metaData.getSuperTypes(null, null, "%"))).isEmpty();
        assertThat(rows(metaData.getAttributes(null, null, "%", "%"))).isEmpty();
        assertThat(rows(metaData.getPseudoColumns(null, null, "%", "%"))).isEmpty();
        assertThat(rows(metaData.getClientInfoProperties()))
                .extracting(row -> row.get("NAME"))
                .containsExactly("ApplicationName");
    }

    @Test
    void the_driver_and_the_database_tell_what_they_are() throws SQLException {
        assertThat(metaData.getURL()).isEqualTo(org.url());
        assertThat(metaData.getUserName()).isEqualTo(org.app().consumerKey());
        assertThat(metaData.getDatabaseProductName()).isEqualTo("Salesforce");
        assertThat(metaData.getDatabaseProductVersion()).isEqualTo("62.0");
        assertThat(metaData.getDatabaseMajorVersion()).isEqualTo(62);
        assertThat(metaData.getDriverName()).contains("Sallyport");
        assertThat(metaData.getJDBCMajorVersion()).isEqualTo(4);
        assertThat(metaData.getJDBCMinorVersion()).isEqualTo(3);
        assertThat(metaData.getIdentifierQuoteString()).isEqualTo("\"");
        assertThat(metaData.getSearchStringEscape()).isEqualTo("\\");
        assertThat(metaData.getSQLKeywords()).contains("LATERAL");
        assertThat(metaData.getStringFunctions()).contains("UCASE");
        assertThat(metaData.supportsTransactions()).isFalse();
        assertThat(metaData.getDefaultTransactionIsolation()).isEqualTo(Connection.TRANSACTION_NONE);
        assertThat(metaData.storesMixedCaseIdentifiers()).isTrue();
        assertThat(metaData.supportsCatalogsInDataManipulation()).isFalse();
        assertThat(metaData.supportsSchemasInDataManipulation()).isTrue();
    }

    @Test
    void what_is_said_to_be_supported_is() throws SQLException {
        assertThat(metaData.supportsSubqueriesInQuantifieds()).isTrue();
        for (String sql : List.of(
                "SELECT Id FROM Opportunity WHERE Amount >= ALL (SELECT Amount FROM Opportunity WHERE Amount > 0)",
                "SELECT a.Id FROM Account a FULL JOIN Contact c ON c.AccountId = a.Id",
                "SELECT Id FROM Account UNION ALL SELECT Id FROM Contact",
                "SELECT Name FROM Account ORDER BY CHAR_LENGTH(Name)",
                "SELECT Name FROM Account WHERE Name LIKE '!%%' ESCAPE '!'",
                "SELECT {fn UCASE(Name)} FROM Account WHERE CreatedDate > {ts '2020-01-01 00:00:00'}",
                "SELECT a.Name FROM salesforce.Account a WHERE EXISTS"
                        + " (SELECT 1 FROM Contact c WHERE c.AccountId = a.Id)")) {
            OrgOverJdbc.rows(connection, sql);
        }
    }
}
