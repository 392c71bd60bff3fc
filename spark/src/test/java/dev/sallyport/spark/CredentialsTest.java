package dev.sallyport.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.salesforce.OAuthServerUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What executors get, and what is shown of credentials. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialsTest {
    /** An access token of Salesforce's: the org's id, and what nobody can guess. */
    private static final Pattern TOKEN = Pattern.compile("00D[A-Za-z0-9]{12}![A-Za-z0-9._]{20,}");

    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sallyport.spark");

    private SparkOrg org;

    @BeforeAll
    void start() {
        org = new SparkOrg(500);
    }

    @AfterAll
    void stop() {
        org.close();
    }

    private RecordTable table() {
        Map<String, String> options = new HashMap<>(org.options());
        options.put("path", "Contact");
        SalesforceSource source = new SalesforceSource();
        StructType schema = source.inferSchema(new CaseInsensitiveStringMap(options));
        return (RecordTable) source.getTable(schema, new Transform[0], options);
    }

    private static Batch batch(SupportsRead table) {
        return table.newScanBuilder(CaseInsensitiveStringMap.empty()).build().toBatch();
    }

    private static BatchWrite write(SupportsWrite table) {
        return table.newWriteBuilder(new LogicalWriteInfo() {
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
                        return new StructType().add("LastName", DataTypes.StringType);
                    }
                })
                .build()
                .toBatch();
    }

    private static String serialised(Object what) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(what);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private void assertHoldsNoCredential(String travelling) {
        assertThat(travelling)
                .doesNotContain(org.app().consumerSecret())
                .doesNotContain(org.app().consumerKey());
    }

    @Test
    void what_travels_to_executors_has_a_token_and_no_credential() throws IOException {
        Batch batch = batch(table());
        assertHoldsNoCredential(serialised(batch.createReaderFactory()));
        InputPartition[] parts = batch.planInputPartitions();
        assertThat(parts).isNotEmpty();
        for (InputPartition part : parts) {
            String travelling = serialised(part);
            assertThat(travelling).containsPattern(TOKEN);
            assertHoldsNoCredential(travelling);
        }
        String writer = serialised(write(table()).createBatchWriterFactory(() -> 2));
        assertThat(writer).containsPattern(TOKEN);
        assertHoldsNoCredential(writer);
    }

    @Test
    void what_has_credentials_cannot_be_serialised_at_all() {
        noClasses()
                .that()
                .resideInAPackage("dev.sallyport.spark")
                .and()
                .doNotHaveSimpleName("LaunchedPart")
                .and()
                .areNotAssignableTo(Throwable.class)
                .and()
                .doNotHaveFullyQualifiedName(RowsNotWrittenException.Row.class.getName())
                .should()
                .beAssignableTo(Serializable.class)
                .because("Spark takes along whatever it can reach and serialise")
                .check(SHIPPED);
    }

    @Test
    void nothing_prints_a_credential_or_a_token() throws IOException {
        RecordTable table = table();
        Batch batch = batch(table);
        BatchWrite write = write(table);
        List<Object> all = List.of(
                table,
                batch,
                batch.createReaderFactory(),
                batch.planInputPartitions()[0],
                write,
                write.createBatchWriterFactory(() -> 2));
        assertThat(all).allSatisfy(printed -> {
            assertHoldsNoCredential(printed.toString());
            assertThat(printed.toString()).doesNotContainPattern(TOKEN);
        });
    }

    @Test
    void plans_and_events_of_reads_and_writes_show_no_credential() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        SparkListener listener = new SparkListener() {
            @Override
            public void onOtherEvent(SparkListenerEvent event) {
                events.add(event.toString());
            }
        };
        org.spark().sparkContext().addSparkListener(listener);
        Dataset<Row> rows = org.table("Contact").filter("LastName LIKE 'A%'");
        rows.collectAsList();
        org.spark()
                .createDataFrame(
                        List.of(RowFactory.create("Spark")), new StructType().add("LastName", DataTypes.StringType))
                .write()
                .format("salesforce")
                .options(org.options())
                .mode("append")
                .save("Contact");
        org.spark().sparkContext().listenerBus().waitUntilEmpty();
        org.spark().sparkContext().removeSparkListener(listener);
        assertThat(String.join("\n", events)).contains("SOQL: SELECT").contains("AppendData");
        assertThat(events).allSatisfy(event -> {
            assertThat(event).doesNotContain(org.app().consumerSecret());
            assertThat(event).doesNotContainPattern(TOKEN);
        });
        assertThat(SparkOrg.plan(rows)).doesNotContain(org.app().consumerSecret());
    }

    @Test
    void options_that_spark_would_show_are_refused() {
        assertThatThrownBy(() -> org.reader().option("signingKey", "-----BEGIN").load("Account"))
                .hasMessageContaining("signingKeyFile")
                .hasMessageNotContaining("BEGIN");
        assertThatThrownBy(() ->
                        org.reader().option("requestHeaders", "x-api-key: 1").load("Account"))
                .hasMessageContaining("requestHeaders");
    }

    @Test
    void a_secret_is_no_option_of_a_catalog_for_spark_sends_those_to_executors() {
        org.spark().conf().set("spark.sql.catalog.leaking", SalesforceCatalog.class.getName());
        org.spark().conf().set("spark.sql.catalog.leaking.url", org.url());
        org.spark().conf().set("spark.sql.catalog.leaking.password", "hidden");
        assertThatThrownBy(() -> org.spark().sql("SELECT * FROM leaking.Account"))
                .hasStackTraceContaining("passwordRef");
    }

    @Test
    void a_data_server_of_a_data_folder_is_named_in_place_of_credentials(@TempDir Path folder) {
        try (Catalog catalog = Catalog.open(CatalogSettings.inFolder(folder))) {
            catalog.providers()
                    .create(OAuthProvider.salesforceClientCredentials(
                            "SalesforceCC",
                            org.org().instanceUrl(),
                            new ClientCredential(
                                    org.app().consumerKey(), Secret.of(org.app().consumerSecret()))));
            OAuthServerUrl url = OAuthServerUrl.parse(org.org().instanceUrl() + "/services/Soap/c/60.0");
            catalog.servers().create(new SalesforceServer("Sales", "SalesforceCC", url));
        }
        Dataset<Row> contacts = org.spark()
                .read()
                .format("salesforce")
                .option("url", "jdbc:sallyport:salesforce:@Sales")
                .option("dataFolder", folder.toString())
                .load("Contact");
        assertThat(contacts.select("Id").collectAsList())
                .hasSize(Math.toIntExact(org.table("Contact").count()));
        org.org().controls().expireSessions();
        assertThat(contacts.select("LastName").collectAsList()).isNotEmpty();
    }
}
