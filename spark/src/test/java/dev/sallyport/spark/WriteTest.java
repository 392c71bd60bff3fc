package dev.sallyport.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.spark.task.StagedPart;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code df.write().format("salesforce")}: what is written, once, whatever happens to tasks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WriteTest {
    private static final StructType LEAD =
            new StructType().add("LastName", DataTypes.StringType).add("Company", DataTypes.StringType);

    private SparkOrg org;

    @BeforeAll
    void start() {
        org = new SparkOrg(200);
    }

    @AfterAll
    void stop() {
        org.close();
    }

    private DataFrameWriter<Row> writer(Dataset<Row> rows) {
        return rows.write().format("salesforce").options(org.options()).mode(SaveMode.Append);
    }

    private long leads(String company) {
        return org.table("Lead").filter("Company = '" + company + "'").count();
    }

    /** Leads of a company, numbered; Spark makes them in so many parts. */
    private Dataset<Row> made(String company, int rows, int partitions) {
        return org.spark()
                .range(0, rows, 1, partitions)
                .selectExpr("concat('No', id) AS LastName", "'" + company + "' AS Company");
    }

    @Test
    void rows_are_appended_with_their_types() {
        StructType schema = new StructType()
                .add("Name", DataTypes.StringType)
                .add("StageName", DataTypes.StringType)
                .add("Amount", DataTypes.createDecimalType(10, 2))
                .add("CloseDate", DataTypes.DateType);
        writer(org.spark()
                        .createDataFrame(
                                List.of(
                                        RowFactory.create(
                                                "Of Spark",
                                                "Prospecting",
                                                new BigDecimal("12.50"),
                                                Date.valueOf("2024-02-29")),
                                        RowFactory.create("Of Spark", "Prospecting", null, Date.valueOf("2024-03-01"))),
                                schema))
                .save("Opportunity");
        assertThat(SparkOrg.lines(org.table("Opportunity")
                        .filter("Name = 'Of Spark'")
                        .select("StageName", "Amount", "CloseDate")))
                .containsExactly("[Prospecting,12.50,2024-02-29]", "[Prospecting,null,2024-03-01]");
    }

    @Test
    void a_statement_inserts_through_the_catalog() {
        org.spark().sql("INSERT INTO sf.Lead BY NAME SELECT 'Statement' AS LastName, 'Catalog' AS Company");
        assertThat(leads("Catalog")).isEqualTo(1);
    }

    @Test
    void few_rows_cost_a_call_for_each_200_and_no_job() {
        org.forget();
        writer(made("Few", 500, 2)).save("Lead");
        assertThat(org.calls(ApiKind.BULK)).isZero();
        assertThat(leads("Few")).isEqualTo(500);
    }

    @Test
    void many_rows_go_by_bulk_and_are_all_there() {
        org.forget();
        writer(made("Many", 5_000, 2)).save("Lead");
        assertThat(org.calls(ApiKind.BULK)).isPositive();
        assertThat(leads("Many")).isEqualTo(5_000);
    }

    @Test
    void a_task_that_fails_after_its_rows_writes_none_of_them_twice() {
        MapPartitionsFunction<Row, Row> failingAtFirst = FailingAtItsEnd::new;
        writer(made("Once", 4_600, 2).mapPartitions(failingAtFirst, Encoders.row(LEAD)))
                .save("Lead");
        assertThat(leads("Once")).isEqualTo(4_600);
    }

    /** Rows behind which the first attempt of a task fails. */
    private static final class FailingAtItsEnd implements Iterator<Row> {
        private final Iterator<Row> rows;

        FailingAtItsEnd(Iterator<Row> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            boolean more = rows.hasNext();
            if (!more && TaskContext.get().attemptNumber() == 0) {
                throw new IllegalStateException("The first attempt fails at its end.");
            }
            return more;
        }

        @Override
        public Row next() {
            return rows.next();
        }
    }

    @Test
    void a_job_that_fails_has_written_nothing() {
        MapPartitionsFunction<Row, Row> failing = rows -> {
            if (TaskContext.getPartitionId() == 1) {
                throw new IllegalStateException("This part always fails.");
            }
            return rows;
        };
        assertThatThrownBy(() -> writer(made("Never", 5_000, 2).mapPartitions(failing, Encoders.row(LEAD)))
                        .save("Lead"))
                .hasStackTraceContaining("This part always fails.");
        assertThat(leads("Never")).isZero();
    }

    /** As Spark does with a task of which it has launched a second attempt that comes to its end too. */
    @Test
    void of_two_attempts_of_a_task_one_is_written() throws IOException {
        BatchWrite write = write(org.table("Lead").schema());
        DataWriterFactory factory = write.createBatchWriterFactory(() -> 1);
        WriterCommitMessage first = attempt(factory, 0, "Twice", 2_500);
        WriterCommitMessage second = attempt(factory, 1, "Twice", 2_500);
        assertThat(((StagedPart) first).jobs()).hasSize(1);
        assertThat(((StagedPart) second).jobs()).hasSize(1).doesNotContainAnyElementsOf(((StagedPart) first).jobs());
        assertThat(leads("Twice")).isZero();
        write.commit(new WriterCommitMessage[] {second});
        assertThat(leads("Twice")).isEqualTo(2_500);
    }

    @Test
    void staged_rows_of_an_aborted_write_are_forgotten() throws IOException {
        BatchWrite write = write(org.table("Lead").schema());
        WriterCommitMessage staged = attempt(write.createBatchWriterFactory(() -> 2), 0, "Aborted", 2_500);
        write.abort(new WriterCommitMessage[] {staged, null});
        assertThatThrownBy(() -> write.commit(new WriterCommitMessage[] {staged}))
                .isInstanceOf(RowsNotWrittenException.class);
        assertThat(leads("Aborted")).isZero();
    }

    private BatchWrite write(StructType schema) {
        Map<String, String> options = new HashMap<>(org.options());
        options.put("path", "Lead");
        return ((RecordTable) new SalesforceSource().getTable(schema, new Transform[0], options))
                .newWriteBuilder(new LogicalWriteInfo() {
                    @Override
                    public CaseInsensitiveStringMap options() {
                        return CaseInsensitiveStringMap.empty();
                    }

                    @Override
                    public String queryId() {
                        return "1";
                    }

                    @Override
                    public StructType schema() {
                        return LEAD;
                    }
                })
                .build()
                .toBatch();
    }

    private static WriterCommitMessage attempt(DataWriterFactory factory, int task, String company, int rows)
            throws IOException {
        try (DataWriter<InternalRow> writer = factory.createWriter(0, task)) {
            for (int row = 0; row < rows; row++) {
                writer.write(new GenericInternalRow(
                        new Object[] {UTF8String.fromString("No" + row), UTF8String.fromString(company)}));
            }
            return writer.commit();
        }
    }

    @Test
    void an_upsert_finds_its_records_however_often_it_is_run() {
        Dataset<Row> accounts = org.spark()
                .range(0, 2_400, 1, 1)
                .selectExpr("concat('spark-', id) AS External_Id__c", "'First' AS Name");
        writer(accounts).option("externalIdField", "External_Id__c").save("Account");
        writer(accounts.selectExpr("External_Id__c", "'Second' AS Name"))
                .option("externalIdField", "External_Id__c")
                .save("Account");
        Dataset<Row> written = org.table("Account").filter("External_Id__c LIKE 'spark-%'");
        assertThat(written.count()).isEqualTo(2_400);
        assertThat(written.filter("Name = 'Second'").count()).isEqualTo(2_400);
    }

    @Test
    void exactly_what_is_refused_is_told_and_the_rest_is_written() {
        Dataset<Row> rows = made("Partly", 300, 2)
                .selectExpr("IF(LastName IN ('No7', 'No250'), CAST(NULL AS STRING), LastName) AS LastName", "Company");
        Throwable failure = catchThrowable(() -> writer(rows).save("Lead"));
        RowsNotWrittenException told = told(failure);
        assertThat(told.written()).isEqualTo(298);
        assertThat(told.refused()).hasSize(2).allSatisfy(row -> assertThat(row.statusCode())
                .isEqualTo("REQUIRED_FIELD_MISSING"));
        assertThat(told).hasMessageContaining("Written: 298, refused: 2").hasMessageContaining("LastName");
        assertThat(leads("Partly")).isEqualTo(298);
    }

    @Test
    void exactly_what_a_bulk_job_refuses_is_told() {
        Dataset<Row> rows = org.spark()
                .range(0, 2_500, 1, 1)
                .selectExpr("concat('partly-', id) AS External_Id__c", "IF(id % 1000 = 7, NULL, 'Bulk') AS Name");
        Throwable failure = catchThrowable(
                () -> writer(rows).option("externalIdField", "External_Id__c").save("Account"));
        RowsNotWrittenException told = told(failure);
        assertThat(told.written()).isEqualTo(2_497);
        assertThat(told.refused().stream().map(row -> row.values().get(0)))
                .containsExactlyInAnyOrder("partly-7", "partly-1007", "partly-2007");
        assertThat(told).hasMessageContaining("External_Id__c partly-1007: REQUIRED_FIELD_MISSING");
    }

    @Test
    void refused_rows_are_kept_where_they_are_wanted_and_the_write_goes_on(@TempDir Path folder) {
        String path = folder.resolve("bad").toString();
        Dataset<Row> rows = made("Kept", 300, 2)
                .selectExpr("IF(LastName IN ('No7', 'No250'), CAST(NULL AS STRING), LastName) AS LastName", "Company");

        writer(rows).option("badRecordsPath", path).save("Lead");
        writer(rows.filter("LastName IS NULL").limit(1))
                .option("badRecordsPath", path)
                .save("Lead");

        assertThat(leads("Kept")).isEqualTo(298);
        List<Row> kept = org.spark().read().json(path).collectAsList();
        assertThat(kept).hasSize(3).allSatisfy(row -> {
            assertThat(row.<String>getAs("Company")).isEqualTo("Kept");
            assertThat(row.<String>getAs("sf__Error"))
                    .startsWith("REQUIRED_FIELD_MISSING: ")
                    .contains("LastName");
        });
    }

    @Test
    void refused_rows_that_cannot_be_kept_are_told(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        Dataset<Row> row = made("Lost", 1, 1).selectExpr("CAST(NULL AS STRING) AS LastName", "Company");

        RowsNotWrittenException told = told(catchThrowable(
                () -> writer(row).option("badRecordsPath", file.toString()).save("Lead")));

        assertThat(told).hasMessageContaining("could not be kept in " + file);
        assertThat(told.refused()).hasSize(1);
    }

    @Test
    void rows_that_a_job_has_not_come_to_are_told_and_kept_and_can_be_written_again(@TempDir Path folder) {
        String path = folder.resolve("bad").toString();
        // A day later no batch of today counts.
        org.org().controls().advanceClock(Duration.ofDays(2));
        assertThat(leads("Halfway")).isZero();
        org.org().controls().setDailyBulkBatches(1);

        RowsNotWrittenException told;
        try {
            told = told(catchThrowable(() -> writer(made("Halfway", 15_000, 1))
                    .option("badRecordsPath", path)
                    .save("Lead")));
        } finally {
            org.org().controls().setDailyBulkBatches(15_000);
        }

        assertThat(told).hasMessageContaining("Written: 10000, refused: 0, not processed: 5000, unknown: 0. The rows");
        assertThat(told.notProcessed()).hasSize(5_000);
        assertThat(leads("Halfway")).isEqualTo(10_000);
        Dataset<Row> kept = org.spark().read().json(path);
        assertThat(kept.filter("sf__Error LIKE 'NOT_PROCESSED: %'").count()).isEqualTo(5_000);
        writer(kept.drop("sf__Error")).save("Lead");
        assertThat(leads("Halfway")).isEqualTo(15_000);
        assertThat(org.table("Lead")
                        .filter("Company = 'Halfway'")
                        .select("LastName")
                        .distinct()
                        .count())
                .isEqualTo(15_000);
    }

    @Test
    void rows_whose_job_nobody_can_tell_of_are_counted_as_unknown() throws IOException {
        BatchWrite write = write(org.table("Lead").schema());
        WriterCommitMessage staged = attempt(write.createBatchWriterFactory(() -> 2), 0, "Unknown", 2_500);
        write.abort(new WriterCommitMessage[] {staged});

        assertThat(told(catchThrowable(() -> write.commit(new WriterCommitMessage[] {staged}))))
                .hasMessageContaining("Written: 0, refused: 0, not processed: 0, unknown: 2500.");
    }

    private static RowsNotWrittenException told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RowsNotWrittenException told) {
                return told;
            }
        }
        throw new AssertionError("Another failure.", failure);
    }

    @Test
    void columns_that_no_field_takes_are_refused_before_anything_is_sent() {
        Dataset<Row> one = made("Refused", 1, 1);
        assertThatThrownBy(() ->
                        writer(one.withColumnRenamed("LastName", "Surname")).save("Lead"))
                .hasMessageContaining("has no field Surname");
        assertThatThrownBy(() ->
                        writer(one.selectExpr("*", "true AS NumberOfEmployees")).save("Lead"))
                .hasMessageContaining("Cast the column");
        assertThatThrownBy(() ->
                        writer(one.selectExpr("*", "now() AS CreatedDate")).save("Lead"))
                .hasMessageContaining("cannot be written");
        assertThatThrownBy(
                        () -> writer(one).option("externalIdField", "Company").save("Lead"))
                .hasMessageContaining("marked as External ID");
        assertThatThrownBy(() -> writer(one).option("allOrNone", "true").save("Lead"))
                .hasMessageContaining("allOrNone");
        assertThatThrownBy(() -> writer(one).mode(SaveMode.Overwrite).save("Lead"))
                .hasMessageContaining("truncate");
        assertThat(leads("Refused")).isZero();
    }
}
