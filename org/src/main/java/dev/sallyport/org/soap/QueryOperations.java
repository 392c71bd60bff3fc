package dev.sallyport.org.soap;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.soap.SoapOperation.InvalidValueException;
import dev.sallyport.org.soap.SoapOperation.SoapAnswer;
import dev.sallyport.org.soql.QueryContext;
import dev.sallyport.org.soql.QueryResult;
import dev.sallyport.org.soql.Row;
import dev.sallyport.org.soql.SoqlEngine;
import dev.sallyport.org.soql.SoqlException;
import dev.sallyport.org.sosl.SearchResult;
import dev.sallyport.org.sosl.SoslEngine;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code query}, {@code queryAll}, {@code queryMore} and {@code search}. */
final class QueryOperations {
    /** SOAP API Developer Guide, "QueryOptions": what a call gets that does not say. */
    private static final int DEFAULT_BATCH = 500;

    private final SoqlEngine soql;
    private final SoslEngine sosl;
    private final Permissions permissions;

    QueryOperations(SoqlEngine soql, SoslEngine sosl, Permissions permissions) {
        this.soql = soql;
        this.sosl = sosl;
        this.permissions = permissions;
    }

    void addTo(SoapEndpoint endpoint) {
        endpoint.with("query", call -> query(call, false))
                .with("queryAll", call -> query(call, true))
                .with("queryMore", this::queryMore)
                .with("search", this::search);
    }

    private SoapAnswer query(SoapCall call, boolean includeDeleted) throws InvalidValueException {
        String query = call.argument("queryString")
                .orElseThrow(() -> new ApiException(500, "MALFORMED_QUERY", "A query string has to be specified"));
        QueryContext context = context(call, includeDeleted);
        return answer(call, answered(() -> soql.query(query, context)));
    }

    private SoapAnswer queryMore(SoapCall call) throws InvalidValueException {
        QueryContext context = context(call, false);
        String locator = call.argument("queryLocator").orElse("");
        return answer(call, answered(() -> soql.queryMore(locator, context)));
    }

    private SoapAnswer search(SoapCall call) throws InvalidValueException {
        String search = call.argument("searchString")
                .orElseThrow(() -> new ApiException(500, "MALFORMED_SEARCH", "No search string was specified"));
        QueryContext context = context(call, false);
        SearchResult found = answered(() -> sosl.search(search, context));
        return SoapAnswer.result(result -> {
                    RecordWriter records = new RecordWriter(result, call.dialect());
                    result.element("queryId", UUID.randomUUID().toString().replace("-", ""));
                    for (Row row : found.records()) {
                        result.start("searchRecords");
                        records.write("record", row);
                        result.end();
                    }
                })
                .withRecords();
    }

    private static SoapAnswer answer(SoapCall call, QueryResult queried) {
        boolean aggregates =
                queried.records().stream().anyMatch(row -> !row.type().isRecord());
        SoapAnswer answer = SoapAnswer.of(writer -> {
                    RecordWriter records = new RecordWriter(writer, call.dialect());
                    records.startResult("result");
                    records.write(queried);
                    writer.end();
                })
                .withRecords();
        return aggregates ? answer.withTypedValues() : answer;
    }

    private QueryContext context(SoapCall call, boolean includeDeleted) throws InvalidValueException {
        User user = call.user();
        return new QueryContext(permissions.of(user), user.timeZone(), includeDeleted, user.id(), batchSize(call));
    }

    private static int batchSize(SoapCall call) throws InvalidValueException {
        String size = call.header("QueryOptions")
                .flatMap(options -> options.childText("batchSize"))
                .orElse("");
        try {
            return size.isEmpty() ? DEFAULT_BATCH : Integer.parseInt(size);
        } catch (NumberFormatException e) {
            throw new InvalidValueException("'" + size + "' is not a valid value for the type xsd:int");
        }
    }

    static <T> T answered(Supplier<T> query) {
        try {
            return query.get();
        } catch (SoqlException e) {
            throw new ApiException(500, e.errorCode(), String.valueOf(e.getMessage()));
        }
    }
}
