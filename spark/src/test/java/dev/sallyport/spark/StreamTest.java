package dev.sallyport.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.org.http.ApiKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code spark.readStream().format("salesforce")}: each record, and then each that changes. */
class StreamTest {
    private static final Duration LATER = Duration.ofMinutes(3);

    @TempDir
    Path checkpoint;

    private SparkOrg org;
    private final List<String> seen = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private boolean failing;

    @BeforeEach
    void start() {
        org = new SparkOrg(1_000);
        org.org().controls().advanceClock(LATER);
    }

    @AfterEach
    void stop() {
        org.close();
    }

    private DataStreamReader reader() {
        return org.spark().readStream().format("salesforce").options(org.options());
    }

    /** Runs a stream over what there is now; what its batches have of each record is then seen. */
    private void run(DataStreamReader reader) throws Exception {
        run(reader, "Account", "concat_ws(' ', Id, Name)");
    }

    private void run(DataStreamReader reader, String table, String shown) throws Exception {
        seen.clear();
        batches.clear();
        StreamingQuery query = reader.load(table)
                .selectExpr(shown)
                .writeStream()
                .option("checkpointLocation", checkpoint.toString())
                .trigger(Trigger.AvailableNow())
                .foreachBatch((rows, number) -> {
                    List<String> lines = rows.collectAsList().stream()
                            .map(row -> row.getString(0))
                            .toList();
                    if (failing) {
                        throw new IllegalStateException("The sink fails.");
                    }
                    seen.addAll(lines);
                    batches.add(lines.size());
                })
                .start();
        query.awaitTermination();
    }

    private List<String> accounts(String where) throws SQLException {
        return org.sql("SELECT Id || ' ' || Name FROM Account WHERE " + where);
    }

    @Test
    void first_come_all_records_and_then_those_that_change_once_each() throws Exception {
        run(reader());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(accounts("Id IS NOT NULL"));

        List<String> ids = org.sql("SELECT Id FROM Account ORDER BY Id LIMIT 2");
        org.write("UPDATE Account SET Name = 'Changed once' WHERE Id = '" + ids.get(0) + "'");
        org.write("UPDATE Account SET Name = 'Changed twice' WHERE Id = '" + ids.get(0) + "'");
        org.write("INSERT INTO Account (Name) VALUES ('New')");
        org.org().controls().advanceClock(LATER);
        run(reader());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(accounts("Name IN ('Changed twice', 'New')"));
        assertThat(seen).hasSize(2);
    }

    @Test
    void where_nothing_has_changed_there_is_no_batch_and_three_calls() throws Exception {
        run(reader());
        org.org().controls().advanceClock(LATER);
        org.forget();

        run(reader());

        assertThat(batches).isEmpty();
        assertThat(org.calls(ApiKind.QUERY)).as("the count").isEqualTo(1);
        assertThat(org.calls(ApiKind.SOAP)).as("the time").isEqualTo(1);
        assertThat(org.calls(ApiKind.QUERY_MORE) + org.calls(ApiKind.BULK)).isZero();
    }

    @Test
    void what_is_too_young_for_salesforce_to_be_sure_of_comes_with_the_next_run() throws Exception {
        run(reader());
        org.write("INSERT INTO Account (Name) VALUES ('Young')");

        run(reader());
        assertThat(seen).isEmpty();

        org.org().controls().advanceClock(LATER);
        run(reader());
        assertThat(seen).containsExactlyElementsOf(accounts("Name = 'Young'"));
    }

    @Test
    void a_batch_that_its_sink_has_lost_comes_again() throws Exception {
        failing = true;
        assertThatThrownBy(() -> run(reader())).hasMessageContaining("The sink fails.");
        assertThat(seen).isEmpty();
        failing = false;

        run(reader());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(accounts("Id IS NOT NULL"));
        assertThat(batches).hasSize(1);
    }

    @Test
    void deleted_records_come_where_they_are_wanted() throws Exception {
        DataStreamReader all = reader().option("includeDeleted", "true");
        run(all, "Account", "concat_ws(' ', Id, string(IsDeleted))");
        String id = org.sql("SELECT Id FROM Account ORDER BY Id LIMIT 1").get(0);
        org.write("DELETE FROM Account WHERE Id = '" + id + "'");
        org.org().controls().advanceClock(LATER);

        run(all, "Account", "concat_ws(' ', Id, string(IsDeleted))");

        assertThat(seen).containsExactly(id + " true");
        assertThat(org.reader()
                        .option("includeDeleted", "true")
                        .load("Account")
                        .filter("IsDeleted")
                        .collectAsList())
                .hasSize(1);
        assertThat(org.table("Account").filter("IsDeleted").collectAsList()).isEmpty();
    }

    @Test
    void a_stream_may_begin_at_a_moment() throws Exception {
        String moment = org.spark()
                .sql("SELECT date_format(max(SystemModstamp) + INTERVAL 1 SECOND, \"yyyy-MM-dd'T'HH:mm:ss'Z'\")"
                        + " FROM sf.Account")
                .first()
                .getString(0);
        org.write("INSERT INTO Account (Name) VALUES ('Late')");
        org.org().controls().advanceClock(LATER);

        run(reader().option("startingTimestamp", moment));

        assertThat(seen).containsExactlyElementsOf(accounts("Name = 'Late'"));
    }

    @Test
    void only_the_columns_that_are_named_are_read() throws Exception {
        DataStreamReader named = reader().option("columns", "Id, name");
        assertThat(named.load("Account").schema().fieldNames()).containsExactly("Id", "Name");
        run(named);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(accounts("Id IS NOT NULL"));
        assertThatThrownBy(() -> reader().option("columns", "Id, Nmae").load("Account"))
                .hasMessageContaining("The option columns has Nmae");
    }

    @Test
    void a_stream_that_goes_on_asks_once_for_what_may_be_seen() throws Exception {
        StreamingQuery query = org.spark()
                .readStream()
                .option("pollSeconds", "3600")
                .table("sf.Account")
                .writeStream()
                .format("noop")
                .option("checkpointLocation", checkpoint.toString())
                .start();
        try {
            query.processAllAvailable();
            long calls = org.org().controls().apiCalls();
            query.processAllAvailable();
            query.processAllAvailable();
            assertThat(org.org().controls().apiCalls()).isEqualTo(calls);
            assertThat(query.lastProgress().sources()[0].description()).isEqualTo("salesforce Account");
        } finally {
            query.stop();
        }
    }

    @Test
    void a_checkpoint_has_no_secret_and_is_of_one_source_alone() throws Exception {
        run(reader());
        try (Stream<Path> files = Files.walk(checkpoint)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain(org.app().consumerSecret());
            }
        }
        spoilOffset();
        assertThatThrownBy(() -> run(reader()))
                .hasMessageContaining("Begin the query with another checkpointLocation.");
    }

    private void spoilOffset() throws IOException {
        Path offset = checkpoint.resolve("offsets/0");
        Files.writeString(offset, Files.readString(offset).replaceAll("\\{\"before.*", "{\"partition\":7}"));
        Files.delete(checkpoint.resolve("offsets/.0.crc"));
    }

    @Test
    void options_that_are_mistyped_are_told() {
        Map.of("includeDeleted", "maybe", "startingTimestamp", "yesterday", "pollSeconds", "1m")
                .forEach((name, value) -> assertThatThrownBy(() -> run(reader().option(name, value), "Account", "Id"))
                        .hasMessageContaining("The option " + name + " is " + value + "."));
    }
}
