package dev.sallyport.spark;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.salesforce.QueryScope;
import dev.sallyport.spark.task.PartColumn;
import dev.sallyport.spark.task.QueryPart;
import java.io.ObjectStreamException;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.connector.read.InputPartition;
import org.jspecify.annotations.Nullable;

/**
 * A part as the driver program keeps it. Spark serialises a part each time that it launches a task for it, and what travels
 * then is a {@link QueryPart} with the token of that moment: a task that is run again does not fail by the token that its
 * predecessor failed by. See docs/decisions/0035.
 */
final class LaunchedPart implements InputPartition {
    private static final long serialVersionUID = 1;

    private final transient @Nullable ConnectedOrg org;
    private final String soql;
    private final QueryScope scope;
    private final List<PartColumn> columns;
    private final QueryPart.Way way;
    private transient @Nullable AccessToken launchedWith;

    LaunchedPart(ConnectedOrg org, String soql, QueryScope scope, List<PartColumn> columns, QueryPart.Way way) {
        this.org = org;
        this.soql = soql;
        this.scope = scope;
        this.columns = columns;
        this.way = way;
    }

    /** What is serialised in its place. */
    private synchronized Object writeReplace() throws ObjectStreamException {
        ConnectedOrg called = Objects.requireNonNull(org);
        AccessToken token = launchedWith == null ? called.token() : called.tokenAfter(launchedWith);
        launchedWith = token;
        return new QueryPart(
                called.taskAccess(token),
                soql,
                scope,
                columns,
                way,
                called.reads().bulkFetchThreshold());
    }

    @Override
    public String toString() {
        return soql;
    }
}
