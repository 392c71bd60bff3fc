package dev.sallyport.examples.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Sums up what each account has bought, and writes the sums to the accounts. */
public final class AccountRevenue {
    private final SparkSession spark;
    private final Map<String, String> org;

    /**
     * Works in a session.
     *
     * @param org where the org is and how to get in, as docs/spark.md has it
     */
    public AccountRevenue(SparkSession spark, Map<String, String> org) {
        this.spark = spark;
        this.org = Map.copyOf(org);
    }

    /**
     * Does both, as {@code spark-submit} starts it.
     *
     * @param arguments the JDBC URL, the consumer key, where the secret is ({@code env:NAME} or {@code file:PATH}), and the
     *     folder for what Salesforce refuses
     */
    public static void main(String[] arguments) {
        SparkSession spark = SparkSession.builder().appName("Account revenue").getOrCreate();
        AccountRevenue revenue = new AccountRevenue(
                spark, Map.of("url", arguments[0], "user", arguments[1], "passwordRef", arguments[2]));
        revenue.write(revenue.won(), arguments[3]);
        spark.stop();
    }

    /** The amounts that were won, by account: SOQL's condition, and Spark's sum. */
    public Dataset<Row> won() {
        return spark.read()
                .format("salesforce")
                .options(org)
                .load("Opportunity")
                .filter("IsWon AND AccountId IS NOT NULL AND Amount IS NOT NULL")
                .groupBy(col("AccountId").as("Id"))
                .agg(sum("Amount").cast("decimal(18,0)").as("AnnualRevenue"));
    }

    /**
     * Writes sums to their accounts, which keep all else that they have.
     *
     * @param refused the folder for the rows that Salesforce refuses, each with its reason
     */
    public void write(Dataset<Row> sums, String refused) {
        sums.write()
                .format("salesforce")
                .options(org)
                .option("externalIdField", "Id")
                .option("badRecordsPath", refused)
                .mode(SaveMode.Append)
                .save("Account");
    }
}
