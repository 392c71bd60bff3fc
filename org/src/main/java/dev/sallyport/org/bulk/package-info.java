/**
 * What Bulk API and Bulk API 2.0 share: jobs and batches in tables of their own, so that a restart shows them; files for
 * what is uploaded and what comes out, so that memory does not grow with them; CSV, read as strictly as Salesforce does;
 * the workers that run queries and loads. The two APIs themselves are in {@code v1} and {@code v2}.
 */
@NullMarked
package dev.sallyport.org.bulk;

import org.jspecify.annotations.NullMarked;
