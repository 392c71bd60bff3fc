package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came with which version of the API. */
class RestVersionsTest {
    @RegisterExtension
    static final RestOrg ORG = new RestOrg(50);

    @ParameterizedTest
    @CsvSource({
        "POST, composite/batch, 34",
        "POST, composite/tree/Account, 34",
        "GET, parameterizedSearch?q=acme, 36",
        "POST, parameterizedSearch, 36",
        "POST, composite, 38",
        "GET, limits/recordCount, 40",
        "POST, composite/sobjects, 42",
        "PATCH, composite/sobjects, 42",
        "DELETE, composite/sobjects?ids=001Lo0000000001AAA, 42",
        "GET, composite/sobjects/Account?ids=001Lo0000000001AAA&fields=Id, 42",
        "POST, composite/sobjects/Account, 42",
        "PATCH, composite/sobjects/Account/External_Id__c, 46",
        "POST, composite/graph, 50"
    })
    void a_resource_is_not_found_before_the_version_that_brought_it(String method, String resource, int version) {
        assertThat(status(method, resource, version - 1)).isEqualTo(404);
        assertThat(status(method, resource, version)).isIn(200, 400);
    }

    @Test
    void a_version_lists_the_resources_that_it_has() {
        assertThat(ORG.client().get("/services/data/v33.0", ORG.token()).json().properties())
                .extracting(java.util.Map.Entry::getKey)
                .contains("query", "sobjects")
                .doesNotContain("composite", "parameterizedSearch");
        assertThat(ORG.client().get("/services/data/v36.0", ORG.token()).json().properties())
                .extracting(java.util.Map.Entry::getKey)
                .contains("composite", "parameterizedSearch");
    }

    @Test
    void soql_has_fields_since_version_51() {
        String query = "/query?q=" + OrgClient.encode("SELECT FIELDS(ALL) FROM Account LIMIT 1");

        assertThat(ORG.client().get("/services/data/v50.0" + query, ORG.token()).refusal())
                .startsWith("MALFORMED_QUERY: ")
                .contains("Invalid function: FIELDS");
        assertThat(ORG.client().get("/services/data/v51.0" + query, ORG.token()).status())
                .isEqualTo(200);
    }

    @Test
    void a_search_answered_an_array_before_version_37() {
        ORG.client().post("/services/data/v68.0/sobjects/Account", ORG.token(), "{\"Name\":\"Versioned\"}");
        String search = "/search?q=" + OrgClient.encode("FIND {versioned} IN NAME FIELDS RETURNING Account(Id)");

        JsonNode before =
                ORG.client().get("/services/data/v36.0" + search, ORG.token()).json();
        JsonNode since =
                ORG.client().get("/services/data/v37.0" + search, ORG.token()).json();

        assertThat(before.isArray()).isTrue();
        assertThat(before).hasSize(1);
        assertThat(since.path("searchRecords")).hasSize(1);
    }

    private static int status(String method, String resource, int version) {
        String body = method.equals("GET") || method.equals("DELETE") ? "" : "{}";
        return ORG.client()
                .send(ORG.client()
                        .request("/services/data/v" + version + ".0/" + resource)
                        .header("Authorization", "Bearer " + ORG.token())
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body)))
                .status();
    }
}
