package dev.sallyport.org.bulk.v1;

import static dev.sallyport.org.bulk.v1.Guarded.guarded;

import dev.sallyport.org.bulk.Allowance;
import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.Batch;
import dev.sallyport.org.bulk.BatchState;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.ContentType;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.JobState;
import dev.sallyport.org.data.SalesforceId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code job/…/batch}: takes batches, tells of them, and gives what they were and what came of them. */
final class AsyncBatches {
    /** "A batch can contain a maximum of 10,000,000 characters"; of a query, 10,000. */
    private static final int LARGEST = 10_000_000;

    private static final int LONGEST_QUERY = 10_000;

    private final BulkEngine engine;
    private final AsyncJobs jobs;
    private final BatchFiles files;
    private final BatchRun run;

    AsyncBatches(BulkEngine engine, AsyncJobs jobs) {
        this.engine = engine;
        this.jobs = jobs;
        this.files = new BatchFiles(engine.spool());
        this.run = new BatchRun(engine);
    }

    void addTo(RoutesConfig routes) {
        String batches = "/services/async/{version}/job/{id}/batch";
        routes.post(batches, guarded(this::create));
        routes.get(batches, guarded(this::list));
        routes.get(batches + "/{batch}", guarded(this::info));
        routes.get(batches + "/{batch}/request", guarded(this::request));
        routes.get(batches + "/{batch}/result", guarded(this::result));
        routes.get(batches + "/{batch}/result/{result}", guarded(this::queryResult));
        run.resume();
    }

    private void create(Context context) throws IOException {
        Job job = jobs.job(context);
        checkContentType(context, job);
        if (job.state() != JobState.OPEN) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_JOB_STATE,
                    "Adding a batch to already " + job.state().apiName() + " Job not allowed");
        }
        byte[] body = body(context, job);
        if (!engine.allowances().use(Allowance.BATCHES, 1)) {
            throw new BulkException(AsyncExceptionCode.EXCEEDED_QUOTA, "ApiBatchItems Limit exceeded.");
        }
        SalesforceId id = engine.batches().nextId();
        Files.write(files.request(job.id(), id), body);
        Batch batch = engine.batches().queue(id, job.id(), job.terms().contentType());
        AsyncFormat format = AsyncFormat.of(context, job.terms().contentType());
        format.send(context, 201, "batchInfo", new AsyncInfo(format).batch(batch));
        run.submit(batch);
    }

    private static void checkContentType(Context context, Job job) {
        @Nullable String mediaType = context.contentType();
        String expected = job.terms().contentType().mediaType();
        String subtype = expected.substring(expected.indexOf('/'));
        if (mediaType == null || !mediaType.toLowerCase(Locale.ROOT).contains(subtype)) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_BATCH,
                    "The content type of the batch (" + mediaType + ") is not that of the job: " + expected);
        }
    }

    private static byte[] body(Context context, Job job) throws IOException {
        int most = job.operation().isQuery() ? LONGEST_QUERY : LARGEST;
        byte[] body = context.bodyInputStream().readNBytes(most + 1);
        if (body.length > most) {
            throw new BulkException(
                    AsyncExceptionCode.CLIENT_INPUT_ERROR,
                    job.operation().isQuery()
                            ? "Failed to read query. Exceeded max size of " + most + " characters"
                            : "Failed to read request. Exceeded max size of " + most + " bytes");
        }
        if (new String(body, StandardCharsets.UTF_8).isBlank()) {
            throw new BulkException(AsyncExceptionCode.CLIENT_INPUT_ERROR, "Failed to read request. It is empty");
        }
        return body;
    }

    private void list(Context context) {
        Job job = jobs.job(context);
        AsyncFormat format = AsyncFormat.of(context, job.terms().contentType());
        AsyncInfo info = new AsyncInfo(format);
        List<Map<String, @Nullable Object>> batches =
                engine.batches().of(job.id()).stream().map(info::batch).toList();
        format.sendList(context, "batchInfoList", "batchInfo", batches);
    }

    private void info(Context context) {
        Job job = jobs.job(context);
        AsyncFormat format = AsyncFormat.of(context, job.terms().contentType());
        format.send(context, 200, "batchInfo", new AsyncInfo(format).batch(batch(context, job)));
    }

    private void request(Context context) throws IOException {
        Job job = jobs.job(context);
        send(context, job.terms().contentType(), files.request(batch(context, job)));
    }

    private void result(Context context) throws IOException {
        Job job = jobs.job(context);
        Batch batch = completed(context, job);
        if (!job.operation().isQuery()) {
            send(context, batch.contentType(), files.saveResults(batch));
            return;
        }
        String resultId = String.valueOf(batch.resultId());
        if (job.terms().contentType() == ContentType.JSON) {
            AsyncFormat.json(context, List.of(resultId));
        } else {
            AsyncFormat.xml(context, AsyncXml.document("result-list", xml -> xml.text("result", resultId)));
        }
    }

    private void queryResult(Context context) throws IOException {
        Job job = jobs.job(context);
        Batch batch = completed(context, job);
        @Nullable SalesforceId resultId = batch.resultId();
        String asked = context.pathParam("result");
        if (resultId == null
                || !SalesforceId.parse(asked).filter(resultId::equals).isPresent()) {
            throw new BulkException(AsyncExceptionCode.INVALID_BATCH, "Invalid result id: " + asked);
        }
        send(context, job.terms().contentType(), files.queryResult(job.id(), resultId));
    }

    private Batch completed(Context context, Job job) {
        Batch batch = batch(context, job);
        if (batch.state() == BatchState.QUEUED || batch.state() == BatchState.IN_PROGRESS) {
            throw new BulkException(AsyncExceptionCode.INVALID_BATCH, "Batch not completed");
        }
        if (batch.state() != BatchState.COMPLETED) {
            throw new BulkException(AsyncExceptionCode.INVALID_BATCH, "Records not processed");
        }
        return batch;
    }

    private Batch batch(Context context, Job job) {
        String id = context.pathParam("batch");
        return engine.batches()
                .find(job.id(), id)
                .orElseThrow(() -> new BulkException(AsyncExceptionCode.INVALID_BATCH, "Invalid batch id: " + id));
    }

    private static void send(Context context, ContentType contentType, Path file) throws IOException {
        context.contentType(contentType.mediaType() + ";charset=UTF-8");
        OutputStream answer = context.outputStream();
        Files.copy(file, answer);
    }
}
