/**
 * Bulk API 2.0: query jobs under {@code jobs/query}, ingest jobs under {@code jobs/ingest}. See the Bulk API 2.0 and Bulk
 * API Developer Guide.
 */
@NullMarked
package dev.sallyport.org.bulk.v2;

import org.jspecify.annotations.NullMarked;
