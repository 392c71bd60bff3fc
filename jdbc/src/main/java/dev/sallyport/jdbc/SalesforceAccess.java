package dev.sallyport.jdbc;

import dev.sallyport.auth.ResourceAccess;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.read.ReadOptions;
import dev.sallyport.sql.write.WriteOptions;
import java.net.http.HttpClient;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * An org as a URL and properties of this driver name it, for who calls Salesforce's APIs by other ways than SQL. It shares
 * its access tokens with the connections of the same settings.
 *
 * @param server the org and the version
 * @param access where tokens come from, and how they travel
 * @param http the transport that the settings ask for
 * @param ignoreTlsErrors whether that transport believes any certificate
 * @param importedTables those that a profile's data server has; empty for whatever the org has
 * @param applicationName the program that sends the requests, as Salesforce's logs are to name it; null for none
 * @param reads how records are to be read
 * @param writes how records are to be written
 */
public record SalesforceAccess(
        OAuthServerUrl server,
        ResourceAccess access,
        HttpClient http,
        boolean ignoreTlsErrors,
        List<SObjectDescribe> importedTables,
        @Nullable String applicationName,
        ReadOptions reads,
        WriteOptions writes) {
    public SalesforceAccess {
        importedTables = List.copyOf(importedTables);
    }

    /**
     * Reads the settings, and of a profile what it names; Salesforce is not called but for a profile's token.
     *
     * @param url such as {@code jdbc:sallyport:salesforce://acme.my.salesforce.com} or {@code …:@Sales}
     * @param properties those of docs/jdbc.md
     * @throws SQLException if the settings are wrong; the message says what to do
     * @throws dev.sallyport.auth.SallyportException if there is no such data server, or it has no token
     */
    public static SalesforceAccess of(String url, Properties properties) throws SQLException {
        if (!url.startsWith(JdbcUrl.PREFIX)) {
            throw JdbcUrl.invalid("This is no URL of Sallyport's driver: write it as in " + JdbcUrl.EXAMPLE + ".");
        }
        return DriverManager.drivers()
                .filter(SallyportDriver.class::isInstance)
                .map(SallyportDriver.class::cast)
                .findFirst()
                .orElseGet(SallyportDriver::new)
                .access(url, properties);
    }

    /** A client of its own, that has not called anything yet. */
    public SalesforceClient client() {
        SalesforceClient client = new SalesforceClient(server, access, http);
        client.setClientName(applicationName);
        return client;
    }
}
