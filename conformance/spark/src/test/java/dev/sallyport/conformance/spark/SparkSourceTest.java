package dev.sallyport.conformance.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The one jar of the data source, {@code sallyport-spark-…-all.jar}, beside the driver's and Spark's own libraries. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkSourceTest {
    private OrgCommand org;
    private SparkSession spark;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        org = new OrgCommand();
        SparkSession.Builder builder = SparkSession.builder()
                .master("local[2]")
                .appName("SparkSourceTest")
                .config("spark.ui.enabled", false)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.catalog.sf", "dev.sallyport.spark.SalesforceCatalog");
        Path secret = Files.writeString(folder.resolve("secret.txt"), org.consumerSecret());
        Map.of("url", org.jdbcUrl(), "user", org.consumerKey(), "passwordRef", "file:" + secret)
                .forEach((name, value) -> builder.config("spark.sql.catalog.sf." + name, value));
        spark = builder.getOrCreate();
    }

    @AfterAll
    void stop() {
        if (spark != null) {
            spark.stop();
        }
        org.close();
    }

    private Map<String, String> connection() {
        return Map.of("url", org.jdbcUrl(), "user", org.consumerKey(), "password", org.consumerSecret());
    }

    @Test
    void a_table_is_read_as_spark_s_jdbc_source_reads_it() {
        Dataset<Row> bySource =
                spark.read().format("salesforce").options(connection()).load("Opportunity");
        Dataset<Row> byJdbc = spark.read()
                .format("jdbc")
                .options(connection())
                .option("dbtable", "Opportunity")
                .load();
        String[] columns = {"Id", "Name", "Amount", "CloseDate", "IsWon", "AccountId"};
        Dataset<Row> one = bySource.filter("Amount > 1000").selectExpr(columns);
        Dataset<Row> other = byJdbc.filter("Amount > 1000").selectExpr(columns);
        assertThat(one.count()).isPositive().isEqualTo(other.count());
        assertThat(one.except(other).count()).isZero();
    }

    @Test
    void a_catalog_s_tables_are_joined_and_written() {
        spark.sql("SELECT 'Spark' AS LastName, 'Data source' AS Company")
                .write()
                .format("salesforce")
                .options(connection())
                .mode(SaveMode.Append)
                .save("Lead");
        assertThat(spark.sql("SELECT LastName FROM sf.Lead WHERE Company = 'Data source'")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("Spark");
    }
}
