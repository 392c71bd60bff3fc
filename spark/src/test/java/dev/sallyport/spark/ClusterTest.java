package dev.sallyport.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
