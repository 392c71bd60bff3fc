package dev.sallyport.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.junit.LocalOrgExtension;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The job in a local Spark, against a local org. */
@ExtendWith(LocalOrgExtension.class)
class AccountRevenueTest {
    private static SparkSession spark;

    @TempDir
    Path refused;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static Map<String, String> options(LocalOrg org, ReadyApp app) {
        return Map.of(
                "url", "jdbc:sallyport:salesforce://" + org.instanceUrl().getAuthority() + "?ssl=false",
                "user", app.consumerKey(),
                "password", app.consumerSecret());
    }

    private static Map<String, BigDecimal> amounts(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getDecimal(1)));
    }

    @Test
    void accounts_have_the_sum_of_what_they_bought(LocalOrg org, ReadyApp app) {
        AccountRevenue revenue = new AccountRevenue(spark, options(org, app));
        Map<String, BigDecimal> won = amounts(revenue.won());
        assertThat(won).isNotEmpty();

        revenue.write(revenue.won(), refused.toString());

        Map<String, BigDecimal> written = amounts(spark.read()
                .format("salesforce")
                .options(options(org, app))
                .load("Account")
                .filter("AnnualRevenue IS NOT NULL")
                .selectExpr("Id", "CAST(AnnualRevenue AS DECIMAL(18,0))"));
        assertThat(written).containsAllEntriesOf(won);
        assertThat(refused).isEmptyDirectory();
    }

    @Test
    void an_account_that_is_gone_is_kept_with_salesforce_s_reason(LocalOrg org, ReadyApp app) {
        AccountRevenue revenue = new AccountRevenue(spark, options(org, app));
        Dataset<Row> gone = spark.createDataFrame(
                List.of(RowFactory.create("001000000000001AAA", BigDecimal.TEN)),
                revenue.won().schema());

        revenue.write(gone, refused.toString());

        assertThat(spark.read().json(refused.toString()).first().<String>getAs("sf__Error"))
                .startsWith("INVALID_CROSS_REFERENCE_KEY");
    }
}
