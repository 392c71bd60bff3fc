package dev.sallyport.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.Secret;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.junit.LocalOrgExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalOrgExtension.class)
class CallSalesforceTest {
    private static final String LIMITS = "/services/data/v65.0/limits";

    @TempDir
    private Path folder;

    @Test
    void the_program_prints_what_the_org_answers(LocalOrg org, ReadyApp app) throws Exception {
        assertThat(printed(org.instanceUrl(), app.consumerKey(), app.consumerSecret()))
                .contains("DailyApiRequests");
    }

    @Test
    void a_wrong_secret_is_told_with_what_to_do_and_without_the_secret(LocalOrg org, ReadyApp app) throws Exception {
        assertThat(printed(org.instanceUrl(), app.consumerKey(), "not-the-secret"))
                .contains("The client secret is not the app's", "Manage Consumer Details")
                .doesNotContain("not-the-secret");
    }

    @Test
    void one_token_serves_all_requests_until_the_org_ends_it(LocalOrg org, ReadyApp app) throws Exception {
        CallSalesforce salesforce =
                new CallSalesforce(org.instanceUrl(), app.consumerKey(), Secret.of(app.consumerSecret()));
        for (int i = 0; i < 10; i++) {
            assertThat(salesforce.get(LIMITS)).contains("DailyApiRequests");
        }
        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(1);

        org.controls().expireSessions();

        assertThat(salesforce.get(LIMITS)).contains("DailyApiRequests");
        assertThat(org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(2);
    }

    private String printed(URI org, String key, String secret) throws Exception {
        Path file = Files.writeString(folder.resolve("secret.txt"), secret);
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            CallSalesforce.main(new String[] {org.toString(), key, "file:" + file, LIMITS});
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
