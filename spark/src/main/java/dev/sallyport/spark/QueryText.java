package dev.sallyport.spark;

import dev.sallyport.sql.soql.SoqlQuery;
import dev.sallyport.sql.soql.SoqlStatement;
import dev.sallyport.sql.soql.SoqlValue;

/** The SOQL of statements whose values are all known: Spark has no parameters. */
final class QueryText {
    private static final SoqlValue.Parameters NONE = (value, compared) -> {
        throw new IllegalArgumentException("There is no value for " + value + ".");
    };

    private QueryText() {}

    static String of(SoqlStatement statement) {
        return statement.soql(NONE);
    }

    /** Of the rows in one range of ids. */
    static String ofPart(SoqlQuery query, String range) {
        return query.soqlOfPart(NONE, range);
    }
}
