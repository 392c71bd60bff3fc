/**
 * Bulk API, the older one, under {@code /services/async}: jobs made of batches in CSV, XML or JSON, with a session header
 * and errors of its own, and primary-key chunking. See the Bulk API 2.0 and Bulk API Developer Guide, "Bulk API".
 */
@NullMarked
package dev.sallyport.org.bulk.v1;

import org.jspecify.annotations.NullMarked;
