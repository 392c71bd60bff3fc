package dev.sallyport.org.bulk.v1;

import dev.sallyport.org.bulk.Batch;
import dev.sallyport.org.bulk.BatchState;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.Progress;
import dev.sallyport.org.data.DateTimeText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What is told of jobs and batches; the order of the members is that of the XML schema, which clients rely on. */
final class AsyncInfo {

    private final AsyncFormat format;

    AsyncInfo(AsyncFormat format) {
        this.format = format;
    }

    Map<String, @Nullable Object> job(Job job, List<Batch> batches) {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("id", job.id().value());
        info.put("operation", job.operation().apiName());
        info.put("object", job.sObject());
        info.put("createdById", job.createdById().value());
        info.put("createdDate", text(job.createdDate()));
        info.put("systemModstamp", text(job.systemModstamp()));
        info.put("state", job.state().apiName());
        info.put("externalIdFieldName", job.terms().externalIdField());
        info.put("concurrencyMode", job.terms().serial() ? "Serial" : "Parallel");
        info.put("contentType", job.terms().contentType().name());
        info.put("numberBatchesQueued", count(batches, BatchState.QUEUED));
        info.put("numberBatchesInProgress", count(batches, BatchState.IN_PROGRESS));
        info.put("numberBatchesCompleted", count(batches, BatchState.COMPLETED));
        info.put("numberBatchesFailed", count(batches, BatchState.FAILED));
        info.put("numberBatchesTotal", batches.size());
        info.put("numberRecordsProcessed", sum(batches, Progress::processed));
        info.put("numberRetries", 0);
        info.put("apiVersion", (double) job.terms().apiVersion().major());
        info.put("assignmentRuleId", job.terms().assignmentRuleId());
        info.put("numberRecordsFailed", sum(batches, Progress::failed));
        info.put("totalProcessingTime", sum(batches, Progress::milliseconds));
        info.put("apiActiveProcessingTime", sum(batches, Progress::milliseconds));
        info.put("apexProcessingTime", 0);
        if (format == AsyncFormat.JSON) {
            info.put("fastPathEnabled", false);
        }
        return info;
    }

    Map<String, @Nullable Object> batch(Batch batch) {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("id", batch.id().value());
        info.put("jobId", batch.jobId().value());
        info.put("state", batch.state().apiName());
        info.put("stateMessage", batch.stateMessage());
        info.put("createdDate", text(batch.createdDate()));
        info.put("systemModstamp", text(batch.systemModstamp()));
        info.put("numberRecordsProcessed", batch.progress().processed());
        info.put("numberRecordsFailed", batch.progress().failed());
        info.put("totalProcessingTime", batch.progress().milliseconds());
        info.put("apiActiveProcessingTime", batch.progress().milliseconds());
        info.put("apexProcessingTime", 0);
        return info;
    }

    private String text(Instant instant) {
        return format == AsyncFormat.JSON ? DateTimeText.json(instant) : DateTimeText.xml(instant);
    }

    private static long count(List<Batch> batches, BatchState state) {
        return batches.stream().filter(batch -> batch.state() == state).count();
    }

    private static long sum(List<Batch> batches, ToLongFunction<Progress> number) {
        return batches.stream().map(Batch::progress).mapToLong(number).sum();
    }
}
