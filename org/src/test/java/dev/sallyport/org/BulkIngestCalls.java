package dev.sallyport.org;

import com.fasterxml.jackson.databind.JsonNode;

/** An org and jobs of Bulk API 2.0 that write to it. */
abstract class BulkIngestCalls extends OrgForEachTest {
    static final String INSERT = "{\"object\":\"Account\",\"operation\":\"insert\"}";

    BulkIngestCalls() {
        super(100);
    }

    final BulkJobs bulk() {
        return new BulkJobs(client, token);
    }

    String errorOf(String job) {
        return bulk().get("/ingest/" + job).json().path("errorMessage").asText();
    }

    JsonNode select(String soql) {
        return client.get("/services/data/v68.0/query?q=" + OrgClient.encode(soql), token)
                .json();
    }
}
