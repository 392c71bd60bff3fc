package dev.sallyport.org.fuzz;

import dev.sallyport.org.soql.QueryResult;
import java.util.function.Consumer;

/**
 * A query with what its answer must be.
 *
 * @param withDeleted whether it is asked as {@code queryAll}
 * @param check fails on another answer
 */
record FuzzQuery(String soql, boolean withDeleted, Consumer<QueryResult> check) {}
