package dev.sallyport.org;

import dev.sallyport.org.bulk.Allowance;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Count;
import dev.sallyport.org.http.Fault;
import dev.sallyport.org.http.LongRequests;
import dev.sallyport.org.http.Traffic;
import dev.sallyport.org.session.ApiMeter;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.Setup;
import java.time.Duration;

/** What a test may do to an org from behind the scenes, and what it may read there. */
public final class TestControls {
    private final Traffic traffic;
    private final LongRequests longRequests;
    private final Sessions sessions;
    private final ApiMeter meter;
    private final MovableClock clock;
    private final Setup setup;
    private final BulkEngine bulk;

    TestControls(
            Traffic traffic,
            LongRequests longRequests,
            Sessions sessions,
            ApiMeter meter,
            MovableClock clock,
            Setup setup,
            BulkEngine bulk) {
        this.traffic = traffic;
        this.longRequests = longRequests;
        this.sessions = sessions;
        this.meter = meter;
        this.clock = clock;
        this.setup = setup;
        this.bulk = bulk;
    }

    /** Requests of a kind and the bytes of their answers since the start or the last {@link #resetCounts}. */
    public Count count(ApiKind kind) {
        return traffic.count(kind);
    }

    /** API requests that have begun and not ended. */
    public int apiRequestsUnderWay() {
        return longRequests.underWay();
    }

    /** API calls that count against the daily limit, of the last 24 hours. */
    public long apiCalls() {
        return meter.usage().used();
    }

    /** Starts counting requests and bytes anew; the daily API limit is not touched. */
    public void resetCounts() {
        traffic.resetCounts();
    }

    /** Ends every session: all tokens are refused from now on. */
    public void expireSessions() {
        sessions.revokeAll();
    }

    /** Ends every session after so many more REST or SOAP calls. */
    public void expireSessionsAfter(long apiCalls) {
        meter.expireSessionsAfter(apiCalls);
    }

    /** Holds every request up for so long before it is handled. */
    public void setLatency(Duration latency) {
        traffic.setLatency(latency);
    }

    /** Spoils the next request of a kind; faults asked for the same kind queue up. */
    public void failNext(ApiKind kind, Fault fault) {
        traffic.plan(kind, fault);
    }

    /** Moves the org's clock forward. */
    public void advanceClock(Duration by) {
        clock.advance(by);
    }

    /** Sets how many API calls the org may make in 24 hours. */
    public void setDailyApiRequests(int limit) {
        setup.settings().setDailyApiRequests(limit);
    }

    /** Begins no more work on jobs of the Bulk APIs until {@link #releaseBulkJobs}: they stay as they were closed. */
    public void holdBulkJobs() {
        bulk.workers().pause();
    }

    /** Goes on with jobs of the Bulk APIs. */
    public void releaseBulkJobs() {
        bulk.workers().resume();
    }

    /** Waits until no job of the Bulk APIs is queued or running. */
    public void awaitBulkJobs() throws InterruptedException {
        bulk.workers().awaitIdle();
    }

    /** Sets how many rows of a bulk query's result come at a time, and are a page of it, unless the caller says how many. */
    public void setRowsOfBulkResultSets(long rows) {
        bulk.setRowsOfASet(rows);
    }

    /** Sets how many query jobs of Bulk API 2.0 may be opened in 24 hours. */
    public void setDailyBulkQueryJobs(long limit) {
        bulk.allowances().setMost(Allowance.QUERY_JOBS, limit);
    }

    /** Sets how many batches of the Bulk APIs may be made in 24 hours. */
    public void setDailyBulkBatches(long limit) {
        bulk.allowances().setMost(Allowance.BATCHES, limit);
    }
}
