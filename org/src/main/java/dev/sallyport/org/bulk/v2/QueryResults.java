package dev.sallyport.org.bulk.v2;

import static dev.sallyport.org.bulk.v2.Guarded.guarded;

import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.JobState;
import dev.sallyport.org.bulk.QueryResultFile;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.rest.RestGate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of a query job, a set of rows at a time. A locator is the number of the set's first row in Base64, as
 * Salesforce's are; as long as the job exists it can be asked for again.
 */
final class QueryResults {
    private static final int BUFFER = 65_536;

    /** "Returns up to five URIs in one response." */
    private static final int PARALLEL_PAGES = 5;

    private static final int PARALLEL_SINCE = 58;

    private final BulkEngine engine;
    private final JobResources resources;

    QueryResults(BulkEngine engine, JobResources resources) {
        this.engine = engine;
        this.resources = resources;
    }

    void addTo(RoutesConfig routes) {
        String job = "/services/data/{version}/jobs/query/{id}";
        routes.get(job + "/results", guarded(this::rows));
        routes.get(job + "/resultPages", guarded(this::pages));
    }

    static QueryResultFile file(BulkEngine engine, Job job) {
        return new QueryResultFile(engine.spool().folder(job.id()), "result");
    }

    private void rows(Context context) throws IOException {
        Job job = resources.jobOfVersion(context);
        if (job.state() != JobState.JOB_COMPLETE) {
            context.status(204);
            return;
        }
        QueryResultFile file = file(engine, job);
        long total = file.rows();
        long first = first(context.queryParam("locator"), total);
        long count = Math.min(most(context.queryParam("maxRecords")), total - first);
        context.header("Sforce-NumberOfRecords", Long.toString(count));
        context.header("Sforce-Locator", first + count < total ? locator(first + count) : "null");
        context.contentType("text/csv;charset=UTF-8");
        // The server decides by the first bytes written whether an answer is worth compressing: not by a line of names.
        OutputStream buffered = new BufferedOutputStream(context.outputStream(), BUFFER);
        file.copy(first, count, buffered);
        buffered.flush();
    }

    private void pages(Context context) {
        Job job = resources.jobOfVersion(context);
        if (job.terms().apiVersion().major() < PARALLEL_SINCE) {
            throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
        }
        if (job.state() != JobState.JOB_COMPLETE) {
            context.status(204);
            return;
        }
        long total = file(engine, job).rows();
        String path = RestGate.restPath(context) + "/jobs/query/" + job.id();
        List<Map<String, String>> pages = new ArrayList<>();
        long row = first(context.queryParam("locator"), total);
        do {
            pages.add(Map.of("resultUrl", path + "/results?locator=" + locator(row)));
            row += engine.rowsOfASet();
        } while (row < total && pages.size() < PARALLEL_PAGES);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("resultPages", pages);
        answer.put("nextRecordsUrl", row < total ? path + "/resultPages?locator=" + locator(row) : null);
        answer.put("done", row >= total);
        JobResources.answer(context, answer);
    }

    private static String locator(long row) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(row).getBytes(StandardCharsets.US_ASCII));
    }

    private static long first(@Nullable String locator, long total) {
        if (locator == null || locator.isEmpty() || locator.equals("null")) {
            return 0;
        }
        try {
            long row = Long.parseLong(new String(Base64.getUrlDecoder().decode(locator), StandardCharsets.US_ASCII));
            if (row == 0 || (row > 0 && row < total)) {
                return row;
            }
        } catch (IllegalArgumentException e) {
            // no number in Base64: refused below
        }
        throw new ApiException(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
    }

    private long most(@Nullable String maxRecords) {
        if (maxRecords == null || maxRecords.isEmpty()) {
            return engine.rowsOfASet();
        }
        try {
            long most = Long.parseLong(maxRecords);
            if (most > 0) {
                return most;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new ApiException(400, "API_ERROR", "maxRecords must be a positive number: " + maxRecords);
    }
}
