package dev.sallyport.org.bulk.v2;

import static dev.sallyport.org.bulk.v2.Guarded.guarded;

import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.ColumnDelimiter;
import dev.sallyport.org.bulk.ContentType;
import dev.sallyport.org.bulk.CsvFormat;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.JobState;
import dev.sallyport.org.bulk.JobType;
import dev.sallyport.org.bulk.LineEnding;
import dev.sallyport.org.bulk.Operation;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.rest.RestGate;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code jobs/ingest}: opens ingest jobs, takes their data, closes and aborts them. */
final class IngestJobs {
    /** "For data sets under 100,000 characters, upload the data as part of a multipart request". */
    private static final int MULTIPART_CHARACTERS = 100_000;

    private final BulkEngine engine;
    private final JobResources resources;
    private final IngestJobRun run;

    IngestJobs(BulkEngine engine) {
        this.engine = engine;
        this.resources = new JobResources(
                engine,
                "ingest",
                JobType.V2_INGEST,
                EnumSet.of(JobType.V2_INGEST, JobType.CLASSIC, JobType.BIG_OBJECT_INGEST),
                EnumSet.of(JobState.UPLOAD_COMPLETE, JobState.JOB_COMPLETE, JobState.ABORTED, JobState.FAILED));
        this.run = new IngestJobRun(engine);
    }

    void addTo(RoutesConfig routes) {
        String root = "/services/data/{version}/jobs/ingest";
        routes.post(root, guarded(this::open));
        routes.put(root + "/{id}/batches", guarded(this::upload));
        routes.patch(root + "/{id}", guarded(this::change));
        resources.addTo(routes);
        new IngestResults(engine, resources).addTo(routes);
        engine.jobs()
                .in(JobType.V2_INGEST, EnumSet.of(JobState.UPLOAD_COMPLETE, JobState.IN_PROGRESS))
                .forEach(this::submit);
    }

    private void open(Context context) throws IOException {
        if (context.isMultipartFormData()) {
            openWithData(context);
            return;
        }
        Job job = open(context, JobBody.read(context.body()));
        JobResources.answer(context, JobInfo.brief(job));
    }

    /** The job and its data in one request: the job goes to work at once. */
    private void openWithData(Context context) throws IOException {
        @Nullable String json = part(context, "job");
        @Nullable String content = part(context, "content");
        if (json == null || content == null) {
            throw new BulkException(
                    AsyncExceptionCode.CLIENT_INPUT_ERROR, "A multipart request has the parts 'job' and 'content'");
        }
        if (content.length() > MULTIPART_CHARACTERS) {
            throw new BulkException(
                    AsyncExceptionCode.CLIENT_INPUT_ERROR,
                    "The content of a multipart request has at most 100000 characters");
        }
        Job job = open(context, JobBody.read(json));
        store(job, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        JobResources.answer(context, JobInfo.brief(close(engine.jobs().get(job.id()))));
    }

    private static @Nullable String part(Context context, String name) throws IOException {
        @Nullable UploadedFile file = context.uploadedFile(name);
        if (file == null) {
            return context.formParam(name);
        }
        try (InputStream stream = file.content()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Job open(Context context, JobBody body) {
        User user = RestGate.admission(context).user();
        Operation operation = body.choice("operation", IngestJobs::operation)
                .orElseThrow(() -> new BulkException(AsyncExceptionCode.INVALID_JOB, "Operation is not specified"));
        body.constant("contentType", OnlyCsv.class, OnlyCsv.CSV);
        SObjectType type = engine.rules().type(body.textOrNull("object"), user);
        engine.rules().checkPermission(operation, user);
        Job.Terms terms = new Job.Terms(
                JobType.V2_INGEST,
                operation,
                type.name(),
                operation == Operation.UPSERT
                        ? engine.rules().externalIdField(type, body.textOrNull("externalIdFieldName"))
                        : null,
                body.textOrNull("assignmentRuleId"),
                JobResources.version(context),
                ContentType.CSV,
                false,
                new CsvFormat(
                        body.constant("columnDelimiter", ColumnDelimiter.class, ColumnDelimiter.COMMA),
                        body.constant("lineEnding", LineEnding.class, LineEnding.LF)),
                null,
                null);
        engine.deleteExpired();
        return engine.jobs().open(terms, user.id(), JobState.OPEN);
    }

    private void upload(Context context) throws IOException {
        Job job = resources.job(context);
        @Nullable String mediaType = context.contentType();
        if (mediaType != null && !mediaType.toLowerCase(Locale.ROOT).startsWith("text/csv")) {
            throw new ApiException(
                    415,
                    "UNSUPPORTED_MEDIA_TYPE",
                    "Content-type header specified in HTTP request is not supported: " + mediaType);
        }
        requireOpen(job);
        store(job, context.bodyInputStream());
        context.status(201);
    }

    private static void requireOpen(Job job) {
        if (job.state() != JobState.OPEN) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_JOB_STATE,
                    "Uploading to already " + job.state().apiName() + " Job not allowed");
        }
    }

    /** Data is the job's once all of it is here: of an upload that breaks off, or is too large, nothing stays. */
    private void store(Job job, InputStream data) throws IOException {
        Path part = Files.createTempFile(engine.spool().folder(job.id()), "upload", ".part");
        try {
            Files.copy(data, part, StandardCopyOption.REPLACE_EXISTING);
            keep(job.id(), part);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The job may have been closed while the data came in. */
    private synchronized void keep(SalesforceId id, Path part) throws IOException {
        Job job = engine.jobs().get(id);
        requireOpen(job);
        if (job.uploads() == 0) {
            Files.move(part, IngestJobRun.upload(engine, job), StandardCopyOption.ATOMIC_MOVE);
        }
        // Salesforce takes a second upload, and complains when the job is closed.
        engine.jobs().countUpload(id);
    }

    private void change(Context context) {
        Job job = resources.job(context);
        JobState state = JobBody.read(context.body())
                .choice("state", JobState::named)
                .orElseThrow(() -> new BulkException(AsyncExceptionCode.INVALID_JOB, "State is not specified"));
        Job changed =
                switch (state) {
                    case UPLOAD_COMPLETE -> close(job);
                    case ABORTED -> resources.abort(job);
                    case OPEN, CLOSED, IN_PROGRESS, JOB_COMPLETE, FAILED ->
                        throw new BulkException(
                                AsyncExceptionCode.INVALID_JOB_STATE,
                                "Changing the state of a Job to " + state.apiName() + " not allowed");
                };
        JobResources.answer(context, JobInfo.brief(changed));
    }

    private synchronized Job close(Job opened) {
        Job job = engine.jobs().get(opened.id());
        if (job.uploads() > 1) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_JOB,
                    "Found multipe contents for job: <" + job.id().shortForm()
                            + ">, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make"
                            + " sure you only do 'PUT' once on a given Job.");
        }
        if (!engine.jobs().move(job.id(), EnumSet.of(JobState.OPEN), JobState.UPLOAD_COMPLETE, null)) {
            throw JobResources.notAllowed("Closing", engine.jobs().get(job.id()).state());
        }
        Job closed = engine.jobs().get(job.id());
        submit(closed);
        return closed;
    }

    private void submit(Job job) {
        engine.workers().submit(job.id(), () -> run.run(job.id()));
    }

    private static Optional<Operation> operation(String name) {
        return Operation.named(name).filter(operation -> !operation.isQuery());
    }

    /** What the data can be written in. */
    private enum OnlyCsv {
        CSV
    }
}
