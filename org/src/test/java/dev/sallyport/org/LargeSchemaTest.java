package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
