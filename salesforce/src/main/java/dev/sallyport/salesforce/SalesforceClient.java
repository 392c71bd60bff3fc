package dev.sallyport.salesforce;

import dev.sallyport.auth.ResourceAccess;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The APIs of one org in one version, as one user. For use by several threads at once. Every call may throw a
 * {@link SalesforceException}, or {@link dev.sallyport.auth.AuthorizationException} if there is no token to be had. What
 * only reads records or descriptions is sent again up to three times, within four seconds, when the connection breaks or
 * Salesforce is too busy; the calls that are counted for each method are those of a good day.
 */
public final class SalesforceClient implements AutoCloseable {
    /** The most ranges of ids that {@link #queryInRanges} reads at once. */
    public static final int MOST_RANGES = 8;

    /** The most records that one call writes otherwise than by bulk. */
    public static final int COLLECTION = RecordWriter.COLLECTION;

    /** From so many rows on {@link #write} goes by Bulk API 2.0. */
    public static final int BULK_FROM = RecordWriter.BULK_FROM;

    private final OAuthServerUrl url;
    private final ApiTransport transport;
    private final Describes describes;
    private final OrgPaths paths;
    private final PollDelay pollDelay;
    private final Set<QueryCursor> open = ConcurrentHashMap.newKeySet();

    /**
     * Makes a client that has not called anything yet.
     *
     * @param url the org and the version
     * @param access where the token comes from, how it travels, and whether a refused one is replaced
     * @param http the transport; its own proxy, TLS and connection settings apply; it stays open
     */
    public SalesforceClient(OAuthServerUrl url, ResourceAccess access, HttpClient http) {
        this(url, access, http, PollDelay.SYSTEM);
    }

    /**
     * The same, for who keeps the time.
     *
     * @param pollDelay what passes the time between two looks at a bulk job, and until a read is sent again
     */
    public SalesforceClient(OAuthServerUrl url, ResourceAccess access, HttpClient http, PollDelay pollDelay) {
        this.url = url;
        this.transport = new ApiTransport(access, http, pollDelay);
        this.describes = new Describes(transport, url);
        this.paths = new OrgPaths(transport, url.instance());
        this.pollDelay = pollDelay;
    }

    /** Every sObject that the user may see, in Salesforce's order; one call. */
    public List<SObjectSummary> describeGlobal() {
        return required(describes.global(null));
    }

    /**
     * Every sObject that the user may see, in Salesforce's order, if that has changed; one call.
     *
     * @param lastModified the {@code Last-Modified} of what is at hand, as it came; null to be told in any case
     */
    public IfModified<List<SObjectSummary>> describeGlobalIfModified(@Nullable String lastModified) {
        return describes.global(lastModified);
    }

    /**
     * An sObject with its fields; one call.
     *
     * @param sObject API name, such as {@code Account}
     */
    public SObjectDescribe describe(String sObject) {
        return required(describes.one(new DescribeRequest(sObject, null)));
    }

    /**
     * Several sObjects with their fields, in the order asked for; one call for each 25.
     *
     * @param sObjects API names
     */
    public List<SObjectDescribe> describeMany(Collection<String> sObjects) {
        return describes
                .many(sObjects.stream()
                        .map(name -> new DescribeRequest(name, null))
                        .toList())
                .stream()
                .map(SalesforceClient::required)
                .toList();
    }

    /**
     * Several sObjects with their fields, those that have changed, in the order asked for; one call for each 25.
     *
     * @throws SalesforceException if one of them is refused
     */
    public List<IfModified<SObjectDescribe>> describeIfModified(List<DescribeRequest> requests) {
        return describes.many(requests);
    }

    /**
     * Whose token it is: the identity URL that came with it, {@code https://login.salesforce.com/id/00D…/005…}; empty if
     * the token endpoint told none. A token is fetched if there is none yet.
     */
    public Optional<String> identity() {
        return Optional.ofNullable(transport.identity());
    }

    /**
     * Starts a query; the first page is here when this returns. One call for each page.
     *
     * @param soql the statement, of any length that SOQL allows
     * @param columns what is read of each record, and how
     */
    public QueryCursor query(String soql, List<QueryColumn> columns) {
        return query(soql, QueryScope.QUERY, columns);
    }

