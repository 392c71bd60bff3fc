package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeSchemaTest {
    private static final String ROOT = "/services/data/v68.0";

    @Test
    void generated_objects_are_described_queried_and_kept(@TempDir Path folder) {
        try (LocalOrg org = LocalOrg.builder()
                .records(0)
                .customObjects(30)
                .dataFolder(folder)
                .start()) {
            assertThat(fieldsOfAll(org)).hasSize(30).containsOnly(40);
        }
        try (LocalOrg org = LocalOrg.builder().records(0).dataFolder(folder).start()) {
            OrgClient client = new OrgClient(org);
            String token = client.token(org.readyApp());
            assertThat(client.get(
                                    ROOT + "/query?q=SELECT+Id,Account__r.Name,Previous__r.Name+FROM+Generated_0030__c",
                                    token)
                            .json()
                            .path("totalSize")
                            .asInt(-1))
                    .isZero();
        }
    }

    @Test
    void an_org_cannot_have_more_objects_than_key_prefixes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalOrg.builder().customObjects(11_001))
                .withMessage("An org can have 0 to 11000 generated objects, not 11001");
    }

    @Test
    void a_new_field_makes_the_describe_of_its_own_object_out_of_date_and_of_no_other() {
        try (LocalOrg org = LocalOrg.builder().records(0).customObjects(2).start()) {
            OrgClient client = new OrgClient(org);
            String token = client.token(org.readyApp());
            String first = modified(client, token, "Generated_0001__c");
            String second = modified(client, token, "Generated_0002__c");

            Answer made = client.post("/services/data/v68.0/tooling/sobjects/CustomField", token, """
                    {"FullName":"Generated_0002__c.Colour__c",
                     "Metadata":{"type":"Text","label":"Colour","length":20,"required":true}}""");

            assertThat(made.status()).as(made.text()).isEqualTo(201);
            assertThat(since(client, token, "Generated_0001__c", first)).isEqualTo(304);
            assertThat(since(client, token, "Generated_0002__c", second)).isEqualTo(200);
        }
    }

    @Test
    void what_a_request_asks_of_the_database_does_not_grow_with_the_number_of_objects(@TempDir Path folder)
            throws SQLException {
        Map<String, Long> few = statements(folder.resolve("few"), 10);
        Map<String, Long> many = statements(folder.resolve("many"), 400);

        assertThat(many).isEqualTo(few);
        assertThat(many.values()).allMatch(count -> count > 0);
    }

    /** How many statements each request takes when it comes for the second time. */
    private static Map<String, Long> statements(Path folder, int objects) throws SQLException {
        try (LocalOrg org = LocalOrg.builder()
                        .records(100)
                        .customObjects(objects, 12)
                        .dataFolder(folder)
                        .start();
                StatementCount count = new StatementCount(folder)) {
            Map<String, Long> statements = new TreeMap<>();
            Map<String, Consumer<String>> requests = requests(org);
            for (Map.Entry<String, Consumer<String>> request : requests.entrySet()) {
                request.getValue().accept("first");
                statements.put(
                        request.getKey(), count.during(() -> request.getValue().accept("second")));
            }
            return statements;
        }
    }

    private static Map<String, Consumer<String>> requests(LocalOrg org) {
        OrgClient client = new OrgClient(org);
        ReadyApp app = org.readyApp();
        String token = client.token(app);
        String session = client.administratorSession();
        String parts = IntStream.rangeClosed(1, 10)
                .mapToObj(number ->
                        "{\"method\":\"GET\",\"referenceId\":\"r%d\",\"url\":\"%s/sobjects/Generated_%04d__c/describe\"}"
                                .formatted(number, ROOT, number))
                .collect(Collectors.joining(",", "{\"compositeRequest\":[", "]}"));
        Map<String, Consumer<String>> requests = new LinkedHashMap<>();
        requests.put("describe of all", turn -> ok(client.get(ROOT + "/sobjects", token)));
        requests.put("describe of one", turn -> ok(client.get(ROOT + "/sobjects/Generated_0007__c/describe", token)));
        requests.put(
                "describe of what all refer to", turn -> ok(client.get(ROOT + "/sobjects/Account/describe", token)));
        requests.put("describes in one request", turn -> ok(client.post(ROOT + "/composite", token, parts)));
        requests.put("query", turn -> ok(client.get(ROOT + "/query?q=SELECT+Id+FROM+Generated_0007__c", token)));
        requests.put("record counts", turn -> ok(client.get(ROOT + "/limits/recordCount", token)));
        requests.put("search of all objects", turn -> ok(client.get(ROOT + "/search?q=FIND+%7Bunheardof%7D", token)));
        requests.put("what all refer to made and deleted", turn -> {
            String made = ok(client.post(ROOT + "/sobjects/Account", token, "{\"Name\":\"" + turn + "\"}"))
                    .json()
                    .path("id")
                    .asText();
            ok(client.send(client.request(ROOT + "/sobjects/Account/" + made)
                    .header("Authorization", "Bearer " + token)
                    .DELETE()));
        });
        requests.put("permissions of one object changed, and a query", turn -> {
            ok(client.patch(
                    "/setup/api/profiles/" + app.profileId(),
                    session,
                    "{\"objectPermissions\":{\"Generated_0003__c\":{\"read\":true,\"create\":" + turn.equals("first")
                            + "}}}"));
            ok(client.get(ROOT + "/query?q=SELECT+Id+FROM+Generated_0007__c", token));
        });
        requests.put("list of objects", turn -> ok(client.get("/setup/api/objects", session)));
        requests.put("a new object", turn -> ok(client.post("/setup/api/objects", session, """
                        {"fullName": "%s__c", "label": "Boat", "pluralLabel": "Boats", "deploymentStatus": "Deployed",
                         "sharingModel": "ReadWrite", "nameField": {"type": "Text", "label": "Boat Name"}}
                        """.formatted(turn))));
        requests.put(
                "a new field",
                turn -> ok(client.post(ROOT + "/tooling/sobjects/CustomField", token, """
                {"FullName":"Generated_0002__c.%s__c",
                 "Metadata":{"type":"Text","label":"Colour","length":20,"required":true}}""".formatted(turn))));
        requests.put(
                "a profile's permissions", turn -> ok(client.get("/setup/api/profiles/" + app.profileId(), session)));
        return requests;
    }

    private static Answer ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        return answer;
    }

    private static List<Integer> fieldsOfAll(LocalOrg org) {
        OrgClient client = new OrgClient(org);
        String token = client.token(org.readyApp());
        List<Integer> fields = new ArrayList<>();
        for (JsonNode type : client.get(ROOT + "/sobjects", token).json().path("sobjects")) {
            String name = type.path("name").asText();
            if (name.startsWith("Generated_")) {
                fields.add(client.get(ROOT + "/sobjects/" + name + "/describe", token)
                        .json()
                        .path("fields")
                        .size());
            }
        }
        return fields;
    }

    private static String modified(OrgClient client, String token, String type) {
        return client.get(ROOT + "/sobjects/" + type + "/describe", token).header("Last-Modified");
    }

    private static int since(OrgClient client, String token, String type, String since) {
        return client.send(client.request(ROOT + "/sobjects/" + type + "/describe")
                        .header("Authorization", "Bearer " + token)
                        .header("If-Modified-Since", since))
                .status();
    }
}
