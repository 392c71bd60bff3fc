package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    private static final String ROOT = "/services/data/v68.0";

    @Test
    void what_was_created_changed_and_deleted_since_is_as_it_was() {
        try (LocalOrg org = LocalOrg.builder().records(500).start()) {
            OrgClient client = new OrgClient(org);
            String token = client.token(org.readyApp());
            org.snapshot();
            List<String> accounts = names(client, token);
            List<String> contacts = lines(client, token, "SELECT Id, LastName, Account.Name FROM Contact ORDER BY Id");

            String first = id(client, token);
            String created = client.post(ROOT + "/sobjects/Account", token, "{\"Name\":\"New\"}")
                    .json()
                    .path("id")
                    .asText();
            client.patch(ROOT + "/sobjects/Account/" + first, token, "{\"Name\":\"ACME\"}");
            String contact = client.get(ROOT + "/query?q=SELECT+Id+FROM+Contact+LIMIT+1", token)
                    .json()
                    .at("/records/0/Id")
                    .asText();
            client.send(client.request(ROOT + "/sobjects/Contact/" + contact)
                    .header("Authorization", "Bearer " + token)
                    .DELETE());
            assertThat(names(client, token)).isNotEqualTo(accounts);

            org.reset();

            assertThat(names(client, token)).isEqualTo(accounts);
            assertThat(lines(client, token, "SELECT Id, LastName, Account.Name FROM Contact ORDER BY Id"))
                    .isEqualTo(contacts);
            assertThat(client.get(ROOT + "/sobjects/Account/" + created, token).status())
                    .isEqualTo(404);
        }
    }

    @Test
    void bulk_jobs_and_what_developers_made_since_are_gone() {
        try (LocalOrg org = LocalOrg.builder().records(100).start()) {
            OrgClient client = new OrgClient(org);
            String token = client.token(org.readyApp());
            BulkJobs bulk = new BulkJobs(client, token);
            org.snapshot();

            org.controls().holdBulkJobs();
            String job =
                    bulk.openQuery("SELECT Id FROM Account").json().path("id").asText();
            String level = client.post(
                            ROOT + "/tooling/sobjects/DebugLevel",
                            token,
                            "{\"DeveloperName\":\"loud\",\"MasterLabel\":\"Loud\"}")
                    .json()
                    .path("id")
                    .asText();
            org.reset();

            assertThat(bulk.get("/query/" + job).status()).isEqualTo(404);
            assertThat(client.get(ROOT + "/tooling/sobjects/DebugLevel/" + level, token)
                            .status())
                    .isEqualTo(404);
            String next = bulk.query("SELECT Id FROM Account");
            assertThat(bulk.get("/query/" + next).json().path("state").asText()).isEqualTo("JobComplete");
        }
    }

    @Test
    void ids_are_given_anew_after_each_reset() {
        try (LocalOrg org = LocalOrg.builder().records(100).start()) {
            OrgClient client = new OrgClient(org);
            String token = client.token(org.readyApp());
            org.snapshot();

            String first = create(client, token);
            org.reset();
            String second = create(client, token);
            org.reset();

            assertThat(create(client, token)).isEqualTo(second).isEqualTo(first);
        }
    }

    @Test
    void tokens_calls_faults_and_the_clock_are_those_of_the_snapshot() {
        try (LocalOrg org = LocalOrg.builder().records(0).start()) {
            OrgClient client = new OrgClient(org);
            String before = client.token(org.readyApp());
            client.get(ROOT + "/limits", before);
            org.snapshot();
            String since = client.token(org.readyApp());
            client.get(ROOT + "/limits", since);
            org.controls().failNext(ApiKind.REST, Fault.refusal(500, "BROKEN", "broken"));
            org.controls().setDailyApiRequests(1);
            org.controls().advanceClock(Duration.ofDays(3));

            org.reset();

            assertThat(org.controls().apiCalls()).isEqualTo(1);
            assertThat(org.controls().count(ApiKind.TOKEN).requests()).isZero();
            assertThat(client.get(ROOT + "/limits", before).status()).isEqualTo(200);
            assertThat(client.get(ROOT + "/limits", since).status()).isEqualTo(401);
        }
    }

    @Test
    void a_later_snapshot_takes_the_place_of_an_earlier_one() {
        try (LocalOrg org = LocalOrg.builder().records(0).start()) {
            OrgClient client = new OrgClient(org);
            String token = client.token(org.readyApp());
            org.snapshot();
            create(client, token);
            org.snapshot();
            List<String> withOne = names(client, token);
            create(client, token);

            org.reset();

            assertThat(names(client, token)).isEqualTo(withOne).isNotEmpty();
        }
    }

    @Test
    void an_org_in_a_folder_goes_back_too_and_opens_again(@TempDir Path folder) {
        List<String> accounts;
        try (LocalOrg org = LocalOrg.builder().records(100).dataFolder(folder).start()) {
            OrgClient client = new OrgClient(org);
            String token = client.token(org.readyApp());
            org.snapshot();
            accounts = names(client, token);
            create(client, token);
            org.reset();
            assertThat(names(client, token)).isEqualTo(accounts);
        }
        try (LocalOrg org = LocalOrg.builder().dataFolder(folder).start()) {
            OrgClient client = new OrgClient(org);
            String token = client.token(org.readyApp());
            assertThat(names(client, token)).isEqualTo(accounts);
            org.snapshot();
            create(client, token);
            org.reset();
            assertThat(names(client, token)).isEqualTo(accounts);
        }
    }

    @Test
    void a_describe_that_was_asked_for_since_is_not_taken_for_unchanged() {
        try (LocalOrg org = LocalOrg.builder().records(0).start()) {
            OrgClient client = new OrgClient(org);
            String token = client.token(org.readyApp());
            org.snapshot();
            String seen = client.get(ROOT + "/sobjects/Account/describe", token).header("Last-Modified");

            org.reset();

            assertThat(client.send(client.request(ROOT + "/sobjects/Account/describe")
                                    .header("Authorization", "Bearer " + token)
                                    .header("If-Modified-Since", seen)
                                    .method("GET", BodyPublishers.noBody()))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void what_was_permitted_is_so_again() {
        try (LocalOrg org = LocalOrg.builder().records(0).start()) {
            OrgClient client = new OrgClient(org);
            ReadyApp app = org.readyApp();
            String token = client.token(app);
            org.snapshot();
            client.patch(
                    "/setup/api/profiles/" + app.profileId(),
                    client.administratorSession(),
                    "{\"objectPermissions\":{\"Account\":{\"read\":false}}}");
            assertThat(describe(client, token)).isEqualTo(404);

            org.reset();

            assertThat(describe(client, token)).isEqualTo(200);
        }
    }

    private static int describe(OrgClient client, String token) {
        return client.get(ROOT + "/sobjects/Account/describe", token).status();
    }

    @Test
    void without_a_snapshot_there_is_nothing_to_go_back_to() {
        try (LocalOrg org = LocalOrg.builder().records(0).start()) {
            assertThatThrownBy(org::reset)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("There is no snapshot to go back to: take one first");
        }
    }

    private static String create(OrgClient client, String token) {
        return client.post(ROOT + "/sobjects/Account", token, "{\"Name\":\"New\"}")
                .json()
                .path("id")
                .asText();
    }

    private static String id(OrgClient client, String token) {
        return client.get(
                        ROOT + "/query?q=" + OrgClient.encode("SELECT Id FROM Account WHERE Name = 'acme' LIMIT 1"),
                        token)
                .json()
                .at("/records/0/Id")
                .asText();
    }

    private static List<String> names(OrgClient client, String token) {
        return lines(client, token, "SELECT Id, Name, LastModifiedDate FROM Account ORDER BY Id");
    }

    private static List<String> lines(OrgClient client, String token, String soql) {
        return StreamSupport.stream(
                        client.get(ROOT + "/query?q=" + OrgClient.encode(soql), token)
                                .json()
                                .path("records")
                                .spliterator(),
                        false)
                .map(Object::toString)
                .toList();
    }
}