    /**
     * The same, of other records.
     *
     * @param scope whether records in the recycle bin are among them
     */
    public QueryCursor query(String soql, QueryScope scope, List<QueryColumn> columns) {
        RecordShape shape = new RecordShape(columns);
        PagedCursor cursor = new PagedCursor(
                paths,
                answer -> QueryPage.open(answer, shape),
                firstPage(soql, scope).fetch(shape),
                open::remove);
        open.add(cursor);
        return cursor;
    }

    /**
     * Starts a query with a subquery of children (SOQL and SOSL Reference, "Relationship Queries"): each row is a parent with
     * one of its children. One call for each page of parents, and one for each further page of a parent's children.
     *
     * @param soql the statement, of any length that SOQL allows; it selects one subquery
     * @param parentColumns what is read of each parent, and how
     * @param relationship the subquery's name, such as {@code Contacts}
     * @param childColumns what is read of each child, and how; they follow the parent's
     * @param keepsChildless whether a parent without children comes once, and its child's columns are null
     * @return rows, of which {@link QueryCursor#totalSize()} counts the parents
     */
    public QueryCursor queryWithChildren(
            String soql,
            List<QueryColumn> parentColumns,
            String relationship,
            List<QueryColumn> childColumns,
            boolean keepsChildless) {
        List<QueryColumn> columns = new ArrayList<>(parentColumns);
        columns.add(new QueryColumn(List.of(relationship), FieldType.COMPLEXVALUE));
        ChildrenCursor cursor = new ChildrenCursor(
                query(soql, columns), parentColumns.size(), paths, childColumns, keepsChildless, open::remove);
        open.add(cursor);
        return cursor;
    }

    /**
     * Reads a query in several disjoint ranges of ids at once; the first page of each is here when this returns. The rows
     * come in no order. Two calls find the lowest and the highest id; then one call for each page, of which each range has
     * one at least. Where ids lie so unevenly that a range has far more than its share, it is split, and its first page has
     * been read for nothing.
     *
     * @param sObject the API name of what the query reads
     * @param soqlOfRange gives the query with a condition such as {@code Id < '001000000000001'} added to its own by AND;
     *     it has neither ORDER BY nor LIMIT nor OFFSET nor aggregates
     * @param columns what is read of each record, and how
     * @param ranges the most ranges, 1 to {@value #MOST_RANGES}; Salesforce keeps few queries of a user open at once
     */
    public QueryCursor queryInRanges(
            String sObject, UnaryOperator<String> soqlOfRange, List<QueryColumn> columns, int ranges) {
        if (ranges < 1 || ranges > MOST_RANGES) {
            throw new IllegalArgumentException("The ranges are 1 to " + MOST_RANGES + ", not " + ranges + ".");
        }
        RecordShape shape = new RecordShape(columns);
        List<QueryPage> firsts = ranged().ids(sObject)
                .map(ids -> ranged().firstPages(ids, soqlOfRange, shape, ranges))
                .orElseGet(() -> List.of(firstPage(soqlOfRange.apply("Id != null"), QueryScope.QUERY)
                        .fetch(shape)));
        RangesCursor cursor = new RangesCursor(paths, shape, firsts, open::remove);
        open.add(cursor);
        return cursor;
    }

    /**
     * Disjoint ranges of ids that leave out no record, those that are yet to be made among them; two calls.
     *
     * @param sObject API name
     * @param ranges the most ranges
     * @return a condition in SOQL for each, such as {@code Id < '001000000000001'}; one at least
     */
    public List<String> idRanges(String sObject, int ranges) {
        return ranged().ids(sObject)
                .map(ids -> ids.split(ranges).stream().map(IdRange::condition).toList())
                .orElse(List.of("Id != null"));
    }

    private RangedQuery ranged() {
        return new RangedQuery(soql -> firstPage(soql, QueryScope.QUERY));
    }

