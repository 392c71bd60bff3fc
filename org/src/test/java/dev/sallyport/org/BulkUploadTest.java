package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is uploaded for a job of Bulk API 2.0, and how it is read. */
class BulkUploadTest extends BulkIngestCalls {
    @Test
    void text_that_is_no_csv_fails_the_job_where_it_stands() {
        String rows = IntStream.range(0, 250).mapToObj(i -> "A" + i).collect(Collectors.joining("\n"));

        String unclosed = bulk().ingest(INSERT, "Name\n" + rows + "\n\"open\nbehind it\n");
        assertThat(errorOf(unclosed))
                .isEqualTo("ClientInputError : Failed to parse CSV. EOF reached before closing an opened quote");
        JsonNode job = bulk().get("/ingest/" + unclosed).json();
        assertThat(job.path("numberRecordsProcessed").asInt()).isEqualTo(200);
        assertThat(bulk().rows("/ingest/" + unclosed + "/successfulResults")).hasSize(200);
        assertThat(bulk().rows("/ingest/" + unclosed + "/unprocessedrecords"))
                .hasSize(52)
                .startsWith("A200")
                .endsWith("A249", "\"open", "behind it");

        assertThat(errorOf(bulk().ingest(INSERT, "Name\nA\"B\n"))).contains("Found unescaped quote");
        assertThat(errorOf(bulk().ingest(INSERT, "Name,Phone\nA, \"B\"\n"))).contains("Found unescaped quote");
        assertThat(errorOf(bulk().ingest(INSERT, "Name\n\"A\"B\n")))
                .contains("Not expecting more text after end quote");
        assertThat(errorOf(bulk().ingest(INSERT, "Name\nA,B\n"))).startsWith("ClientInputError");
    }

    @Test
    void rows_behind_a_malformed_one_are_left_unprocessed_as_they_were_uploaded() {
        String first = IntStream.range(0, 200)
                .mapToObj(i -> "A" + i + ",\"two\nlines\"\n")
                .collect(Collectors.joining());
        String rest = "last,\"before\"\n\n\"A\"B,x\nbehind,\"it\"\nlast,1\n";

        String job = bulk().ingest(INSERT, "Name,Description\n" + first + rest);

        assertThat(errorOf(job)).contains("Not expecting more text after end quote");
        assertThat(bulk().get("/ingest/" + job + "/unprocessedrecords").text())
                .isEqualTo("\"Name\",\"Description\"\n" + rest);
    }

