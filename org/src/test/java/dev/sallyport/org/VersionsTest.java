package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class VersionsTest {

    @Test
    void an_org_that_has_just_started_lists_its_versions_to_anyone() throws Exception {
        try (LocalOrg org = LocalOrg.start()) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(org.instanceUrl() + "/services/data"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .startsWith("[{\"label\":\"Summer '14\",\"url\":\"/services/data/v31.0\",\"version\":\"31.0\"}")
                    .contains("{\"label\":\"Winter '21\",\"url\":\"/services/data/v50.0\",\"version\":\"50.0\"}")
                    .endsWith("{\"label\":\"Winter '27\",\"url\":\"/services/data/v68.0\",\"version\":\"68.0\"}]");
        }
    }
}