    /**
     * Starts a query by Bulk API 2.0, for results of many thousand records: some calls to open the job and to see whether
     * it is done, one for each large set of rows (5,000 to 250,000, by the number of columns), and one to delete the job
     * when the cursor is closed. {@link QueryCursor#next()} and {@link QueryCursor#totalSize()} wait until Salesforce is
     * done with the whole query. A set that is lost with its connection is asked for again. The rows come as queried.
     *
     * @param soql the statement; Bulk API 2.0 takes neither aggregates nor GROUP BY, OFFSET, TYPEOF, nor subqueries of
     *     children (Bulk API 2.0 and Bulk API Developer Guide, "SOQL Considerations")
     * @param columns what is read of each record, and how: neither compound nor {@code base64} fields
     */
    public QueryCursor bulkQuery(String soql, List<QueryColumn> columns) {
        return bulkQuery(soql, QueryScope.QUERY, columns, RowOrder.AS_QUERIED, 0);
    }

    /**
     * The same in any order, and where it is known how many records there are. In any order the pages of a large result are
     * read side by side, as many as Salesforce names at a time (five), from version 58.0 of the API on. With the number
     * known, fewer looks at better times find the job done.
     *
     * @param scope whether records in the recycle bin are among them
     * @param records about how many; 0 if that is not known
     */
    public QueryCursor bulkQuery(
            String soql, QueryScope scope, List<QueryColumn> columns, RowOrder order, long records) {
        BulkCursor cursor = new BulkCursor(startBulkQuery(soql, scope, columns), order, records, open::remove);
        open.add(cursor);
        return cursor;
    }

    /**
     * Starts a query by Bulk API 2.0 that another process may read on; one call. It stays when this client is closed.
     *
     * @param soql as of {@link #bulkQuery}
     * @param scope whether records in the recycle bin are among them
     * @param columns as of {@link #bulkQuery}
     */
    public BulkQueryJob startBulkQuery(String soql, QueryScope scope, List<QueryColumn> columns) {
        return BulkQueryJob.start(transport, url, soql, scope, columns, pollDelay);
    }

    /**
     * A query by Bulk API 2.0 that was started before; nothing is called.
     *
     * @param id as {@link BulkQueryJob#id()} gave it
     * @param columns those that it was started with
     */
    public BulkQueryJob bulkQueryJob(String id, List<QueryColumn> columns) {
        return BulkQueryJob.of(transport, url, id, columns, pollDelay);
    }

    /** How many rows of so many columns come with one call of {@link #bulkQuery}. */
    public static int rowsOfBulkSet(int columns) {
        return BulkQueryJob.rowsOfASet(columns);
    }

    /**
     * About how many records there are, by sObject; one call. The counts are approximate: Salesforce takes them now and
     * then, and does not count what is in the recycle bin (REST API Developer Guide, "Record Count").
     *
     * @param sObjects API names
     * @return by the API names as Salesforce writes them; without those that the user cannot see
     */
    public Map<String, Long> recordCounts(Collection<String> sObjects) {
        return sObjects.isEmpty() ? Map.of() : counts("?sObjects=" + encoded(String.join(",", sObjects)));
    }

    /**
     * About how many records there are of every sObject; one call. It takes the permission View Setup and Configuration.
     *
     * @return as of {@link #recordCounts(Collection)}
     */
    public Map<String, Long> recordCounts() {
        return counts("");
    }

    private Map<String, Long> counts(String query) {
        URI resource = url.resource("/limits/recordCount" + query);
        Call call =
                Call.get("record counts", resource, Reason.VERSION_UNSUPPORTED).asRead();
        return SmallAnswers.recordCounts(call.asked(), transport.exchange(call));
    }

    /**
     * The records of an sObject that were deleted in a span of time (REST API Developer Guide, "sObject Get Deleted"); one
     * call.
     *
     * @param sObject API name
     * @param start from when on; at most 30 days ago
     * @param end until when; more than a minute after the start
     */
    public DeletedRecords deleted(String sObject, Instant start, Instant end) {
        Call call = replication("deleted", sObject, start, end);
        return SmallAnswers.deleted(call.asked(), transport.exchange(call));
    }

