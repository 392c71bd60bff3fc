package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.User;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import of a large org costs, and how little the next one. */
class TableImportTest {
    private static final int GENERATED = 75;
    private static final ImportScope ALL = new ImportScope.All();

    private static LocalOrg org;
    private static ReadyApp app;

    @TempDir
    Path folder;

    private Catalog catalog;
    private SalesforceClient client;

    @BeforeAll
    static void start() {
        org = LocalOrg.builder().records(100).customObjects(GENERATED).start();
        app = org.readyApp();
        org.snapshot();
    }

    @AfterAll
    static void stop() {
        org.close();
    }

    @BeforeEach
    void open() {
        org.reset();
        catalog = Catalog.open(CatalogSettings.inFolder(folder));
        catalog.providers()
                .create(OAuthProvider.salesforceClientCredentials(
                        "Sales",
                        org.instanceUrl(),
                        new ClientCredential(app.consumerKey(), Secret.of(app.consumerSecret()))));
        createServer("Sales", "60.0");
        client = catalog.connections().open("Sales");
        org.controls().resetCounts();
    }

    @AfterEach
    void close() {
        client.close();
        catalog.close();
    }

    @Test
    void an_import_takes_a_call_for_the_list_and_one_for_each_25_tables() {
        TableImport first = prepare();

        assertThat(first.described().size()).isGreaterThan(GENERATED);
        assertThat(client.usage().calls()).isEqualTo(1 + (first.described().size() + 24) / 25);
        assertThat(first.described().stream()
                        .filter(table -> table.name().startsWith("Generated_"))
                        .map(table -> table.fields().size()))
                .hasSize(GENERATED)
                .containsOnly(40);
    }

    @Test
    void tables_are_found_a_page_at_a_time_counted_and_described_some_at_a_time() {
        prepare().apply();

        ImportedTables.Found page = catalog.tables().search("Sales", "GENERATED_00", 2, 3);
        assertThat(page.tables())
                .extracting(ImportedTable::name)
                .containsExactly("Generated_0003__c", "Generated_0004__c", "Generated_0005__c");
        assertThat(page.total())
                .isEqualTo(catalog.tables().search("Sales", "generated_00").size());
        assertThat(catalog.tables().search("Sales", "generated%", 0, 3).total()).isZero();
        assertThat(catalog.tables().counts())
                .containsExactly(
                        Map.entry("Sales", catalog.tables().list("Sales").size()));
        assertThat(catalog.tables().describeSome("Sales", List.of("ACCOUNT", "Nothing", "contact"), 5))
                .extracting(SObjectDescribe::name)
                .containsExactly("Account", "Contact");
        assertThat(catalog.tables().describeSome("Sales", List.of(), 5)).isEmpty();
    }

    @Test
    void a_second_import_brings_nothing_where_nothing_has_changed() {
        TableImport first = prepare();
        first.apply();
        long bytesOfFirst = client.usage().bytesReceived();
        long callsOfFirst = client.usage().calls();

        TableImport second = prepare();
        second.apply();

        assertThat(second.drift().isEmpty()).isTrue();
        assertThat(second.described()).isEqualTo(first.described());
        assertThat(catalog.tables().describeAll("Sales")).isEqualTo(first.described());
        assertThat(client.usage().calls() - callsOfFirst).isEqualTo(callsOfFirst);
        assertThat(client.usage().bytesReceived() - bytesOfFirst).isLessThan(bytesOfFirst / 20);
    }

    @Test
    void what_has_changed_is_shown_and_brought_and_nothing_else() throws Exception {
        prepare().apply();
        Instant importedAt = catalog.tables().list("Sales").get(0).importedAt();
        addField("Generated_0007__c");
        long before = client.usage().bytesReceived();

        TableImport second = prepare();

        assertThat(second.drift().changed()).singleElement().satisfies(table -> {
            assertThat(table.table()).isEqualTo("Generated_0007__c");
            assertThat(table.addedFields()).containsExactly("Colour__c");
        });
        assertThat(client.usage().bytesReceived() - before).isLessThan(50_000);
        assertThat(catalog.tables().describe("Sales", "Generated_0007__c").field("Colour__c"))
                .as("nothing is stored before it is applied")
                .isEmpty();
        second.apply();
        assertThat(catalog.tables().describe("Sales", "Generated_0007__c").field("Colour__c"))
                .isPresent();
        assertThat(catalog.tables().list("Sales")).hasSize(second.described().size());
        assertThat(catalog.tables().list("Sales").get(0).importedAt()).isAfterOrEqualTo(importedAt);
        assertThat(prepare().drift().isEmpty()).isTrue();
    }

    @Test
    void an_unapplied_import_leaves_the_next_to_find_the_same() throws Exception {
        prepare().apply();
        addField("Generated_0007__c");

        Drift seen = prepare().drift();

        assertThat(seen.isEmpty()).isFalse();
        assertThat(prepare().drift()).isEqualTo(seen);
    }

