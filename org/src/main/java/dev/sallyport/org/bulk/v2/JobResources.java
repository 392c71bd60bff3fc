package dev.sallyport.org.bulk.v2;

import static dev.sallyport.org.bulk.v2.Guarded.guarded;

import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.JobState;
import dev.sallyport.org.bulk.JobType;
import dev.sallyport.org.bulk.Jobs;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.http.ApiVersion;
import dev.sallyport.org.rest.RestGate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What query and ingest jobs have in common: information about one or all of them, abort, delete. */
final class JobResources {
    /** Get All Jobs "returns up to 1000 result rows per request". */
    private static final int PAGE = 1_000;

    private final BulkEngine engine;
    private final String path;
    private final JobType type;
    private final Set<JobType> listed;
    private final Set<JobState> deletable;

    /**
     * @param path {@code query} or {@code ingest}
     * @param listed the types of job that can be listed
     * @param deletable the states in which a job may be deleted
     */
    JobResources(BulkEngine engine, String path, JobType type, Set<JobType> listed, Set<JobState> deletable) {
        this.engine = engine;
        this.path = path;
        this.type = type;
        this.listed = EnumSet.copyOf(listed);
        this.deletable = EnumSet.copyOf(deletable);
    }

    void addTo(RoutesConfig routes) {
        String root = "/services/data/{version}/jobs/" + path;
        routes.get(root, guarded(this::list));
        routes.get(root + "/{id}", guarded(context -> answer(context, JobInfo.full(job(context)))));
        routes.delete(root + "/{id}", guarded(this::delete));
    }

    /**
     * The job that a path names.
     *
     * @throws BulkException if it is another user's
     */
    Job job(Context context) {
        engine.deleteExpired();
        Job job = engine.jobs()
                .find(context.pathParam("id"))
                .filter(found -> found.terms().type() == type)
                .orElseThrow(() -> new ApiException(404, "NOT_FOUND", "The requested resource does not exist"));
        engine.rules().checkAccess(job, RestGate.admission(context).user());
        return job;
    }

    /** The job that a path names, to be read in the version in which it was opened. */
    Job jobOfVersion(Context context) {
        Job job = job(context);
        if (!job.terms().apiVersion().equals(version(context))) {
            throw new ApiException(
                    409,
                    AsyncExceptionCode.INVALID_VERSION.errorCode(),
                    "The job was created in API version " + job.terms().apiVersion()
                            + ". Get its results in the same.");
        }
        return job;
    }

    static ApiVersion version(Context context) {
        return ApiVersion.parsePathSegment(context.pathParam("version")).orElseThrow();
    }

    /**
     * Aborts a job that is not done.
     *
     * @throws BulkException if it is
     */
    Job abort(Job job) {
        boolean aborted = engine.jobs()
                .move(
                        job.id(),
                        EnumSet.of(JobState.OPEN, JobState.UPLOAD_COMPLETE, JobState.IN_PROGRESS),
                        JobState.ABORTED,
                        null);
        Job now = engine.jobs().get(job.id());
        if (!aborted) {
            throw notAllowed("Aborting", now.state());
        }
        return now;
    }

    /** As Salesforce words it: {@code Aborting already Completed Job not allowed}. */
    static BulkException notAllowed(String change, JobState state) {
        String word = state == JobState.JOB_COMPLETE ? "Completed" : state.apiName();
        return new BulkException(
                AsyncExceptionCode.INVALID_JOB_STATE, change + " already " + word + " Job not allowed");
    }

    static void answer(Context context, Object json) {
        context.json(json);
        context.contentType("application/json;charset=UTF-8");
    }

    private void delete(Context context) {
        Job job = job(context);
        if (!deletable.contains(job.state())) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_JOB_STATE,
                    "Deleting a Job in state " + job.state().apiName() + " not allowed");
        }
        engine.delete(job.id());
        context.status(204);
    }

    private void list(Context context) {
        engine.deleteExpired();
        @Nullable String locator = context.queryParam("queryLocator");
        Jobs.Filter filter = new Jobs.Filter(
                types(context.queryParam("jobType")),
                "true".equalsIgnoreCase(context.queryParam("isPkChunkingEnabled")),
                locator == null || locator.isEmpty() ? null : from(locator),
                PAGE + 1);
        boolean serialOnly = "serial".equalsIgnoreCase(context.queryParam("concurrencyMode"));
        List<Job> jobs = engine.jobs().list(filter);
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("done", jobs.size() <= PAGE);
        page.put(
                "records",
                jobs.stream()
                        .limit(PAGE)
                        .filter(job -> !serialOnly || job.terms().serial())
                        .map(JobInfo::listed)
                        .toList());
        page.put(
                "nextRecordsUrl",
                jobs.size() <= PAGE
                        ? null
                        : RestGate.restPath(context) + "/jobs/" + path + "?queryLocator="
                                + jobs.get(PAGE).id());
        answer(context, page);
    }

    private Set<JobType> types(@Nullable String jobType) {
        if (jobType == null || jobType.isEmpty()) {
            return listed;
        }
        return Arrays.stream(JobType.values())
                .filter(candidate -> candidate.apiName().equals(jobType))
                .findFirst()
                .map(Set::of)
                .orElseThrow(() -> new ApiException(400, "API_ERROR", "Invalid jobType: " + jobType));
    }

    private static SalesforceId from(String locator) {
        return SalesforceId.parse(locator)
                .orElseThrow(() -> new ApiException(400, "INVALID_QUERY_LOCATOR", "invalid query locator"));
    }
}
