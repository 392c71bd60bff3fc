package dev.sallyport.org.bulk.v2;

import dev.sallyport.org.bulk.BulkQueries;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.JobState;
import dev.sallyport.org.bulk.JobType;
import dev.sallyport.org.bulk.Progress;
import dev.sallyport.org.data.DateTimeText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Bulk API 2.0 tells of a job, with the members and in the order that Salesforce writes. */
final class JobInfo {

    private JobInfo() {}

    /** The answer to opening, closing or aborting a job. */
    static Map<String, Object> brief(Job job) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("id", job.id().value());
        info.put("operation", job.operation().apiName());
        info.put("object", job.sObject());
        info.put("createdById", job.createdById().value());
        info.put("createdDate", text(job.createdDate()));
        info.put("systemModstamp", text(job.systemModstamp()));
        info.put("state", job.state().apiName());
        put(info, "externalIdFieldName", job.terms().externalIdField());
        put(info, "assignmentRuleId", job.terms().assignmentRuleId());
        info.put("concurrencyMode", job.terms().serial() ? "Serial" : "Parallel");
        info.put("contentType", job.terms().contentType().name());
        info.put("apiVersion", (double) job.terms().apiVersion().major());
        if (job.terms().type() == JobType.V2_INGEST && job.state() == JobState.OPEN) {
            info.put("contentUrl", contentUrl(job));
        }
        if (job.terms().type() != JobType.CLASSIC) {
            info.put("lineEnding", job.terms().format().lineEnding().name());
            info.put("columnDelimiter", job.terms().format().columnDelimiter().name());
        }
        return info;
    }

    /** One of a list of jobs. */
    static Map<String, Object> listed(Job job) {
        Map<String, Object> info = new LinkedHashMap<>();
        brief(job).forEach((name, value) -> {
            info.put(name, value);
            if (name.equals("apiVersion")) {
                info.put("jobType", job.terms().type().apiName());
            }
        });
        return info;
    }

    /** All of a job. */
    static Map<String, Object> full(Job job) {
        Map<String, Object> info = listed(job);
        Progress progress = job.progress();
        boolean query = job.operation().isQuery();
        info.put("numberRecordsProcessed", progress.processed());
        if (!query) {
            info.put("numberRecordsFailed", progress.failed());
        }
        info.put("retries", progress.retries());
        info.put("totalProcessingTime", progress.milliseconds());
        if (query) {
            info.put("isPkChunkingSupported", BulkQueries.isChunkable(job.sObject()));
        } else {
            info.put("apiActiveProcessingTime", progress.milliseconds());
            info.put("apexProcessingTime", 0);
        }
        put(info, "errorMessage", job.errorMessage());
        return info;
    }

    /** Without a slash in front, as Salesforce writes it. */
    private static String contentUrl(Job job) {
        return job.terms().apiVersion().restPath().substring(1) + "/jobs/ingest/" + job.id() + "/batches";
    }

    private static void put(Map<String, Object> info, String name, @Nullable Object value) {
        if (value != null) {
            info.put(name, value);
        }
    }

    private static String text(Instant instant) {
        return DateTimeText.json(instant);
    }
}
