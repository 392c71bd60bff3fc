package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What an org's answers link to: further pages, contents of fields. An address that an answer names is resolved on the
 * org's own host alone, for the token goes with the request.
 */
record OrgPaths(ApiTransport transport, URI instance) {
    private static final String FOLDER = "/services/data/";

    /** Asks for a further page of a query. */
    ApiTransport.Sent page(String path) {
        return transport.send(
                Call.get("query", resolve(path), Reason.QUERY_EXPIRED).asRead());
    }

    /** A value of a record; what the record only links to is fetched and put in its place. */
    @Nullable
    Object value(@Nullable Object @Nullable [] record, int column) {
        if (record == null) {
            throw new IllegalStateException("There is no record: next() has not been called or has returned false.");
        }
        Object value = record[column];
        if (value instanceof WireValue.Blob blob) {
            value = transport
                    .exchange(Call.get("content of a field", resolve(blob.path()), Reason.OBJECT_NOT_VISIBLE)
                            .asRead())
                    .bytes("content of a field");
            record[column] = value;
        }
        return value;
    }

    private URI resolve(String path) {
        if (!path.startsWith(FOLDER)) {
            throw SalesforceException.unreadable("address of a page", 200, null);
        }
        try {
            return instance.resolve(path);
        } catch (IllegalArgumentException e) {
            throw SalesforceException.unreadable("address of a page", 200, null);
        }
    }
}
