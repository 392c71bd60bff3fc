package dev.sallyport.sql.federation;

import java.util.List;

/**
 * Keys that rows are asked for by.
 *
 * @param type PostgreSQL's name of their type
 * @param values as its driver takes them
 */
record ForeignKeys(String type, List<Object> values) {}
