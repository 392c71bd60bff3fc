package dev.sallyport.transfer;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SObjects;
import dev.sallyport.transfer.format.RowsFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * An export in a process of its own, for tests to kill. What it works with comes by standard input, a line each; how far it
 * is goes to standard output.
 */
final class ExportProcess {
    private ExportProcess() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        URI instance = URI.create(input.readLine());
        OAuthProvider provider = FilledOrg.provider(instance, input.readLine(), input.readLine());
        Path folder = Path.of(input.readLine());
        RowsFormat format = RowsFormat.valueOf(input.readLine());
        HttpClient http = HttpClient.newHttpClient();
        try (SalesforceClient client = new SalesforceClient(
                FilledOrg.url(instance),
                provider.access(new OAuthTokenSource(provider, http, Clock.systemUTC())),
                http,
                planned -> CompletableFuture.completedFuture(null))) {
            SObjects tables = SObjects.imported(client.describeMany(List.of("Account")));
            System.out.println("ready");
            new Exporter(client, tables, new Told(), InstantSource.system())
                    .run(KilledExportTest.export(instance, format), folder);
        }
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
