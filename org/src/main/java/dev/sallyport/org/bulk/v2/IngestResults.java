package dev.sallyport.org.bulk.v2;

import static dev.sallyport.org.bulk.v2.Guarded.guarded;

import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.CsvOutput;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.JobState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
        send(
                context,
                job,
                IngestResultFiles.succeeded(engine, job),
                job.progress().succeededBytes(),
                "sf__Created");
    }

    private void failed(Context context) throws IOException {
        Job job = done(context);
        send(context, job, IngestResultFiles.failed(engine, job), job.progress().failedBytes(), "sf__Error");
    }

    /**
     * What is beyond the length that the job knows of is of a chunk that was not kept, or is being written. A job that
     * has processed nothing has no files: only the columns of its own are certain.
     */
    private static void send(Context context, Job job, Path file, long length, String column) throws IOException {
        OutputStream answer = answer(context);
        if (length == 0) {
            new CsvOutput(answer, job.terms().format(), 0).write(List.of("sf__Id", column));
            return;
        }
        copy(file, 0, length, answer);
    }

    /**
     * The rows behind those that were processed, as they were uploaded: the one that the job failed for is mostly the
     * first of them, or among the first two hundred.
     */
    private void unprocessed(Context context) throws IOException {
        Job job = done(context);
        Path upload = IngestJobRun.upload(engine, job);
        OutputStream answer = answer(context);
        if (!Files.exists(upload)) {
            return;
        }
        long processed = job.progress().processed();
        long start = 0;
        if (processed > 0 || job.state() == JobState.JOB_COMPLETE) {
            start = UploadScan.startOf(processed + 1, upload);
            writeHeader(answer, UploadedRows.header(upload, job.terms().format()), job);
        }
        copy(upload, start, Files.size(upload), answer);
    }

    private static void writeHeader(OutputStream answer, List<String> header, Job job) {
        if (!header.isEmpty()) {
            new CsvOutput(answer, job.terms().format(), 0).write(List.copyOf(header));
        }
    }

    private static void copy(Path file, long start, long end, OutputStream answer) throws IOException {
        try (FileChannel bytes = FileChannel.open(file)) {
            WritableByteChannel out = Channels.newChannel(answer);
            long position = start;
            while (position < end) {
                long copied = bytes.transferTo(position, Math.min(end - position, 1 << 20), out);
                if (copied == 0) {
                    throw new IOException("The results of a job have been cut off");
                }
                position += copied;
            }
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
