package dev.sallyport.sql.read;

import dev.sallyport.salesforce.QueryColumn;
import dev.sallyport.salesforce.QueryCursor;
import dev.sallyport.salesforce.QueryScope;
import dev.sallyport.salesforce.RowOrder;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.sql.soql.SoqlNestedQuery;
import dev.sallyport.sql.soql.SoqlQuery;
import dev.sallyport.sql.soql.SoqlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reads of a connection. A query that may go by any API starts by REST; if the first page says that there are many more,
 * the page is put away before anybody sees a row of it, and the query goes by Bulk API 2.0 or in ranges of ids. For use by
 * several threads at once.
 */
public final class ReadSession {
    private static final Logger LOG = LoggerFactory.getLogger(ReadSession.class);

    private final @Nullable SalesforceClient client;
    private final SoqlListener listener;
    private final ReadOptions options;
    private final RecordCounts counts;
    private final @Nullable RecordSource source;

    /** How many rows at a time the reader of the statement that runs in a thread wants; absent for as many as there are. */
    private final ThreadLocal<Integer> fetchSize = new ThreadLocal<>();

    private volatile @Nullable Duration deadline;

    /** Work of a statement. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, E extends Exception> {
        /** Does it. */
        T done() throws E;
    }

    /**
     * A session that has not read yet.
     *
     * @param client reaches the org; null where there is none
     * @param listener is told of each query
     * @param options how it reads
     * @param counts how large the tables are; shared with other connections
     */
    public ReadSession(
            @Nullable SalesforceClient client, SoqlListener listener, ReadOptions options, RecordCounts counts) {
        this(client, listener, options, counts, null);
    }

    /**
     * The same, whose records may come from elsewhere.
     *
     * @param source null for Salesforce
     */
    public ReadSession(
            @Nullable SalesforceClient client,
            SoqlListener listener,
            ReadOptions options,
            RecordCounts counts,
            @Nullable RecordSource source) {
        this.source = source;
        this.client = client;
        this.listener = listener;
        this.options = options;
        this.counts = counts;
    }

    /**
     * Reaches the org.
     *
     * @throws IllegalStateException if there is none; then no statement can name anything of it
     */
    public SalesforceClient client() {
        return org().orElseThrow(() -> new IllegalStateException("There is no org."));
    }

    /** Reaches the org, if there is one. */
    public Optional<SalesforceClient> org() {
        return Optional.ofNullable(client);
    }

    /**
     * Sets how long each request may take from now on, to its last byte; a page of rows from another server is one.
     *
     * @param limit null for as long as it takes
     */
    public void setDeadline(@Nullable Duration limit) {
        deadline = limit;
        org().ifPresent(reached -> reached.setDeadline(limit));
    }

    /** How long each request may take; empty for as long as it takes. */
    public Optional<Duration> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** Whether others may be asked how much there is, before a statement runs. */
    public boolean asksForCounts() {
        return options.asksForCounts();
    }

    /** About how many records an sObject has; empty if that is not known without asking. */
    public OptionalLong knownRecords(String sObject) {
        return counts.known(sObject);
    }

    /** About how many records an sObject has; asks Salesforce, if it may be asked and has not been for a while. */
    public OptionalLong records(String sObject) {
        return options.asksForCounts() ? counts.of(client, sObject) : counts.known(sObject);
    }

    /**
     * Does the work of a statement in this thread.
     *
     * @param rows how many rows at a time its reader wants; 0 for no wish
     */
    public <T extends @Nullable Object, E extends Exception> T within(int rows, Work<T, E> work) throws E {
        Integer outer = fetchSize.get();
        fetchSize.set(rows);
        try {
            return work.done();
        } finally {
            if (outer == null) {
                fetchSize.remove();
            } else {
                fetchSize.set(outer);
            }
        }
    }

    /**
     * Starts a query. Which way its records come is settled when this returns.
     *
     * @param values of the statement's parameters
     */
    public QueryCursor open(Reading reading, SoqlValue.Parameters values) {
        if (source != null) {
            return source.open(new PlannedQuery(reading, values));
        }
        String soql = reading.query().soql(values);
        Api wanted = reading.hint() == null ? options.api() : reading.hint();
        if (wanted == Api.AUTO) {
            return automatically(reading, soql, values);
        }
        if (reading.hint() != null) {
            return open(wanted, reading, soql, values, 0);
        }
        List<Api> ways =
                switch (wanted) {
                    case BULK -> List.of(Api.BULK, Api.RANGES);
                    case RANGES -> List.of(Api.RANGES);
                    case AUTO, REST -> List.of();
                };
        for (Api api : ways) {
            Optional<QueryCursor> cursor = Obstacle.toApi(api, reading.query()).isPresent()
                    ? Optional.empty()
                    : attempt(api, reading, soql, values, 0);
            if (cursor.isPresent()) {
                return cursor.get();
            }
        }
        return open(Api.REST, reading, soql, values, 0);
    }

    private QueryCursor automatically(Reading reading, String soql, SoqlValue.Parameters values) {
        QueryCursor pages = open(Api.REST, reading, soql, values, 0);
        try {
            long records = pages.totalSize();
            for (Api api : larger(reading, (double) records)) {
                Optional<QueryCursor> cursor = attempt(api, reading, soql, values, records);
                if (cursor.isPresent()) {
                    pages.close();
                    return cursor.get();
                }
            }
            return pages;
        } catch (RuntimeException e) {
            pages.close();
            throw e;
        }
    }

    /** The APIs that take fewer calls or less time for so many records, the best first. */
    private List<Api> larger(Reading reading, double rows) {
        Integer wish = fetchSize.get();
        boolean small = wish != null && wish > 0 && wish < options.bulkFetchThreshold();
        if (reading.demand() == Demand.READER && small) {
            return List.of();
        }
        List<Api> apis = new ArrayList<>();
        for (Api api : List.of(Api.BULK, Api.RANGES)) {
            if (rows >= threshold(api)
                    && Obstacle.toAutomatic(api, reading.query(), reading.demand())
                            .isEmpty()) {
                apis.add(api);
            }
        }
        return apis;
    }

    private long threshold(Api api) {
        return api == Api.BULK ? options.bulkFetchThreshold() : options.rangesThreshold();
    }

    /** The query by an API, or empty if Salesforce does not let it go that way. */
    private Optional<QueryCursor> attempt(
            Api api, Reading reading, String soql, SoqlValue.Parameters values, long records) {
        try {
            return Optional.of(open(api, reading, soql, values, records));
        } catch (SalesforceException e) {
            if (e.reason() == SalesforceException.Reason.INTERRUPTED) {
                throw e;
            }
            LOG.info(
                    "A query of {} goes another way, for by {} it fails: {}",
                    ((SoqlQuery) reading.query()).sObject(),
                    api,
                    e.reason());
            return Optional.empty();
        }
    }

    /**
     * The query by an API.
     *
     * @param records how many it has; 0 if that is not known
     */
    private QueryCursor open(Api api, Reading reading, String soql, SoqlValue.Parameters values, long records) {
        listener.sentBy(api, soql);
        return switch (api) {
            case AUTO, REST -> pages(reading, soql);
            case RANGES -> {
                SoqlQuery query = (SoqlQuery) reading.query();
                yield client().queryInRanges(
                                query.sObject(),
                                range -> query.soqlOfPart(values, range),
                                reading.columns(),
                                SalesforceClient.MOST_RANGES);
            }
            case BULK -> {
                SoqlQuery query = (SoqlQuery) reading.query();
                RowOrder order = query.orderBy().isEmpty() ? RowOrder.ANY : RowOrder.AS_QUERIED;
                yield done(client().bulkQuery(soql, QueryScope.QUERY, reading.columns(), order, records));
            }
        };
    }

    private QueryCursor pages(Reading reading, String soql) {
        List<QueryColumn> columns = reading.columns();
        if (reading.query() instanceof SoqlNestedQuery nested) {
            int parentWidth = nested.parents().fields().size();
            return client().queryWithChildren(
                            soql,
                            columns.subList(0, parentWidth),
                            nested.relationship(),
                            columns.subList(parentWidth, columns.size()),
                            nested.keepsChildless());
        }
        return client().query(soql, columns);
    }

    /** Waits for a job's end: until then it may fail, and the query go another way. */
    private static QueryCursor done(QueryCursor job) {
        try {
            long unused = job.totalSize();
            return job;
        } catch (RuntimeException e) {
            job.close();
            throw e;
        }
    }

    /** What a query is expected to take. */
    public Expectation expect(Reading reading, RowEstimate estimate) {
        double rows = estimate.rows();
        int columns = reading.columns().size();
        Api wanted = reading.hint() == null ? options.api() : reading.hint();
        if (wanted != Api.AUTO) {
            Optional<Obstacle> obstacle = Obstacle.toApi(wanted, reading.query());
            Api api = obstacle.isEmpty() ? wanted : withoutObstacle(reading);
            return new Expectation(shown(api, obstacle), Expectation.calls(api, rows, columns));
        }
        List<Api> larger = larger(reading, rows);
        if (larger.isEmpty()) {
            Optional<Obstacle> obstacle = rows >= options.bulkFetchThreshold()
                    ? Obstacle.toAutomatic(Api.BULK, reading.query(), reading.demand())
                    : Optional.empty();
            return new Expectation(shown(Api.REST, obstacle), Expectation.calls(Api.REST, rows, columns));
        }
        Api api = larger.get(0);
        String shown =
                estimate.records().isPresent() ? api.name() : "REST, " + api + " from " + threshold(api) + " rows on";
        return new Expectation(shown, 1 + Expectation.calls(api, rows, columns));
    }

    private static Api withoutObstacle(Reading reading) {
        return Obstacle.toApi(Api.RANGES, reading.query()).isEmpty() ? Api.RANGES : Api.REST;
    }

    private static String shown(Api api, Optional<Obstacle> obstacle) {
        return obstacle.map(what -> api + ": " + what).orElse(api.name());
    }
}
