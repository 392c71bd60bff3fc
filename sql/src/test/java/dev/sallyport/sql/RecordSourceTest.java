package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.QueryColumn;
import dev.sallyport.salesforce.QueryCursor;
import dev.sallyport.sql.read.Api;
import dev.sallyport.sql.read.PlannedQuery;
import dev.sallyport.sql.read.RecordSource;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Statements over records that somebody else has asked for. */
class RecordSourceTest {
    private static OrgDatabase org;

    @BeforeAll
    static void start() throws SQLException {
        org = new OrgDatabase(2_000);
    }

    @AfterAll
    static void stop() throws SQLException {
        org.close();
    }

    private static List<String> rows(String sql, RecordSource source) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = org.connect(source);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(OrgDatabase.row(result));
            }
        }
        return rows;
    }

    @Test
    void a_part_of_the_records_gives_a_part_of_the_rows_and_what_soql_cannot_say_holds_too() throws SQLException {
        String sql = "SELECT Name FROM Account WHERE Industry = 'Energy' AND CHAR_LENGTH(Name) > 12";
        List<String> parts = new ArrayList<>();

        for (String part : List.of("Name < 'M'", "Name >= 'M'")) {
            parts.addAll(rows(sql, query -> org.client().query(query.soqlOfPart(part), query.columns())));
        }

        assertThat(parts).isNotEmpty().containsExactlyInAnyOrderElementsOf(org.rows(sql));
    }

    @Test
    void the_source_sees_what_would_be_sent_and_nothing_else_is() throws SQLException {
        List<PlannedQuery> queries = new ArrayList<>();
        org.sent();

        rows("SELECT BillingAddress FROM Account WHERE Name = 'x'", query -> {
            queries.add(query);
            return org.client().query(query.soql(), query.columns());
        });

        assertThat(queries).singleElement().satisfies(query -> {
            assertThat(query.soql()).isEqualTo("SELECT BillingAddress FROM Account WHERE Name = 'x'");
            assertThat(query.sObject()).hasValue("Account");
            assertThat(query.obstacle(Api.BULK)).isPresent();
            assertThat(query.obstacle(Api.RANGES)).isEmpty();
        });
        assertThat(org.sent()).isEmpty();
    }

    @Test
    void records_are_let_go_with_the_connection_that_has_read_them_while_the_database_goes_on() throws SQLException {
        SalesforceDatabase database =
                new SalesforceDatabase(org.client(), org.client().describeMany(List.of("Account")), SoqlListener.NONE);

        WeakReference<QueryCursor> records = read(database);

        System.gc();
        assertThat(records.get()).isNull();
        try (Connection connection = database.connect()) {
            assertThat(connection.isValid(0)).isTrue();
        }
    }

    private static WeakReference<QueryCursor> read(SalesforceDatabase database) throws SQLException {
        QueryColumn id = new QueryColumn(List.of("Id"), FieldType.ID);
        QueryCursor records = org.client().query("SELECT Id FROM Account", List.of(id));
        try (Connection connection = database.connect(query -> records);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT Id FROM Account")) {
            assertThat(rows.next()).isTrue();
        }
        return new WeakReference<>(records);
    }

    @Test
    void groups_have_no_parts() {
        assertThatThrownBy(() -> rows("SELECT COUNT(*) FROM Account", query -> {
                    assertThat(query.sObject()).isEmpty();
                    return org.client().query(query.soqlOfPart("Id != null"), query.columns());
                }))
                .hasStackTraceContaining("has no parts");
    }

    @Test
    void nothing_is_written_through_it() {
        assertThatThrownBy(() -> {
                    try (Connection connection =
                                    org.connect(query -> org.client().query(query.soql(), query.columns()));
                            Statement statement = connection.createStatement()) {
                        statement.executeUpdate("DELETE FROM Account");
                    }
                })
                .isInstanceOf(SQLException.class);
    }
}
