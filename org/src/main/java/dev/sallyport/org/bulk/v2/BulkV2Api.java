package dev.sallyport.org.bulk.v2;

import dev.sallyport.org.bulk.BulkEngine;
import io.javalin.config.RoutesConfig;

/** Bulk API 2.0. Its resources are below those of the REST API, whose gate lets callers in and counts the calls. */
public final class BulkV2Api {
    private final BulkEngine engine;

    public BulkV2Api(BulkEngine engine) {
        this.engine = engine;
    }

    /** Adds all resources to a server, and goes on with the jobs that the last stop of the org cut off. */
    public void addTo(RoutesConfig routes) {
        new QueryJobs(engine).addTo(routes);
        new IngestJobs(engine).addTo(routes);
    }
}
