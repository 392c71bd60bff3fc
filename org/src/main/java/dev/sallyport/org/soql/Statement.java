package dev.sallyport.org.soql;

import java.util.List;

/** A query, ready to run. */
sealed interface Statement {
    /**
     * {@code SELECT COUNT() FROM …}: its answer is a number.
     *
     * @param sql one row with the number
     */
    record Count(Sql sql) implements Statement {}

    /**
     * Groups and aggregates.
     *
     * @param sql a row each
     */
    record Aggregates(Sql sql, RowLayout layout) implements Statement {}

    /**
     * Records. Which ones is asked first, in their order; their values then, a page at a time.
     *
     * @param rowIds the database's row numbers, in order; of a subquery, those of the children of parents whose ids are
     *     the keys, with the parent's id as second column
     * @param ids the row numbers and ids of the records of a range of row numbers, which is its last two parameters
     * @param page the records of a range of row numbers, which is its last two parameters; the row number is the first column
     */
    record Records(Sql rowIds, Sql ids, Sql page, RowLayout layout, List<Children> children) implements Statement {}

    /**
     * The subquery of a query for records.
     *
     * @param name its relationship
     */
    record Children(String name, Records records) {}
}
