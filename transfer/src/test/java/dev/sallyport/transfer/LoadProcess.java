package dev.sallyport.transfer;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SObjects;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A load in a process of its own, for tests to kill. What it works with comes by standard input, a line each. */
final class LoadProcess {
    private LoadProcess() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        URI instance = URI.create(input.readLine());
        OAuthProvider provider = FilledOrg.provider(instance, input.readLine(), input.readLine());
        Path file = Path.of(input.readLine());
        Path folder = Path.of(input.readLine());
        HttpClient http = HttpClient.newHttpClient();
        try (SalesforceClient client = new SalesforceClient(
                FilledOrg.url(instance),
                provider.access(new OAuthTokenSource(provider, http, Clock.systemUTC())),
                http,
                LoadProcess::shortWait)) {
            SObjects tables = SObjects.imported(client.describeMany(List.of("Account")));
            System.out.println("ready");
            new Loader(client, tables, new Told()).run(KilledLoadTest.load(instance, file), folder);
        }
    }

    /** So short that a job is looked at while it runs. */
    private static CompletableFuture<?> shortWait(Duration planned) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(planned.toMillis() / 100, TimeUnit.MILLISECONDS));
    }

    private static final class Told implements TransferListener {
        @Override
        public void remark(String text) {
            System.out.println(text);
        }

        @Override
        public void progress(long rows, OptionalLong total) {
            System.out.println(rows);
        }
    }
}
