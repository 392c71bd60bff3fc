package dev.sallyport.bench.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Reads a table by Spark, for whoever has started this process. */
public final class SparkReads {
    private static final double NANOS = 1e9;

    private SparkReads() {}

    /**
     * The input has the org's host and port, the consumer key and the consumer secret, a line each, and then a line for each read:
     * the way ({@code api}), the number of partitions, and the fields with commas between them. The output has a line for each
     * read, with its rows and seconds.
     *
     * @param arguments the table, and the most tasks that run at once
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        SparkSession spark = SparkSession.builder()
                .master("local[" + arguments[1] + "]")
                .appName("Sallyport benchmark")
                .config("spark.ui.enabled", false)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Map<String, String> org = Map.of(
                    "url", "jdbc:sallyport:salesforce://" + input.readLine() + "?ssl=false",
                    "user", input.readLine(),
                    "password", input.readLine());
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                String[] read = line.split(" ", 3);
                Dataset<Row> rows = spark.read()
                        .format("salesforce")
                        .options(org)
                        .option("api", read[0])
                        .option("numPartitions", read[1])
                        .load(arguments[0])
                        .selectExpr(read[2].split(",", -1));
                System.out.println(read(rows));
            }
        } finally {
            spark.stop();
        }
    }

    /** Every value of every row is taken and none kept. */
    private static String read(Dataset<Row> rows) throws InterruptedException {
        Observation observation = new Observation();
        long start = System.nanoTime();
        rows.observe(observation, functions.count(functions.lit(1)).as("rows"))
                .write()
                .format("noop")
                .mode("overwrite")
                .save();
        double seconds = (System.nanoTime() - start) / NANOS;
        return observation.getAsJava().get("rows") + " " + seconds;
    }
}
