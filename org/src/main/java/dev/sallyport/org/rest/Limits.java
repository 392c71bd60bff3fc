package dev.sallyport.org.rest;

import dev.sallyport.org.bulk.Allowance;
import dev.sallyport.org.bulk.Allowances;
import dev.sallyport.org.session.ApiMeter;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code limits}: what an org may use and has left. Only API requests and Bulk jobs are metered; the rest stands full. */
final class Limits implements Resource {
    private record Limit(long Max, long Remaining) {}

    private final Allowances bulkAllowances;

    Limits(Allowances bulkAllowances) {
        this.bulkAllowances = bulkAllowances;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/services/data/{version}/limits", this::answer);
    }

    private void answer(Context context) {
        ApiMeter.Usage usage = RestGate.admission(context).usage();
        Map<String, Limit> limits = new LinkedHashMap<>();
        limits.put("ConcurrentAsyncGetReportInstances", full(200));
        limits.put("ConcurrentSyncReportRuns", full(20));
        limits.put("DailyApiRequests", new Limit(usage.limit(), usage.remaining()));
        limits.put("DailyAsyncApexExecutions", full(250_000));
        limits.put("DailyBulkApiBatches", left(Allowance.BATCHES));
        limits.put("DailyBulkV2QueryFileStorageMB", full(976_562));
        limits.put("DailyBulkV2QueryJobs", left(Allowance.QUERY_JOBS));
        limits.put("DailyDurableStreamingApiEvents", full(10_000));
        limits.put("DailyGenericStreamingApiEvents", full(10_000));
        limits.put("DailyStandardVolumePlatformEvents", full(10_000));
        limits.put("DailyStreamingApiEvents", full(10_000));
        limits.put("DailyWorkflowEmails", full(1_000));
        limits.put("DataStorageMB", full(1_024));
        limits.put("FileStorageMB", full(2_048));
        limits.put("HourlyAsyncReportRuns", full(1_200));
        limits.put("HourlyDashboardRefreshes", full(200));
        limits.put("HourlyPublishedPlatformEvents", full(50_000));
        limits.put("HourlySyncReportRuns", full(500));
        limits.put("HourlyTimeBasedWorkflow", full(1_000));
        limits.put("MassEmail", full(5_000));
        limits.put("SingleEmail", full(5_000));
        limits.put("StreamingApiConcurrentClients", full(1_000));
        context.json(limits);
        context.contentType("application/json;charset=UTF-8");
    }

    private Limit left(Allowance allowance) {
        long most = bulkAllowances.most(allowance);
        return new Limit(most, Math.max(0, most - bulkAllowances.used(allowance)));
    }

    private static Limit full(long max) {
        return new Limit(max, max);
    }
}
