package dev.sallyport.server.job;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How nodes share out jobs.
 *
 * @param lease how long a node that is not heard of keeps its jobs; it renews three times in that time. The same at all nodes
 * @param exports the folder for exported files, which nodes share so that each goes on where another was lost; null for one in
 *     the data folder
 */
public record JobOptions(Duration lease, @Nullable Path exports) {
    /** What suits a server: a node that is cut off for a moment keeps its work. */
    public static final JobOptions DEFAULT = new JobOptions(Duration.ofSeconds(30), null);

    /** The same, with exported files in a folder that nodes share. */
    public JobOptions withExports(Path folder) {
        return new JobOptions(lease, folder);
    }

    public JobOptions {
        if (lease.toMillis() < 30) {
            throw new IllegalArgumentException("A lease of " + lease + " ends before it can be renewed.");
        }
    }
}
