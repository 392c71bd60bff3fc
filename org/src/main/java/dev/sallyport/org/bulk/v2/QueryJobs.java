package dev.sallyport.org.bulk.v2;

import static dev.sallyport.org.bulk.v2.Guarded.guarded;

import dev.sallyport.org.bulk.Allowance;
import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.BulkQuery;
import dev.sallyport.org.bulk.ColumnDelimiter;
import dev.sallyport.org.bulk.ContentType;
import dev.sallyport.org.bulk.CsvFormat;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.JobState;
import dev.sallyport.org.bulk.JobType;
import dev.sallyport.org.bulk.LineEnding;
import dev.sallyport.org.bulk.Operation;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.rest.RestGate;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.Optional;

/** {@code jobs/query}: opens and aborts query jobs. */
final class QueryJobs {
    private final BulkEngine engine;
    private final JobResources resources;
    private final QueryJobRun run;

    QueryJobs(BulkEngine engine) {
        this.engine = engine;
        this.resources = new JobResources(
                engine,
                "query",
                JobType.V2_QUERY,
                EnumSet.of(JobType.V2_QUERY, JobType.CLASSIC),
                EnumSet.of(JobState.JOB_COMPLETE, JobState.ABORTED, JobState.FAILED));
        this.run = new QueryJobRun(engine);
    }

    void addTo(RoutesConfig routes) {
        String root = "/services/data/{version}/jobs/query";
        routes.post(root, guarded(this::open));
        routes.patch(root + "/{id}", guarded(this::change));
        resources.addTo(routes);
        new QueryResults(engine, resources).addTo(routes);
        engine.jobs()
                .in(JobType.V2_QUERY, EnumSet.of(JobState.UPLOAD_COMPLETE, JobState.IN_PROGRESS))
                .forEach(this::submit);
    }

    private void open(Context context) {
        JobBody body = JobBody.read(context.body());
        Operation operation = body.choice("operation", QueryJobs::operation)
                .orElseThrow(() -> new BulkException(AsyncExceptionCode.INVALID_JOB, "Operation is not specified"));
        body.constant("contentType", OnlyCsv.class, OnlyCsv.CSV);
        String soql = body.text("query")
                .orElseThrow(() -> new BulkException(AsyncExceptionCode.INVALID_JOB, "Query is not specified"));
        CsvFormat format = new CsvFormat(
                body.constant("columnDelimiter", ColumnDelimiter.class, ColumnDelimiter.COMMA),
                body.constant("lineEnding", LineEnding.class, LineEnding.LF));
        User user = RestGate.admission(context).user();
        BulkQuery query = engine.queries().check(soql, operation, user, ContentType.CSV);
        use();
        Job.Terms terms = new Job.Terms(
                JobType.V2_QUERY,
                operation,
                query.outline().sObject(),
                null,
                null,
                JobResources.version(context),
                ContentType.CSV,
                false,
                format,
                soql,
                null);
        Job job = engine.jobs().open(terms, user.id(), JobState.UPLOAD_COMPLETE);
        submit(job);
        JobResources.answer(context, JobInfo.brief(job));
    }

    /** The only thing that can become of a query job by request is that it is aborted. */
    private void change(Context context) {
        Job job = resources.job(context);
        JobState state = JobBody.read(context.body())
                .choice("state", JobState::named)
                .orElseThrow(() -> new BulkException(AsyncExceptionCode.INVALID_JOB, "State is not specified"));
        if (state != JobState.ABORTED) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_JOB_STATE,
                    "Changing the state of a Job to " + state.apiName() + " not allowed");
        }
        JobResources.answer(context, JobInfo.brief(resources.abort(job)));
    }

    private void submit(Job job) {
        engine.workers().submit(job.id(), () -> run.run(job.id()));
    }

    private void use() {
        if (!engine.allowances().use(Allowance.QUERY_JOBS, 1)) {
            long most = engine.allowances().most(Allowance.QUERY_JOBS);
            throw new ApiException(
                    400,
                    "LIMIT_EXCEEDED",
                    "Max bulk v2 query jobs (" + most + ") per 24 hrs has been reached (" + (most + 1) + ")");
        }
    }

    private static Optional<Operation> operation(String name) {
        return Operation.named(name).filter(Operation::isQuery);
    }

    /** What a query's results can be written in. */
    private enum OnlyCsv {
        CSV
    }
}
