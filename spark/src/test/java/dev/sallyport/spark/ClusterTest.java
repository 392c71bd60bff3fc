package dev.sallyport.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Executors in processes of their own, as on a cluster: what they run by is what travels, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterTest {
    /** How many executors are killed while they read, and as many while they write. */
    private static final int KILLS = Integer.getInteger("killed.executors", 1);

    /** That many at least; of a write those before its commit, which is the driver's. */
    private static final int CALLS_OF_A_READ = 4;

    private static final int CALLS_OF_A_WRITE = 9;
    private static final int ROWS = 400;

    /** As the POM tells Spark by SPARK_HOME. */
    private static final Path HOME = Path.of("target", "spark-home");

    private SparkOrg org;

    @BeforeAll
    void start() throws IOException {
        Files.createDirectories(HOME.resolve("jars"));
        org = new SparkOrg(1_000, "local-cluster[2,1,1024]");
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @Test
    void tables_are_read_and_written_by_executors_that_never_see_the_secret() {
        Dataset<Row> contacts = org.reader()
                .option("api", "ranges")
                .option("numPartitions", "4")
                .load("Contact")
                .select("Id");
        MapPartitionsFunction<Row, String> executor =
                rows -> List.of(SparkEnv.get().executorId()).iterator();
        assertThat(contacts.mapPartitions(executor, Encoders.STRING()).collectAsList())
                .hasSize(4)
                .doesNotContain("driver");
        assertThat(contacts.distinct().count()).isEqualTo(org.table("Contact").count());

        org.spark()
                .range(0, 4_200, 1, 2)
                .selectExpr("concat('No', id) AS LastName", "'Cluster' AS Company")
                .write()
                .format("salesforce")
                .options(org.options())
                .mode(SaveMode.Append)
                .save("Lead");
        assertThat(org.spark()
                        .sql("SELECT * FROM sf.Lead WHERE Company = 'Cluster'")
                        .count())
                .isEqualTo(4_200);

        assertThat(written()).isNotEmpty().allSatisfy(text -> assertThat(text)
                .doesNotContain(org.app().consumerSecret()));
    }

    @Test
    void of_a_table_whose_readers_are_killed_no_row_is_lost_and_none_comes_twice() throws Exception {
        List<String> expected = org.sql("SELECT Id FROM Contact ORDER BY Id");
        ExecutorKills kills = new ExecutorKills(org.org().controls(), 17);
        while (kills.inTime() < KILLS) {
            List<Row> rows = kills.during(
                    () -> org.reader()
                            .option("api", "ranges")
                            .option("numPartitions", "8")
                            .load("Contact")
                            .select("Id")
                            .collectAsList(),
                    CALLS_OF_A_READ);

            assertThat(rows.stream().map(row -> row.getString(0)).sorted())
                    .as("kill " + kills.inTime())
                    .isEqualTo(expected);
        }
    }

    @Test
    void rows_whose_writers_are_killed_are_written_once() throws Exception {
        List<String> names =
                IntStream.range(0, ROWS).mapToObj(row -> "No" + row).sorted().toList();
        ExecutorKills kills = new ExecutorKills(org.org().controls(), 19);
        for (int write = 0; kills.inTime() < KILLS; write++) {
            Dataset<Row> rows = org.spark()
                    .range(0, ROWS, 1, 4)
                    .selectExpr("concat('No', id) AS LastName", "'Killed " + write + "' AS Company");
            boolean written = kills.during(
                    () -> {
                        rows.write()
                                .format("salesforce")
                                .options(org.options())
                                .mode(SaveMode.Append)
                                .save("Lead");
                        return true;
                    },
                    CALLS_OF_A_WRITE);

            assertThat(written).isTrue();
            assertThat(org.sql("SELECT LastName FROM Lead WHERE Company = 'Killed " + write + "' ORDER BY LastName"))
                    .as("kill " + kills.inTime())
                    .isEqualTo(names);
        }
    }

    /** What the executors have written: their logs, and how they were started. */
    private static List<String> written() {
        try (Stream<Path> files = Files.walk(HOME.resolve("work"))) {
            return files.filter(Files::isRegularFile).map(ClusterTest::text).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
