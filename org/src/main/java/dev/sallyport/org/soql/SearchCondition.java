package dev.sallyport.org.soql;

import java.util.List;

/** A condition in the database's own SQL that a query's records must meet besides its own: a text search. */
public interface SearchCondition {
    /**
     * The condition, with a question mark for each parameter.
     *
     * @param alias the name by which columns of the record's table go
     */
    String sql(String alias);

    /** The parameters, in the order of their question marks. */
    List<Object> parameters();
}
