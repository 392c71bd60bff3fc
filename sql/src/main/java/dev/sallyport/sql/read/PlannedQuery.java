package dev.sallyport.sql.read;

import dev.sallyport.salesforce.QueryColumn;
import dev.sallyport.sql.soql.SoqlQuery;
import dev.sallyport.sql.soql.SoqlStatement;
import dev.sallyport.sql.soql.SoqlValue;
import java.util.List;
import java.util.Optional;

/** A SOQL query that a statement has become, before it is sent. */
public final class PlannedQuery {
    private final Reading reading;
    private final SoqlValue.Parameters values;

    PlannedQuery(Reading reading, SoqlValue.Parameters values) {
        this.reading = reading;
        this.values = values;
    }

    /** The API name of what it reads records of; empty if it is of groups, or of records with those that refer to them. */
    public Optional<String> sObject() {
        return records().map(SoqlQuery::sObject);
    }

    /** What is read of each record, and how. */
    public List<QueryColumn> columns() {
        return reading.columns();
    }

    /** Its text. */
    public String soql() {
        return reading.query().soql(values);
    }

    /**
     * The text of a part of it.
     *
     * @param condition in SOQL, without OR: what tells the part
     * @throws IllegalStateException if it has no {@link #sObject()}
     */
    public String soqlOfPart(String condition) {
        return records()
                .orElseThrow(() -> new IllegalStateException("A query of groups or nested records has no parts."))
                .soqlOfPart(values, condition);
    }

    /** What keeps it from an API altogether; empty if nothing does. */
    public Optional<Obstacle> obstacle(Api api) {
        return Obstacle.toApi(api, reading.query());
    }

    private Optional<SoqlQuery> records() {
        SoqlStatement statement = reading.query();
        return statement instanceof SoqlQuery query ? Optional.of(query) : Optional.empty();
    }
}
