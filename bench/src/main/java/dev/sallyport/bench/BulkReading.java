package dev.sallyport.bench;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * Reads all contacts by a query job of Bulk API 2.0, whose results come in pieces by locator. The client is told from
 * within the org when the job is done, so that neither the pace nor the number of its questions has a part in what is
 * measured.
 */
final class BulkReading implements Passes.Pass {
    private final OrgConnection connection;
    private final int rowsPerResult;
    private final JobEnd end;

    /** Comes back when no job is queued or running. */
    interface JobEnd {
        void await() throws InterruptedException;
    }

    BulkReading(OrgConnection connection, int rowsPerResult, JobEnd end) {
        this.connection = connection;
        this.rowsPerResult = rowsPerResult;
        this.end = end;
    }

    @Override
    public Tally.Rows read() throws IOException, InterruptedException {
        String job = "/jobs/query/" + open();
        end.await();
        String state = json(connection.request(job)).path("state").asText();
        if (!state.equals("JobComplete")) {
            throw new IllegalStateException("The job ended as " + state);
        }
        Tally tally = new Tally();
        String results = job + "/results?maxRecords=" + rowsPerResult;
        String locator = readResults(results, tally);
        while (!locator.equals("null")) {
            locator = readResults(results + "&locator=" + locator, tally);
        }
        return tally.rows();
    }

    private String open() throws IOException, InterruptedException {
        String job = OrgConnection.JSON
                .createObjectNode()
                .put("operation", "query")
                .put("query", Columns.soql())
                .toString();
        return json(connection
                        .request("/jobs/query")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(job)))
                .path("id")
                .asText();
    }

    private JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (InputStream body = OrgConnection.body(connection.send(request))) {
            return OrgConnection.JSON.readTree(body);
        }
    }

    /** Takes the rows of one answer in, and answers the locator of the next. */
    private String readResults(String path, Tally tally) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = connection.send(connection.request(path));
        try (Reader text = new InputStreamReader(OrgConnection.body(response), StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord record : records) {
                tally.add(record.getField("Id"));
            }
        }
        return response.headers().firstValue("Sforce-Locator").orElse("null");
    }
}
