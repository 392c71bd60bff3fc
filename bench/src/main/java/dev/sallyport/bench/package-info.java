/**
 * Measures the local org: all contacts read by REST and by Bulk API 2.0 over loopback, next to the same rows read
 * straight from its database, and what it takes to start and to fill an org.
 */
@NullMarked
package dev.sallyport.bench;

import org.jspecify.annotations.NullMarked;
