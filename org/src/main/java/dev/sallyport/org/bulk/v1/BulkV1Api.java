package dev.sallyport.org.bulk.v1;

import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.session.ApiGate;
import io.javalin.config.RoutesConfig;

/** Bulk API, with jobs and batches. */
public final class BulkV1Api {
    private final SessionGate gate;
    private final AsyncJobs jobs;
    private final AsyncBatches batches;

    public BulkV1Api(BulkEngine engine, ApiGate gate) {
        this.gate = new SessionGate(gate);
        this.jobs = new AsyncJobs(engine);
        this.batches = new AsyncBatches(engine, jobs);
    }

    /** Adds all resources to a server, and goes on with the batches that the last stop of the org cut off. */
    public void addTo(RoutesConfig routes) {
        gate.addTo(routes);
        jobs.addTo(routes);
        batches.addTo(routes);
    }
}
