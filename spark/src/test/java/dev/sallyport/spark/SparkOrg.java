package dev.sallyport.spark;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.http.ApiKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ExplainMode;

/** A local org and a local Spark, whose tasks are tried four times. */
final class SparkOrg implements AutoCloseable {
    private static final int MOST_FAILURES = 100;

    private final LocalOrg org;
    private final ReadyApp app;
    private final SparkSession spark;

    SparkOrg(int records) {
        this(records, "local[2,4]");
    }

    SparkOrg(int records, String master) {
        org = LocalOrg.builder().records(records).start();
        app = org.readyApp();
        SparkSession.Builder builder = SparkSession.builder()
                .master(master)
                .appName("Sallyport")
                .config("spark.ui.enabled", false)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                // A cluster's alone: however many executors are lost, the application goes on.
                .config("spark.deploy.maxExecutorRetries", -1)
                .config("spark.task.maxFailures", MOST_FAILURES)
                .config("spark.sql.catalog.sf", SalesforceCatalog.class.getName());
        catalogOptions().forEach((name, value) -> builder.config("spark.sql.catalog.sf." + name, value));
        spark = builder.getOrCreate();
    }

    LocalOrg org() {
        return org;
    }

    ReadyApp app() {
        return app;
    }

    SparkSession spark() {
        return spark;
    }

    String url() {
        return "jdbc:sallyport:salesforce://" + org.instanceUrl().getAuthority() + "?ssl=false";
    }

    Map<String, String> options() {
        return Map.of("url", url(), "user", app.consumerKey(), "password", app.consumerSecret());
    }

    /** The same with the secret's place: Spark's configuration goes to all executors. */
    private Map<String, String> catalogOptions() {
        try {
            Path secret = Files.createTempFile(Path.of("target"), "consumer", ".secret");
            secret.toFile().deleteOnExit();
            Files.writeString(secret, app.consumerSecret());
            return Map.of("url", url(), "user", app.consumerKey(), "passwordRef", "file:" + secret.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DataFrameReader reader() {
        return spark.read().format("salesforce").options(options());
    }

    Dataset<Row> table(String name) {
        return reader().load(name);
    }

    /** The plan as explain() prints it. */
    static String plan(Dataset<Row> rows) {
        return rows.queryExecution().explainString(ExplainMode.fromString("extended"));
    }

    /** Rows in an order of their own, a row a line. */
    static List<String> lines(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).sorted().toList();
    }

    /** What Sallyport's SQL answers, a value of each row. */
    List<String> sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), app.consumerKey(), app.consumerSecret());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        }
    }

    /** Has Sallyport's SQL write. */
    int write(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), app.consumerKey(), app.consumerSecret());
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    long calls(ApiKind kind) {
        return org.controls().count(kind).requests();
    }

    /** Begins to count calls anew. */
    void forget() {
        org.controls().resetCounts();
    }

    @Override
    public void close() {
        spark.stop();
        org.close();
    }
}
