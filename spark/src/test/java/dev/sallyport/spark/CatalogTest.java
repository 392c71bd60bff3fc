package dev.sallyport.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.org.http.ApiKind;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code spark.sql.catalog.sf = dev.sallyport.spark.SalesforceCatalog}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogTest {
    private SparkOrg org;

    @BeforeAll
    void start() {
        org = new SparkOrg(1_000);
    }

    @AfterAll
    void stop() {
        org.close();
    }

    private List<Row> sql(String sql) {
        return org.spark().sql(sql).collectAsList();
    }

    @Test
    void tables_are_listed() {
        assertThat(sql("SHOW TABLES IN sf").stream().map(row -> row.getString(1)))
                .contains("Account", "Contact", "Opportunity");
    }

    @Test
    void a_table_is_described_with_its_labels() {
        assertThat(sql("DESCRIBE TABLE sf.Opportunity").stream().map(Row::toString))
                .contains("[Amount,decimal(18,2),Amount]", "[CloseDate,date,Close Date]");
    }

    @Test
    void a_join_of_two_tables_is_answered_and_each_is_described_once() {
        String join = "SELECT a.Industry, count(*) FROM sf.Contact c JOIN sf.account a ON c.AccountId = a.Id"
                + " GROUP BY a.Industry";
        List<Row> first = sql(join);
        long described = org.calls(ApiKind.DESCRIBE);
        assertThat(sql(join)).isNotEmpty().containsExactlyInAnyOrderElementsOf(first);
        assertThat(org.calls(ApiKind.DESCRIBE)).isEqualTo(described);
        long contacts = org.table("Contact").filter("AccountId IS NOT NULL").count();
        assertThat(first.stream().mapToLong(row -> row.getLong(1)).sum()).isEqualTo(contacts);
    }

    @Test
    void what_there_is_not_is_spark_s_own_failure() {
        assertThatThrownBy(() -> sql("SELECT * FROM sf.Acount")).hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
        assertThatThrownBy(() -> sql("SELECT * FROM sf.other.Account")).hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
    }

    @Test
    void objects_are_not_dropped_or_changed() {
        assertThatThrownBy(() -> sql("DROP TABLE sf.Account")).hasMessageContaining("Setup > Object Manager");
        assertThatThrownBy(() -> sql("ALTER TABLE sf.Account ADD COLUMN Extra int"))
                .hasMessageContaining("Setup > Object Manager");
    }
}