    @Test
    void a_table_that_is_no_longer_seen_is_dropped() {
        Profile profile = readers();
        prepare().apply();
        org.setup()
                .profiles()
                .setObjectPermission(
                        profile,
                        "Generated_0075__c",
                        new Profile.ObjectPermission(false, false, false, false),
                        org.setup().users().get(app.username()).id());

        TableImport second = prepare();
        second.apply();

        assertThat(second.drift().removed()).containsExactly("Generated_0075__c");
        assertThat(catalog.tables().list("Sales")).hasSize(second.described().size());
    }

    @Test
    void a_user_who_is_given_another_profile_is_read_anew() {
        prepare().apply();
        User user = org.setup().users().get(app.username());
        Profile profile = org.setup().profiles().clone("Read Only", "Readers", user.id());
        org.setup().profiles().setPermissions(profile, Map.of(Profile.API_ENABLED, true), user.id());
        org.setup()
                .users()
                .setProfile(user, org.setup().profiles().find("Readers").orElseThrow(), user.id());

        assertThat(prepare().drift().changed()).isNotEmpty();
    }

    @Test
    void what_one_user_has_read_tells_another_nothing_though_the_token_is_replaced_on_the_way() {
        TableImport first = prepare();
        first.apply();
        SalesforceId administrator =
                org.setup().users().get(org.administrator().username()).id();
        ConnectedApp connected = org.setup().connectedApps().list().get(0);
        org.setup()
                .connectedApps()
                .setPolicies(connected, connected.policies().withClientCredentialsRunAs(administrator), administrator);
        org.controls().expireSessions();
        long before = client.usage().bytesReceived();

        TableImport other = prepare();

        assertThat(other.described()).hasSameSizeAs(first.described());
        assertThat(client.usage().bytesReceived() - before).isGreaterThan(100_000);
    }

    @Test
    void everything_is_read_again_where_that_is_asked_for() {
        prepare().apply();
        long first = client.usage().bytesReceived();
        catalog.tables().readInFull("Sales");

        assertThat(prepare().drift().isEmpty()).isTrue();
        assertThat(client.usage().bytesReceived() - first).isGreaterThan(first / 2);
    }

    @Test
    void another_version_of_the_api_is_read_in_full() {
        prepare().apply();
        catalog.servers().delete("Sales");
        createServer("Sales", "61.0");
        try (SalesforceClient newer = catalog.connections().open("Sales")) {
            TableImport again = catalog.tables().prepareImport("Sales", newer, ALL);
            assertThat(again.drift().added()).hasSameSizeAs(again.described());
        }
    }

    @Test
    void a_connection_over_imported_tables_opens_without_a_call_and_its_first_query_is_the_only_one()
            throws SQLException {
        prepare().apply();
        List<SObjectDescribe> tables = catalog.tables().describeAll("Sales");
        org.controls().resetCounts();
        long before = client.usage().calls();

        try (Connection connection = new SalesforceDatabase(client, tables, SoqlListener.NONE).connect()) {
            assertThat(apiRequests()).isZero();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM Generated_0074__c")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isZero();
            }
        }

        assertThat(client.usage().calls() - before).isEqualTo(1);
        assertThat(apiRequests()).isEqualTo(1);
    }

    private static long apiRequests() {
        return Stream.of(ApiKind.QUERY, ApiKind.QUERY_MORE, ApiKind.DESCRIBE, ApiKind.REST, ApiKind.SOAP, ApiKind.BULK)
                .mapToLong(kind -> org.controls().count(kind).requests())
                .sum();
    }

    private TableImport prepare() {
        return catalog.tables().prepareImport("Sales", client, ALL);
    }

    private void createServer(String name, String version) {
        catalog.servers()
                .create(new SalesforceServer(
                        name, "Sales", OAuthServerUrl.parse(org.instanceUrl() + "/services/Soap/c/" + version)));
    }

    private void addField(String object) throws IOException, InterruptedException {
        send("POST", "/services/data/v60.0/tooling/sobjects/CustomField", """
                {"FullName":"%s.Colour__c",
                 "Metadata":{"type":"Text","label":"Colour","length":20,"required":true}}""".formatted(object));
    }

    /** Gives the integration user a profile that reads what it is let. */
    private static Profile readers() {
        User user = org.setup().users().get(app.username());
        Profile profile = org.setup().profiles().clone("Read Only", "Readers", user.id());
        org.setup().profiles().setPermissions(profile, Map.of(Profile.API_ENABLED, true), user.id());
        org.setup().users().setProfile(user, profile, user.id());
        return profile;
    }

    private void send(String method, String path, String body) throws IOException, InterruptedException {
        String token =
                catalog.connections().tokens("Sales", null).token().value().reveal();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(org.instanceUrl() + path))
                                .method(method, BodyPublishers.ofString(body))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }
}
