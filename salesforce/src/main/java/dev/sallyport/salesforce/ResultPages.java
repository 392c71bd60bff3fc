package dev.sallyport.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the pages of a job's result are. Salesforce names up to five at a time (Bulk API 2.0 and Bulk API Developer Guide,
 * "Get Parallel Results for a Query Job"). For several threads.
 */
final class ResultPages {
    /** The version of the API that brought them. */
    static final ApiVersion SINCE = new ApiVersion(58, 0);

    /** Of what Salesforce names only what is below the job is taken: the token goes with the request. */
    private static final Pattern BELOW_JOB = Pattern.compile(
            "/services/data/v[0-9.]+/jobs/query/[0-9A-Za-z]+(/result(?:s|Pages)(?:\\?[0-9A-Za-z=&%._~-]*)?)");

    private final BulkJob job;

    /** Guarded by this, like the next. */
    private final Deque<String> named = new ArrayDeque<>();

    private @Nullable String more = "/resultPages";

    ResultPages(BulkJob job) {
        this.job = job;
    }

    /** How many Salesforce names at first: so many can be read side by side. One call. */
    synchronized int first() {
        if (more != null && named.isEmpty()) {
            list(more);
        }
        return named.size();
    }

    /** A page that nobody has been given yet, as a path below the job; null after the last. One call for five of them. */
    synchronized @Nullable String next() {
        while (named.isEmpty() && more != null) {
            list(more);
        }
        return named.poll();
    }

    private void list(String path) {
        Answer answer = job.get(path);
        JsonNode list;
        try (InputStream content = answer.content()) {
            list = Json.MAPPER.readTree(content);
        } catch (IOException e) {
            throw unreadable(answer, e);
        }
        for (JsonNode page : list.path("resultPages")) {
            named.add(below(answer, page.path("resultUrl")));
        }
        JsonNode next = list.path("nextRecordsUrl");
        more = next.isTextual() ? below(answer, next) : null;
        if (named.isEmpty() || more == null != list.path("done").booleanValue()) {
            throw unreadable(answer, null);
        }
    }

    private static String below(Answer answer, JsonNode url) {
        Matcher form = BELOW_JOB.matcher(url.asText());
        if (!form.matches()) {
            throw unreadable(answer, null);
        }
        return form.group(1);
    }

    private static SalesforceException unreadable(Answer answer, @Nullable IOException cause) {
        return SalesforceException.unreadable("list of a bulk query's result pages", answer.status(), cause);
    }
}
