package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What a connection without an import asks of the org about its tables. */
class DescribedWhenNamedTest {
    @Test
    void a_statement_describes_the_tables_that_it_names_and_no_others() throws SQLException {
        try (OrgOverJdbc org = new OrgOverJdbc(100);
                Connection connection = org.connect()) {
            assertThat(OrgOverJdbc.rows(connection, "SELECT COUNT(*) FROM Account"))
                    .hasSize(1);
            assertThat(org.calls()).as("the list of tables, Account, the query").isEqualTo(3);
            assertThat(OrgOverJdbc.rows(connection, "SELECT COUNT(*) FROM account"))
                    .hasSize(1);
            assertThat(org.calls()).as("the query").isEqualTo(1);
        }
    }
}
