package dev.sallyport.org;

import dev.sallyport.org.OrgClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Runs jobs of Bulk API 2.0 as a client does. */
final class BulkJobs {
    static final String ROOT = "/services/data/v68.0/jobs";

    private static final Set<String> FINAL = Set.of("JobComplete", "Failed", "Aborted");

    private final OrgClient client;
    private final String token;

    BulkJobs(OrgClient client, String token) {
        this.client = client;
        this.token = token;
    }

    Answer openQuery(String soql) {
        return post("/query", "{\"operation\":\"query\",\"query\":\"" + soql + "\"}");
    }

    /** The id of a query job that has come to its end. */
    String query(String soql) {
        String id = openQuery(soql).json().path("id").asText();
        await("/query/" + id);
        return id;
    }

    /** The id of an ingest job that has come to its end. */
    String ingest(String job, String csv) {
        String id = post("/ingest", job).json().path("id").asText();
        upload(id, csv);
        close(id);
        await("/ingest/" + id);
        return id;
    }

    Answer upload(String id, String csv) {
        return client.send(client.request(ROOT + "/ingest/" + id + "/batches")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "text/csv")
                .PUT(BodyPublishers.ofString(csv)));
    }

    Answer close(String id) {
        return patch("/ingest/" + id, "{\"state\":\"UploadComplete\"}");
    }

    Answer abort(String path) {
        return patch(path, "{\"state\":\"Aborted\"}");
    }

    /** Asks for a job again and again until it has come to its end. */
    Answer await(String path) {
        Answer job = get(path);
        while (!FINAL.contains(job.json().path("state").asText())) {
            job = get(path);
        }
        return job;
    }

    /** Rows of results without their header. */
    List<String> rows(String path) {
        List<String> lines = Arrays.asList(get(path).text().split("\n", -1));
        return lines.subList(1, lines.size() - 1);
    }

    Answer get(String path) {
        return client.get(ROOT + path, token);
    }

    Answer post(String path, String json) {
        return client.post(ROOT + path, token, json);
    }

    Answer patch(String path, String json) {
        return client.patch(ROOT + path, token, json);
    }

    Answer delete(String path) {
        return client.send(client.request(ROOT + path)
                .header("Authorization", "Bearer " + token)
                .DELETE());
    }
}