    /**
     * The records of an sObject that were made or changed in a span of time (REST API Developer Guide, "sObject Get
     * Updated"); one call.
     *
     * @param sObject API name
     * @param start from when on; at most 30 days ago
     * @param end until when; more than a minute after the start
     */
    public UpdatedRecords updated(String sObject, Instant start, Instant end) {
        Call call = replication("updated", sObject, start, end);
        return SmallAnswers.updated(call.asked(), transport.exchange(call));
    }

    /**
     * Until when an object's changes are all to be seen, by Salesforce's clock: whoever asks for those whose SystemModstamp is
     * before it misses none that is committed later; two calls. See docs/decisions/0034.
     *
     * @param sObject API name
     */
    public Instant changesCoveredUntil(String sObject) {
        return ChangeHorizon.of(this, sObject);
    }

    /**
     * Searches the text of all objects (REST API Developer Guide, "Search"; SOQL and SOSL Reference); one call, for
     * Salesforce finds at most 2,000 records.
     *
     * @param sosl such as {@code FIND {Acme} IN NAME FIELDS RETURNING Account(Id, Name)}
     */
    public List<FoundRecord> search(String sosl) {
        Call call = Call.get("search", url.resource("/search?q=" + encoded(sosl)), Reason.VERSION_UNSUPPORTED)
                .asRead();
        return SmallAnswers.found(call.asked(), transport.exchange(call));
    }

    /**
     * Writes records: up to 200 a call, and from {@value RecordWriter#BULK_FROM} rows on by Bulk API 2.0, which takes five
     * to eight calls for up to 100,000 rows. Rows with binaries, with all-or-none or with a record twice always go in
     * collections. Each row stands alone unless all or none are written.
     *
     * <p>Nothing is written twice: an insert whose answer is lost is not sent again, and its rows are
     * {@link RowResult.Outcome#UNKNOWN}. What names its records, by id or external id, is sent again up to three times, and
     * a bulk job's steps are.
     *
     * @param write what is done
     * @param rows the values of each, in the order of the fields and of the types that {@link QueryCursor#value} gives; null
     *     and the empty text empty a field
     * @return what became of each row; it does not throw for what Salesforce refuses
     */
    public WriteResults write(RecordWrite write, List<@Nullable Object[]> rows) {
        return new RecordWriter(transport, url::resource, pollDelay).write(write, rows);
    }

    /**
     * Brings records to Salesforce without having them written yet: jobs of Bulk API 2.0 hold them, and do nothing before
     * {@link #commit}. Four calls a job. What becomes of a job that nobody commits or discards: Salesforce deletes it after
     * a week.
     *
     * @param write what will be done
     * @param rows as for {@link #write}
     */
    public StagedRows stage(RecordWrite write, List<@Nullable Object[]> rows) {
        return staging().stage(write, rows);
    }

    /**
     * Has jobs write what they hold, and waits for them; all of them are told before any of them is waited for. Each row
     * stands alone.
     *
     * @param write what {@link #stage} was given
     * @param jobs that hold rows, from whichever process
     * @return what became of each job; it does not throw for what Salesforce refuses
     */
    public List<StagedResults> commit(RecordWrite write, List<StagedJob> jobs) {
        return staging().commit(write, jobs);
    }

    /** Has Salesforce forget jobs that were not committed, and their rows; that one is lost already is no failure. */
    public void discard(List<StagedJob> jobs) {
        staging().discard(jobs);
    }

    /**
     * Brings records to a job of Bulk API 2.0 that another process may go on with; three calls or, if the connection breaks,
     * some more with another job. The job does nothing before it is closed.
     *
     * @param write what will be done
     * @param rows as for {@link #write}; they are gone through once for each job that is tried, and none is kept
     * @param opened is told a job's id before anything is sent to it
     * @return the job that has all rows
     * @throws SalesforceException if it cannot be made; then no job has been closed
     */
    public IngestJob upload(RecordWrite write, Iterable<@Nullable Object[]> rows, Consumer<String> opened) {
        return IngestJob.upload(transport, url.resource("/jobs/ingest"), pollDelay, write, rows, opened);
    }

