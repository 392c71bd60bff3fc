package dev.sallyport.conformance.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Spark's own JDBC source, as {@code spark.read.format("jdbc")}, with nothing of Sallyport's but the driver's one jar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkJdbcTest {
    private OrgCommand org;
    private SparkSession spark;

    @BeforeAll
    void start() throws IOException {
        org = new OrgCommand();
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("SparkJdbcTest")
                .config("spark.ui.enabled", false)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
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

    private DataFrameReader reader() {
        return spark.read().format("jdbc").options(connection());
    }

    private long count(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(org.jdbcUrl(), org.consumerKey(), org.consumerSecret());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void a_table_has_the_types_of_its_columns() {
        Dataset<Row> deals = reader().option("dbtable", "Opportunity").load();
        assertThat(deals.schema().apply("Amount").dataType()).isEqualTo(DataTypes.createDecimalType(18, 2));
        assertThat(deals.schema().apply("CloseDate").dataType()).isEqualTo(DataTypes.DateType);
        assertThat(deals.schema().apply("CreatedDate").dataType()).isEqualTo(DataTypes.TimestampType);
        assertThat(deals.schema().apply("IsWon").dataType()).isEqualTo(DataTypes.BooleanType);
        assertThat(deals.schema().apply("Name").dataType()).isEqualTo(DataTypes.StringType);
    }

    @Test
    void filters_of_spark_find_what_sql_finds() throws SQLException {
        Dataset<Row> deals = reader().option("dbtable", "Opportunity").load();
        long found = deals.filter("IsWon AND Amount > 1000 AND CloseDate >= DATE '2000-01-01' AND Name LIKE '%a%'")
                .count();
        assertThat(found)
                .isPositive()
                .isEqualTo(count("SELECT COUNT(*) FROM Opportunity WHERE IsWon AND Amount > 1000 AND CloseDate >="
                        + " DATE '2000-01-01' AND Name LIKE '%a%'"));
    }

    @Test
    void a_join_and_an_aggregate_of_spark_agree_with_sql() throws SQLException {
        reader().option("dbtable", "Account").load().createOrReplaceTempView("account");
        reader().option("dbtable", "Contact").load().createOrReplaceTempView("contact");
        List<Row> rows = spark.sql("SELECT COUNT(*) FROM contact c JOIN account a ON c.AccountId = a.Id"
                        + " WHERE a.Industry = 'Energy'")
                .collectAsList();
        assertThat(rows.get(0).getLong(0))
                .isPositive()
                .isEqualTo(count("SELECT COUNT(*) FROM Contact c JOIN Account a ON c.AccountId = a.Id"
                        + " WHERE a.Industry = 'Energy'"));
    }

    @Test
    void partitions_by_a_column_s_bounds_lose_and_double_nothing() throws SQLException {
        Dataset<Row> deals = reader().option("dbtable", "Opportunity")
                .option("partitionColumn", "CloseDate")
                .option("lowerBound", "2024-01-01")
                .option("upperBound", "2025-01-01")
                .option("numPartitions", "4")
                .load();
        assertThat(deals.rdd().getNumPartitions()).isEqualTo(4);
        assertThat(deals.select("Id").distinct().count())
                .isEqualTo(deals.count())
                .isEqualTo(count("SELECT COUNT(*) FROM Opportunity"));
    }

    @Test
    void a_query_of_the_driver_s_own_sql_is_a_table() {
        List<Row> rows = reader().option(
                        "query",
                        "SELECT a.Industry AS industry, SUM(o.Amount) AS total FROM Opportunity o JOIN Account a ON"
                                + " o.AccountId = a.Id GROUP BY a.Industry")
                .load()
                .filter("total > 0")
                .collectAsList();
        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(row.<BigDecimal>getAs("total"))
                .isPositive());
    }

    @Test
    void rows_are_appended() throws SQLException {
        Dataset<Row> accounts = spark.createDataFrame(
                List.of(RowFactory.create("Spark One", 12), RowFactory.create("Spark Two", null)),
                DataTypes.createStructType(List.of(
                        DataTypes.createStructField("Name", DataTypes.StringType, false),
                        DataTypes.createStructField("NumberOfEmployees", DataTypes.IntegerType, true))));
        accounts.write()
                .format("jdbc")
                .options(connection())
                .option("dbtable", "Account")
                .mode(SaveMode.Append)
                .save();
        assertThat(count("SELECT COUNT(*) FROM Account WHERE Name IN ('Spark One', 'Spark Two')"))
                .isEqualTo(2);
    }
}
