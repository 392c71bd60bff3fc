package dev.sallyport.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code spark.read().format("salesforce")}: answers, and how much of them the org computes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadTest {
    private SparkOrg org;

    /** All opportunities as Spark holds them itself: what it answers over them owes nothing to push-down. */
    private Dataset<Row> here;

    @BeforeAll
    void start() {
        org = new SparkOrg(18_000);
        Dataset<Row> all = org.table("Opportunity");
        here = org.spark().createDataFrame(all.collectAsList(), all.schema());
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @BeforeEach
    void countAnew() {
        org.forget();
    }

    @Test
    void columns_have_the_types_that_describe_tells() {
        StructType schema = org.table("Opportunity").schema();
        assertThat(schema.apply("Amount").dataType()).isEqualTo(DataTypes.createDecimalType(18, 2));
        assertThat(schema.apply("CloseDate").dataType()).isEqualTo(DataTypes.DateType);
        assertThat(schema.apply("CreatedDate").dataType()).isEqualTo(DataTypes.TimestampType);
        assertThat(schema.apply("IsWon").dataType()).isEqualTo(DataTypes.BooleanType);
        assertThat(schema.apply("AccountId").dataType()).isEqualTo(DataTypes.StringType);
        assertThat(schema.apply("Id").nullable()).isFalse();
        assertThat(schema.apply("AccountId").nullable()).isTrue();
        assertThat(org.table("Account").schema().apply("NumberOfEmployees").dataType())
                .isEqualTo(DataTypes.IntegerType);
    }

    @Test
    void values_are_those_that_sallyport_s_sql_answers() throws SQLException {
        List<String> spark = org
                .table("Opportunity")
                .selectExpr("concat_ws('|', Id, Name, cast(Amount as string), cast(CloseDate as string),"
                        + " date_format(CreatedDate, 'yyyy-MM-dd HH:mm:ss'), cast(IsWon as string))")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
        List<String> sql = org
                .sql(
                        "SELECT Id || '|' || Name || COALESCE('|' || CAST(Amount AS VARCHAR), '') || '|' || CAST(CloseDate AS"
                                + " VARCHAR) || '|' || SUBSTRING(CAST(CreatedDate AS VARCHAR) FROM 1 FOR 19) || '|' || CASE WHEN"
                                + " IsWon THEN 'true' ELSE 'false' END FROM Opportunity")
                .stream()
                .sorted()
                .toList();
        assertThat(spark).isNotEmpty().isEqualTo(sql);
    }

    @Test
    void only_the_columns_that_are_wanted_are_read() {
        assertThat(SparkOrg.plan(org.table("Opportunity").select("Name", "Amount")))
                .contains("SOQL: SELECT Name, Amount FROM Opportunity RuntimeFilters");
    }

    @Test
    void the_documentation_shows_what_explain_shows() throws IOException {
        String plan = SparkOrg.plan(org.table("Opportunity")
                .filter("Amount > 1000 AND StageName = 'Closed Won'")
                .select("Name", "Amount"));
        String scan = plan.lines()
                .filter(line -> line.contains("SOQL: "))
                .map(line -> line.substring(line.indexOf("SOQL: "), line.indexOf(" RuntimeFilters")))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(Path.of("..", "docs", "spark.md"))).contains(scan);
    }

    @Test
    void a_read_costs_a_description_a_count_and_its_pages() {
        long before = org.org().controls().apiCalls();
        assertThat(org.table("Opportunity").select("Id").collectAsList()).hasSize(Math.toIntExact(here.count()));
        assertThat(org.org().controls().apiCalls() - before).isEqualTo(4);
        assertThat(org.calls(ApiKind.DESCRIBE)).isEqualTo(1);
        assertThat(org.calls(ApiKind.QUERY)).isEqualTo(1);
        assertThat(org.calls(ApiKind.QUERY_MORE)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Amount > 1000                                  | Amount > 1000
            Amount IS NULL                                 | Amount = null
            NOT (Amount <= 1000.50)                        | Amount > 1000.5
            IsWon                                          | IsWon = true
            NOT IsWon                                      | IsWon
            CloseDate >= DATE '2024-06-01'                 | CloseDate >= 2024-06-01
            CreatedDate < TIMESTAMP '2024-01-01 00:00:00'  | CreatedDate < 2024-01-01T00:00:00Z
            Amount <> 1000                                 | Amount != 1000
            Probability IN (10, 50, 90)                    | Probability IN (
            Probability NOT IN (10, 50)                    | Probability != null
            Amount > 1000 OR CloseDate < DATE '2024-01-01' | Amount > 1000
            AccountId IS NOT NULL AND (IsClosed OR IsWon)  | AccountId != null
            Id = 'nothing'                                 | Id = null
            """)
    void what_means_the_same_in_soql_is_left_to_the_org(String condition, String soql) {
        Dataset<Row> found = org.table("Opportunity").filter(condition);
        assertThat(SparkOrg.plan(found)).contains(soql);
        assertThat(found.queryExecution().executedPlan().toString()).doesNotContain("Filter (");
        assertThat(SparkOrg.lines(found)).isEqualTo(SparkOrg.lines(here.filter(condition)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            StageName = 'Closed Won'                    | StageName = 'Closed Won'
            StageName = 'closed won'                    | StageName = 'closed won'
            StageName IN ('Closed Won', 'prospecting')  | StageName IN ('Closed Won', 'prospecting')
            StageName LIKE 'Closed%'                    | StageName LIKE 'Closed%'
            StageName LIKE 'closed%' AND Amount > 5     | StageName LIKE 'closed%'
            Name LIKE '%a%' OR Amount > 100000          | Name LIKE '%a%'
            StageName LIKE '%_on'                       | FROM Opportunity
            StageName > 'Closed Won'                    | FROM Opportunity
            StageName <> 'closed won'                   | FROM Opportunity
            NOT (StageName = 'closed won')              | FROM Opportunity
            upper(StageName) = 'CLOSED WON'             | FROM Opportunity
            coalesce(Amount, 0) > 1000 AND IsWon        | IsWon = true
            CreatedDate > TIMESTAMP '2024-01-01 00:00:00.000001' | FROM Opportunity
            CloseDate < DATE '9999-12-31'               | FROM Opportunity
            """)
    void what_soql_compares_otherwise_is_filtered_by_spark_again(String condition, String soql) {
        Dataset<Row> found = org.table("Opportunity").filter(condition);
        assertThat(SparkOrg.plan(found)).contains(soql);
        assertThat(SparkOrg.lines(found)).isEqualTo(SparkOrg.lines(here.filter(condition)));
    }

    @Test
    void a_limit_is_the_org_s() {
        List<Row> rows = org.table("Opportunity").filter("IsWon").limit(5).collectAsList();
        assertThat(rows).hasSize(5);
        assertThat(SparkOrg.plan(org.table("Opportunity").filter("IsWon").limit(5)))
                .contains("WHERE IsWon = true LIMIT 5");
        assertThat(org.calls(ApiKind.QUERY)).isEqualTo(1);
    }

    @Test
    void a_limit_above_a_filter_of_spark_s_is_spark_s() {
        Dataset<Row> some =
                org.table("Opportunity").filter("StageName = 'Closed Won'").limit(5);
        assertThat(some.collectAsList()).hasSize(5);
        assertThat(SparkOrg.plan(some)).doesNotContain("LIMIT 5");
    }

    @Test
    void the_first_in_an_order_of_numbers_are_the_org_s() {
        String sort = "Amount DESC NULLS LAST, Id ASC NULLS FIRST";
        Dataset<Row> first = sorted(org.table("Opportunity"), sort);
        assertThat(SparkOrg.plan(first))
                .contains("ORDER BY Amount DESC NULLS LAST, Id ASC NULLS FIRST LIMIT 7")
                .doesNotContain("TakeOrderedAndProject");
        assertThat(first.collectAsList()).isEqualTo(sorted(here, sort).collectAsList());
        assertThat(org.calls(ApiKind.QUERY)).isEqualTo(1);
    }

    @Test
    void the_first_in_an_order_of_texts_are_spark_s() {
        String sort = "Name ASC NULLS LAST, Id ASC NULLS FIRST";
        Dataset<Row> first = sorted(org.table("Opportunity"), sort);
        assertThat(SparkOrg.plan(first)).doesNotContain("ORDER BY Name").contains("TakeOrderedAndProject");
        assertThat(first.collectAsList()).isEqualTo(sorted(here, sort).collectAsList());
    }

    /** SOQL orders them by what they are worth, Spark by their numbers. */
    @Test
    void the_first_amounts_of_several_currencies_are_spark_s() throws IOException {
        String sort = "Amount DESC NULLS LAST, Id ASC NULLS FIRST";
        try (ChangedAnswers currencies =
                new ChangedAnswers(org.org().instanceUrl(), "/describe", ReadTest::addCurrency)) {
            Dataset<Row> amounts = org.reader().option("url", currencies.url()).load("Opportunity");
            assertThat(amounts.columns()).contains("CurrencyIsoCode");
            Dataset<Row> first = sorted(amounts, sort);
            assertThat(SparkOrg.plan(first)).doesNotContain("ORDER BY Amount").contains("TakeOrderedAndProject");
            assertThat(first.collectAsList()).isEqualTo(sorted(here, sort).collectAsList());
            assertThat(SparkOrg.plan(sorted(amounts, "Id DESC NULLS LAST")))
                    .contains("ORDER BY Id DESC NULLS LAST LIMIT 7");
        }
    }

    private static void addCurrency(ObjectNode describe) {
        ArrayNode fields = (ArrayNode) describe.get("fields");
        ObjectNode currency = fields.get(0).deepCopy();
        fields.add(
                currency.put("name", "CurrencyIsoCode").put("label", "Currency").put("type", "picklist"));
    }

    private static Dataset<Row> sorted(Dataset<Row> rows, String sort) {
        rows.createOrReplaceTempView("sorted");
        return rows.sparkSession().sql("SELECT Id, Amount, Name FROM sorted ORDER BY " + sort + " LIMIT 7");
    }

    @Test
    void totals_are_the_org_s_and_cost_one_call() {
        String[] totals = {
            "count(*)",
            "count(Amount)",
            "sum(Amount)",
            "min(CloseDate)",
            "max(CloseDate)",
            "max(Amount)",
            "min(CreatedDate)",
            "sum(Probability)"
        };
        Dataset<Row> computed = org.table("Opportunity").filter("Amount > 1000").selectExpr(totals);
        assertThat(computed.collectAsList())
                .isEqualTo(here.filter("Amount > 1000").selectExpr(totals).collectAsList());
        assertThat(org.calls(ApiKind.QUERY)).isEqualTo(1);
        assertThat(SparkOrg.plan(computed)).contains("SUM(Amount)").doesNotContain("HashAggregate(keys");
    }

    @Test
    void groups_of_checkboxes_are_the_org_s() {
        Dataset<Row> groups =
                org.table("Opportunity").groupBy("IsWon", "IsClosed").count();
        assertThat(SparkOrg.plan(groups)).contains("GROUP BY IsWon, IsClosed");
        assertThat(SparkOrg.lines(groups))
                .isEqualTo(SparkOrg.lines(here.groupBy("IsWon", "IsClosed").count()));
        assertThat(org.calls(ApiKind.QUERY)).isEqualTo(1);
    }

    @Test
    void groups_of_texts_and_averages_are_spark_s() {
        Dataset<Row> groups = org.table("Opportunity").groupBy("StageName").agg(Map.of("Amount", "avg"));
        assertThat(SparkOrg.plan(groups)).contains("SOQL: SELECT StageName, Amount FROM Opportunity RuntimeFilters");
        assertThat(SparkOrg.lines(groups))
                .isEqualTo(SparkOrg.lines(here.groupBy("StageName").agg(Map.of("Amount", "avg"))));
    }

    @Test
    void sums_of_texts_as_spark_compares_them_are_exact() {
        Dataset<Row> total =
                org.table("Opportunity").filter("StageName = 'closed won'").selectExpr("count(*)", "sum(Amount)");
        Row row = total.collectAsList().get(0);
        assertThat(row.getLong(0)).isZero();
        assertThat((BigDecimal) row.get(1)).isNull();
    }

    @Test
    void ranges_of_ids_lose_and_double_nothing() {
        Dataset<Row> shared = org.reader()
                .option("api", "ranges")
                .option("numPartitions", "5")
                .load("Opportunity")
                .select("Id");
        assertThat(shared.rdd().getNumPartitions()).isEqualTo(5);
        assertThat(SparkOrg.lines(shared)).isEqualTo(SparkOrg.lines(here.select("Id")));
        assertThat(org.calls(ApiKind.BULK)).isZero();
    }

    @Test
    void many_records_come_by_bulk_and_are_the_same() {
        Dataset<Row> all = org.reader()
                .option("bulkFetchThreshold", "500")
                .load("Opportunity")
                .drop("Amount");
        assertThat(SparkOrg.lines(all)).isEqualTo(SparkOrg.lines(here.drop("Amount")));
        assertThat(org.calls(ApiKind.BULK)).isPositive();
        assertThat(org.calls(ApiKind.QUERY_MORE)).isZero();
    }

    /** A set of so many columns has some thousand rows, and there would be a job for each. */
    @Test
    void wide_rows_take_no_more_jobs_than_narrow_ones() throws IOException {
        assertThat(partsOf(200_000)).isEqualTo(1);
        assertThat(partsOf(600_000)).isEqualTo(3);
    }

    /** In how many parts opportunities are read that are so many. */
    private int partsOf(int records) throws IOException {
        try (ChangedAnswers many =
                new ChangedAnswers(org.org().instanceUrl(), "/limits/recordCount", answer -> answer.get("sObjects")
                        .forEach(count -> ((ObjectNode) count).put("count", records)))) {
            return org.reader()
                    .option("url", many.url())
                    .load("Opportunity")
                    .rdd()
                    .getNumPartitions();
        }
    }

    @Test
    void to_explain_starts_no_job_and_reads_no_record() {
        Dataset<Row> all = org.reader().option("api", "bulk").load("Opportunity");
        assertThat(SparkOrg.plan(all.filter("StageName = 'Closed Won'").select("Id")))
                .contains("SOQL: SELECT");
        assertThat(org.calls(ApiKind.BULK)).isZero();
        assertThat(org.calls(ApiKind.QUERY_MORE)).isZero();
    }

    @Test
    void spark_plans_by_how_many_records_there_are() {
        assertThat(rowCount(org.table("Opportunity").select("Id"))).isEqualTo(here.count());
        assertThat(rowCount(org.table("Opportunity").filter("IsWon")))
                .isEqualTo(here.filter("IsWon").count());
        assertThat(org.calls(ApiKind.QUERY)).isEqualTo(1);
    }

    private static long rowCount(Dataset<Row> rows) {
        return rows.queryExecution().optimizedPlan().stats().rowCount().get().toLong();
    }

    @Test
    void a_page_that_is_cut_short_costs_a_task_and_no_row() {
        org.org().controls().failNext(ApiKind.QUERY_MORE, new Fault.TruncatedGzip());
        Dataset<Row> all =
                org.reader().option("api", "rest").load("Opportunity").select("Id", "Name");
        assertThat(SparkOrg.lines(all)).isEqualTo(SparkOrg.lines(here.select("Id", "Name")));
        assertThat(org.calls(ApiKind.QUERY)).isEqualTo(2);
    }

    @Test
    void a_token_that_ends_during_a_job_is_replaced_by_the_driver() {
        Dataset<Row> all =
                org.reader().option("api", "rest").load("Opportunity").select("Id", "Name");
        assertThat(all.rdd().getNumPartitions()).isEqualTo(1);
        org.forget();
        org.org().controls().expireSessionsAfter(1);
        assertThat(SparkOrg.lines(all)).isEqualTo(SparkOrg.lines(here.select("Id", "Name")));
        assertThat(org.calls(ApiKind.TOKEN)).isEqualTo(1);
    }

    @Test
    void what_is_missing_or_misspelt_is_told() {
        assertThatThrownBy(() -> org.table("Acount")).hasMessageContaining("There is no object Acount");
        assertThatThrownBy(() -> org.reader().option("pasword", "x").load("Account"))
                .hasMessageContaining("There is no connection property pasword");
        assertThatThrownBy(() -> org.reader()
                        .option("numPartitions", "many")
                        .load("Account")
                        .count())
                .hasMessageContaining("numPartitions is many");
        assertThatThrownBy(() -> org.reader()
                        .option("rangesThreshold", "500")
                        .load("Account")
                        .count())
                .hasMessageContaining("The option rangesThreshold is not taken by Spark's source")
                .hasMessageContaining("numPartitions");
        assertThatThrownBy(() -> org.spark().read().format("salesforce").load("Account"))
                .hasMessageContaining("The option url is missing");
    }
}
