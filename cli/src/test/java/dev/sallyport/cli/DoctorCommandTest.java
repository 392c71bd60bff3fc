package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConnectedApps;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    Path folder;

    private LocalOrg org;
    private ReadyApp app;

    @BeforeEach
    void start() {
        org = LocalOrg.builder().records(0).start();
        app = org.readyApp();
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void a_healthy_provider_is_called_sound_with_what_the_examination_cost() {
        connect();

        CommandRun run = run("doctor", "SalesforceCC");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("✓ Provider", "✓ Token", "✓ Objects", "✓ Data server")
                .endsWith("Sound. 4 calls, 1 of them metered." + System.lineSeparator())
                .doesNotContain("To be mended");
    }

    @Test
    void a_sick_one_is_told_what_salesforces_words_mean_and_what_to_mend_in_which_order() {
        org.setup()
                .profiles()
                .setPermissions(
                        org.setup().profiles().get(app.profileId()),
                        Map.of("PermissionsApiUserOnly", false, "PermissionsApiEnabled", true),
                        administrator());
        takeRunAsUserAway();
        connect();

        CommandRun run = run("doctor", "SalesforceCC");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("✗ Token", "no run-as user")
                .contains("Misleading: Salesforce says \"invalid_grant (no client credentials user enabled)\".")
                .contains("- REST API       Not tried")
                .contains("To be mended, in this order:", "1. In Setup open App Manager, Manage (not Edit) on the app")
                .contains("Sick. 2 calls, 0 of them metered.")
                .doesNotContain(app.consumerSecret());
    }

    @Test
    void a_warning_alone_is_sound_and_to_be_looked_at() {
        org.setup()
                .profiles()
                .setPermissions(
                        org.setup().profiles().get(app.profileId()),
                        Map.of("PermissionsApiUserOnly", false),
                        administrator());
        connect();

        CommandRun run = run("doctor", "SalesforceCC");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("! API Only User", "To be looked at:", "tick API Only User");
    }

    @Test
    void json_and_csv_hold_a_stable_name_for_each_finding_and_nothing_else() throws Exception {
        takeRunAsUserAway();
        connect();

        CommandRun json = run("doctor", "SalesforceCC", "--format", "json");
        CommandRun csv = run("doctor", "SalesforceCC", "--format", "csv");

        JsonNode token = MissingNode.getInstance();
        for (JsonNode row : new ObjectMapper().readTree(json.out())) {
            token = row.path("check").asText().equals("Token") ? row : token;
        }
        assertThat(token.path("outcome").asText()).isEqualTo("sick");
        assertThat(token.path("finding").asText()).isEqualTo("run-as-user-missing");
        assertThat(token.path("salesforceSays").asText())
                .isEqualTo("invalid_grant (no client credentials user enabled)");
        assertThat(token.path("advice").asText()).contains("Edit Policies");
        assertThat(token.path("misleading").asText()).contains("one is to be chosen");
        assertThat(json.err()).contains("2 calls, 0 of them metered");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(csv.out())
                .startsWith("check,outcome,finding,found,advice,salesforceSays,misleading")
                .contains("run-as-user-missing");
    }

    @Test
    void an_unknown_provider_is_bad_input() {
        CommandRun run = run("doctor", "Nobody");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("There is no security provider Nobody");
    }

    private void takeRunAsUserAway() {
        ConnectedApps apps = org.setup().connectedApps();
        ConnectedApp connectedApp = apps.get(app.connectedAppId());
        apps.setPolicies(connectedApp, connectedApp.policies().withClientCredentialsRunAs(null), administrator());
    }

    private SalesforceId administrator() {
        return org.setup().users().get(org.administrator().username()).id();
    }

    private void connect() {
        SalesServer.create(folder, org);
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, "", arguments);
    }
}
