package dev.sallyport.spark;

import dev.sallyport.salesforce.QueryScope;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How records are to be read.
 *
 * @param partitions the most parts that a table is read in
 * @param scope whether records in the recycle bin are read
 * @param since from when on a stream's records have changed; null for all records
 * @param poll how long a stream does not ask again for changes
 */
record ScanTerms(int partitions, QueryScope scope, @Nullable Instant since, Duration poll) {}
