package dev.sallyport.sql.exact;

/**
 * A query to compare.
 *
 * @param ordered whether its ORDER BY leaves no choice, so that the rows' order counts
 */
record Asked(Query query, boolean ordered) {}
