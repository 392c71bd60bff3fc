package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.org.setup.Edition;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalOrgTest {

    @Test
    void an_org_in_a_folder_is_the_same_org_after_a_restart(@TempDir Path folder) {
        ReadyApp made;
        String organizationId;
        try (LocalOrg org = LocalOrg.builder()
                .records(0)
                .edition(Edition.UNLIMITED)
                .dataFolder(folder)
                .start()) {
            made = org.readyApp();
            organizationId = org.organizationId();
        }

        try (LocalOrg org = LocalOrg.builder().records(0).dataFolder(folder).start()) {
            OrgClient client = new OrgClient(org);
            assertThat(org.organizationId()).isEqualTo(organizationId);
            assertThat(org.setup().settings().edition()).isEqualTo(Edition.UNLIMITED);
            assertThat(org.readyApp()).isEqualTo(made);
            assertThat(client.requestToken(made.consumerKey(), made.consumerSecret())
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void the_administrator_has_the_password_that_was_given_or_one_that_nobody_else_has() {
        try (LocalOrg given = LocalOrg.builder()
                        .records(0)
                        .administratorPassword("correct horse")
                        .start();
                LocalOrg one = LocalOrg.builder().records(0).start();
                LocalOrg other = LocalOrg.builder().records(0).start()) {
            assertThat(new OrgClient(given)
                            .signIn(given.administrator().username(), "correct horse")
                            .status())
                    .isEqualTo(200);
            assertThat(one.administrator().password())
                    .isNotEqualTo(other.administrator().password());
        }
    }

    @Test
    void an_org_in_a_folder_keeps_its_administrators_password(@TempDir Path folder) {
        String first;
        try (LocalOrg org = LocalOrg.builder().records(0).dataFolder(folder).start()) {
            first = org.administrator().password();
        }
        try (LocalOrg org = LocalOrg.builder().records(0).dataFolder(folder).start()) {
            assertThat(org.administrator().knownPassword()).isEmpty();
            assertThatIllegalStateException()
                    .isThrownBy(() -> org.administrator().password());
            assertThat(signIn(org, first)).isEqualTo(200);
        }
        String reset;
        try (LocalOrg org = LocalOrg.builder()
                .records(0)
                .dataFolder(folder)
                .resetAdministratorPassword(true)
                .start()) {
            reset = org.administrator().password();
            assertThat(signIn(org, first)).isEqualTo(401);
        }
        try (LocalOrg org = LocalOrg.builder()
                .records(0)
                .dataFolder(folder)
                .administratorPassword("correct horse")
                .start()) {
            assertThat(signIn(org, reset)).isEqualTo(401);
            assertThat(signIn(org, "correct horse")).isEqualTo(200);
        }
    }

    @Test
    void an_org_gives_out_urls_of_the_host_that_it_is_to_have() {
        try (LocalOrg org = LocalOrg.builder().records(0).hostName("localhost").start()) {
            OrgClient client = new OrgClient(org);
            ReadyApp ready = org.readyApp();

            assertThat(org.instanceUrl().getHost()).isEqualTo("localhost");
            assertThat(client.requestToken(ready.consumerKey(), ready.consumerSecret())
                            .json()
                            .path("instance_url")
                            .asText())
                    .isEqualTo(org.instanceUrl().toString());
            assertThat(client.get("/setup/api/org-settings", client.administratorSession())
                            .json()
                            .path("myDomain")
                            .asText())
                    .isEqualTo(org.instanceUrl().toString());
        }
    }

    private static int signIn(LocalOrg org, String password) {
        return new OrgClient(org)
                .signIn(org.administrator().username(), password)
                .status();
    }
}