    /**
     * A job of Bulk API 2.0 to which records were brought before; nothing is called.
     *
     * @param id as {@link IngestJob#id()} gave it
     * @param write what its maker was given
     */
    public IngestJob ingestJob(String id, RecordWrite write) {
        return IngestJob.of(transport, url.resource("/jobs/ingest"), pollDelay, id, write);
    }

    private StagedJobs staging() {
        return new StagedJobs(transport, url.resource("/jobs/ingest"), pollDelay);
    }

    /**
     * Whose the token is; not metered.
     *
     * @param endpoint the provider's user info endpoint
     */
    public UserInfo userInfo(URI endpoint) {
        Call call = Call.getUnmetered("user info", endpoint);
        return SmallAnswers.userInfo(call.asked(), transport.exchange(call));
    }

    /** Who the user is, asked over SOAP at the OAuth server URL; one call. */
    public SoapUserInfo soapUserInfo() {
        return soap("getUserInfo", SoapMessage::readUserInfo);
    }

    /** What time it is at Salesforce, asked over SOAP at the OAuth server URL; one call. */
    public Instant serverTime() {
        return soap("getServerTimestamp", SoapMessage::readTimestamp);
    }

    private interface SoapReader<T> {
        T read(String text) throws IOException;
    }

    private <T> T soap(String operation, SoapReader<T> reader) {
        String asked = "SOAP " + operation;
        Answer answer =
                transport.exchange(Call.soap(asked, url.uri(), sessionId -> SoapMessage.request(operation, sessionId)));
        try {
            return reader.read(new String(answer.bytes(asked), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw SalesforceException.unreadable(asked, answer.status(), e);
        }
    }

    /**
     * What can be told of a user's standing in one call; {@link #usage()} tells of the org's calls afterwards.
     *
     * @param userId 15 or 18 characters, as the user info or the token's identity has it
     */
    public UserStanding standing(String userId) {
        String request = UserStanding.request(url.resource("").getPath(), userId);
        Call call = Call.postJson("composite request", url.resource("/composite"), request);
        return UserStanding.read(SmallAnswers.tree(call.asked(), transport.exchange(call)));
    }

    /** What the org allows and what is left of it; one call. */
    public Limits limits() {
        Call call = Call.get("limits", url.resource("/limits"), Reason.VERSION_UNSUPPORTED);
        return SmallAnswers.limits(call.asked(), transport.exchange(call));
    }

    /** The API versions that the org speaks, oldest first; not metered, needs no token. */
    public List<ApiVersion> versions() {
        String asked = "API versions";
        Answer answer = transport.exchangeWithoutToken(
                asked, Call.builder(url.instance().resolve("/services/data")).build());
        return SmallAnswers.versions(asked, answer);
    }

    /**
     * How long each request may take from now on, to the last byte of its answer.
     *
     * @param deadline null for the usual: longer than Salesforce itself works on a query
     */
    public void setDeadline(@Nullable Duration deadline) {
        transport.setDeadline(deadline);
    }

    /**
     * What requests say of the program that sends them (REST API Developer Guide, "Call Options Header"), from now on.
     *
     * @param name characters that the header cannot have become underscores; null for none
     */
    public void setClientName(@Nullable String name) {
        transport.setClientName(name);
    }

    /** What this client has cost so far. */
    public ApiUsage usage() {
        return transport.usage();
    }

    /** Ends the queries that are still open. */
    @Override
    public void close() {
        open.forEach(QueryCursor::close);
    }

    private FirstPage firstPage(String soql, QueryScope scope) {
        return new FirstPage(transport, url, soql, scope);
    }

    private Call replication(String what, String sObject, Instant start, Instant end) {
        String span = "?start=" + encoded(start.toString()) + "&end=" + encoded(end.toString());
        URI resource = url.resource("/sobjects/" + encoded(sObject) + "/" + what + "/" + span);
        return Call.get(what + " records of " + sObject, resource, Reason.OBJECT_NOT_VISIBLE)
                .asRead();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** An answer to a request without a condition. */
    private static <T> T required(IfModified<T> answer) {
        if (answer instanceof IfModified.Modified<T> modified) {
            return modified.value();
        }
        throw SalesforceException.unreadable("describe", 304, null);
    }
}
