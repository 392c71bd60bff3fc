package dev.sallyport.transfer;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.salesforce.PollDelay;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SObjects;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;

/** What a {@link Child} works with, in its own process: the org of the test, and lines that tell it more. */
final class ChildsWork implements TransferListener, AutoCloseable {
    private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final URI instance;
    private final SalesforceClient client;

    /**
     * Reads where the org is.
     *
     * @param pollDelay what passes the time between two looks at a bulk job
     */
    ChildsWork(PollDelay pollDelay) throws IOException {
        instance = URI.create(line());
        OAuthProvider provider = FilledOrg.provider(instance, line(), line());
        HttpClient http = HttpClient.newHttpClient();
        client = new SalesforceClient(
                FilledOrg.url(instance),
                provider.access(new OAuthTokenSource(provider, http, Clock.systemUTC())),
                http,
                pollDelay);
    }

    URI instance() {
        return instance;
    }

    SalesforceClient client() {
        return client;
    }

    /** The next line that the test has written. */
    String line() throws IOException {
        return input.readLine();
    }

    /** The accounts' table; then all is ready. */
    SObjects tables() {
        SObjects tables = SObjects.imported(client.describeMany(List.of("Account")));
        System.out.println("ready");
        return tables;
    }

    @Override
    public void remark(String text) {
        System.out.println(text);
    }

    @Override
    public void progress(long rows, OptionalLong total) {
        System.out.println(rows);
    }

    @Override
    public void close() {
        client.close();
    }
}