    @Test
    void text_that_is_not_utf_8_fails_the_job() {
        String id = bulk().post("/ingest", INSERT).json().path("id").asText();
        client.send(client.request(BulkJobs.ROOT + "/ingest/" + id + "/batches")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "text/csv")
                .PUT(BodyPublishers.ofByteArray("Name\nM\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1))));
        bulk().close(id);
        bulk().await("/ingest/" + id);

        assertThat(errorOf(id)).startsWith("ClientInputError");
    }

    @Test
    void the_line_ending_is_the_one_that_the_job_names() {
        assertThat(errorOf(bulk().ingest(INSERT, "Name\r\nA\r\n")))
                .isEqualTo("ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF");
        String windows = "{\"object\":\"Account\",\"operation\":\"insert\",\"lineEnding\":\"CRLF\"}";
        assertThat(errorOf(bulk().ingest(windows, "Name\nA\n")))
                .isEqualTo("ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is CRLF");
        assertThat(errorOf(bulk().ingest(INSERT, "Name\nA\nB\r\n"))).contains("Current LineEnding setting is LF");
        assertThat(errorOf(bulk().ingest(windows, "Name\r\nA\r\nB\n"))).contains("Current LineEnding setting is CRLF");
        assertThat(errorOf(bulk().ingest(INSERT, "Name\nA\rB\n"))).contains("Current LineEnding setting is LF");
        assertThat(errorOf(bulk().ingest(INSERT, "Name,Description\nA,\"one\r\ntwo\r\"\n")))
                .isEmpty();
        String good = bulk().ingest(windows, "Name\r\nA\r\n");
        assertThat(bulk().get("/ingest/" + good + "/successfulResults").text())
                .startsWith("\"sf__Id\",\"sf__Created\",\"Name\"\r\n");
    }

    @Test
    void of_an_upload_that_breaks_off_nothing_stays() {
        String id = bulk().post("/ingest", INSERT).json().path("id").asText();
        RawHttp raw = new RawHttp(org.instanceUrl());
        raw.say(uploadOf(id, 1_000, "") + "Name\nHalf a");

        assertThat(bulk().upload(id, "Name\nWhole\n").status()).isEqualTo(201);
        assertThat(bulk().close(id).json().path("state").asText()).isEqualTo("UploadComplete");
        bulk().await("/ingest/" + id);
        assertThat(bulk().rows("/ingest/" + id + "/successfulResults"))
                .hasSize(1)
                .allMatch(row -> row.endsWith("\"Whole\""));
    }

    @Test
    void a_job_that_is_closed_while_data_comes_in_reads_none_of_it() {
        String id = bulk().post("/ingest", INSERT).json().path("id").asText();
        RawHttp raw = new RawHttp(org.instanceUrl());

        String answer = raw.say(
                uploadOf(id, 16, "Expect: 100-continue\r\n"),
                () -> {
                    bulk().close(id);
                    bulk().await("/ingest/" + id);
                },
                "Name\nHalf a row\n");

        assertThat(answer).contains("INVALIDJOBSTATE", "Uploading to already JobComplete Job not allowed");
        assertThat(bulk().get("/ingest/" + id)
                        .json()
                        .path("numberRecordsProcessed")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void values_with_delimiters_quotes_and_line_feeds_come_through() {
        String job = bulk().ingest(
                        "{\"object\":\"Account\",\"operation\":\"insert\",\"columnDelimiter\":\"BACKQUOTE\"}",
                        "NAME`DESCRIPTION\n\"tick ` and, comma\"`\"line one\nline \"\"two\"\"\"\nplain`x\n\n");

        assertThat(bulk().get("/ingest/" + job)
                        .json()
                        .path("numberRecordsProcessed")
                        .asInt())
                .isEqualTo(2);
        JsonNode record = select("SELECT Description FROM Account WHERE Name = 'tick ` and, comma'")
                .path("records")
                .path(0);
        assertThat(record.path("Description").asText()).isEqualTo("line one\nline \"two\"");
    }

    @Test
    void data_is_uploaded_once() {
        String id = bulk().post("/ingest", INSERT).json().path("id").asText();
        bulk().upload(id, "Name\nA\n");
        assertThat(bulk().upload(id, "Name\nB\n").status()).isEqualTo(201);

        assertThat(bulk().close(id).refusal()).startsWith("INVALIDJOB: Found multipe contents for job: <");
        assertThat(bulk().abort("/ingest/" + id).json().path("state").asText()).isEqualTo("Aborted");
    }

    @Test
    void data_must_be_csv_and_not_too_large() {
        String id = bulk().post("/ingest", INSERT).json().path("id").asText();

        Answer json = client.send(client.request(BulkJobs.ROOT + "/ingest/" + id + "/batches")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{}")));

        assertThat(json.status()).isEqualTo(415);
        assertThat(json.refusal()).startsWith("UNSUPPORTED_MEDIA_TYPE");
    }

    private String uploadOf(String job, int length, String header) {
        return "PUT " + BulkJobs.ROOT + "/ingest/" + job + "/batches HTTP/1.1\r\nHost: org\r\nConnection: close\r\n"
                + "Authorization: Bearer " + token + "\r\nContent-Type: text/csv\r\nContent-Length: " + length
                + "\r\n" + header + "\r\n";
    }
}
