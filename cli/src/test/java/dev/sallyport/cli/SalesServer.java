package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import java.nio.file.Path;

/** What most commands begin with: the security provider SalesforceCC and, on it, the data server Sales. */
final class SalesServer {
    private SalesServer() {}

    /** Makes both over an org, by its ready app. */
    static void create(Path data, LocalOrg org) {
        ReadyApp app = org.readyApp();
        create(data, org, app.consumerKey(), app.consumerSecret());
    }

    /**
     * Makes both over an org.
     *
     * @return what was said when the provider was made
     */
    static CommandRun create(Path data, LocalOrg org, String clientId, String clientSecret) {
        CommandRun provider =
                createProvider(data, clientId, clientSecret, org.instanceUrl().toString());
        createServer(data, org.instanceUrl() + "/services/Soap/c/55.0");
        return provider;
    }

    static CommandRun createProvider(Path data, String clientId, String clientSecret, String host) {
        return done(CommandRun.of(
                data,
                clientSecret + "\n",
                "provider",
                "create",
                "SalesforceCC",
                "--client-id",
                clientId,
                "--client-secret-stdin",
                "--salesforce",
                host));
    }

    static void createServer(Path data, String oauthServerUrl) {
        done(CommandRun.of(
                data,
                "",
                "server",
                "create",
                "Sales",
                "--security-provider",
                "SalesforceCC",
                "--oauth-server-url",
                oauthServerUrl));
    }

    private static CommandRun done(CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }
}
