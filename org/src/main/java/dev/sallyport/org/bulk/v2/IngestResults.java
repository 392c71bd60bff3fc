package dev.sallyport.org.bulk.v2;

import static dev.sallyport.org.bulk.v2.Guarded.guarded;

import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.CsvOutput;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.JobState;
import dev.sallyport.org.bulk.MalformedCsvException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What became of an ingest job's records. */
final class IngestResults {
    private final BulkEngine engine;
    private final JobResources resources;

    IngestResults(BulkEngine engine, JobResources resources) {
        this.engine = engine;
        this.resources = resources;
    }

    void addTo(RoutesConfig routes) {
        String job = "/services/data/{version}/jobs/ingest/{id}";
        routes.get(job + "/successfulResults", guarded(this::succeeded));
        routes.get(job + "/failedResults", guarded(this::failed));
        routes.get(job + "/unprocessedrecords", guarded(this::unprocessed));
        // Some clients write it like its siblings.
        routes.get(job + "/unprocessedRecords", guarded(this::unprocessed));
    }

    private void succeeded(Context context) throws IOException {
        Job job = done(context);
        send(context, IngestResultFiles.succeeded(engine, job), job.progress().succeededBytes(), "sf__Created");
    }

    private void failed(Context context) throws IOException {
        Job job = done(context);
        send(context, IngestResultFiles.failed(engine, job), job.progress().failedBytes(), "sf__Error");
    }

    /** A job that has processed nothing has no files: only the columns of its own are certain. */
    private static void send(Context context, Path file, long length, String column) throws IOException {
        OutputStream answer = answer(context);
        if (length == 0) {
            answer.write(("\"sf__Id\",\"" + column + "\"\n").getBytes(StandardCharsets.US_ASCII));
            return;
        }
        Files.copy(file, answer);
    }

    /** The rows behind those that were processed; all that was uploaded, as it was, where it could not be read. */
    private void unprocessed(Context context) throws IOException {
        Job job = done(context);
        Path upload = IngestJobRun.upload(engine, job);
        OutputStream answer = answer(context);
        if (job.progress().processed() == 0 && job.state() != JobState.JOB_COMPLETE) {
            if (Files.exists(upload)) {
                Files.copy(upload, answer);
            }
            return;
        }
        try (UploadedRows rows = UploadedRows.open(upload, job.terms().format())) {
            CsvOutput output = new CsvOutput(answer, job.terms().format(), 0);
            if (!rows.header().isEmpty()) {
                output.write(List.copyOf(rows.header()));
            }
            rows.skip(job.progress().processed());
            for (Optional<List<String>> row = rows.next(); row.isPresent(); row = rows.next()) {
                output.write(List.copyOf(row.get()));
            }
        } catch (MalformedCsvException | BulkException e) {
            // What follows is what the job failed for.
        }
    }

    private Job done(Context context) {
        Job job = resources.jobOfVersion(context);
        if (!job.state().isFinal()) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_JOB_STATE,
                    "Getting results of a Job in state " + job.state().apiName() + " not allowed");
        }
        return job;
    }

    private static OutputStream answer(Context context) {
        context.contentType("text/csv;charset=UTF-8");
        return context.outputStream();
    }
}
