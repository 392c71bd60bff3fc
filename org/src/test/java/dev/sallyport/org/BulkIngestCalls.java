package dev.sallyport.org;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An org and jobs of Bulk API 2.0 that write to it. */
abstract class BulkIngestCalls {
    static final String INSERT = "{\"object\":\"Account\",\"operation\":\"insert\"}";

    LocalOrg org;
    OrgClient client;
    String token;
    BulkJobs bulk;

    @BeforeEach
    void start() {
        use(LocalOrg.builder().records(100).start());
    }

    @AfterEach
    void stop() {
        org.close();
    }

    final void use(LocalOrg started) {
        org = started;
        client = new OrgClient(org);
        token = client.token(org.readyApp());
        bulk = new BulkJobs(client, token);
    }

    String errorOf(String job) {
        return bulk.get("/ingest/" + job).json().path("errorMessage").asText();
    }

    JsonNode select(String soql) {
        return client.get("/services/data/v68.0/query?q=" + OrgClient.encode(soql), token)
                .json();
    }
}
