package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A query's pages one after the other: the one being read, and the next one's request. */
final class PagedCursor implements QueryCursor {
    private static final String PAGES_FOLDER = "/services/data/";

    private final ApiTransport transport;
    private final URI instance;
    private final RecordShape shape;
    private final Consumer<PagedCursor> onClose;
    private final long totalSize;
    private QueryPage page;
    private @Nullable Object @Nullable [] record;

    /** Guarded by this, for {@link #close()} comes from any thread. */
    private ApiTransport.@Nullable Sent coming;

    /** Guarded by this. */
    private boolean closed;

    /**
     * Makes a cursor before the first record.
     *
     * @param first the page that is here already
     * @param onClose is told once, at the end
     */
    PagedCursor(
            ApiTransport transport, URI instance, RecordShape shape, QueryPage first, Consumer<PagedCursor> onClose) {
        this.transport = transport;
        this.instance = instance;
        this.shape = shape;
        this.page = first;
        this.totalSize = first.totalSize();
        this.onClose = onClose;
    }

    @Override
    public boolean next() {
        while (true) {
            requestNextPage();
            record = page.next();
            if (record != null) {
                return true;
            }
            // Asked for again: another server might name the next page behind the records.
            ApiTransport.Sent nextPage = requestNextPage();
            if (nextPage == null) {
                close();
                return false;
            }
            Answer answer = nextPage.await();
            forget(nextPage);
            page.close();
            page = QueryPage.open(answer, shape);
        }
    }

    @Override
    public @Nullable Object value(int column) {
        if (record == null) {
            throw new IllegalStateException("There is no record: next() has not been called or has returned false.");
        }
        Object value = record[column];
        if (value instanceof WireValue.Blob blob) {
            value = content(blob);
            record[column] = value;
        }
        return value;
    }

    @Override
    public long totalSize() {
        return totalSize;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (coming != null) {
                coming.cancel();
            }
        }
        onClose.accept(this);
    }

    /** The request of the page after this one, which is made now if it is not under way; null if this is the last. */
    private synchronized ApiTransport.@Nullable Sent requestNextPage() {
        if (closed) {
            throw SalesforceException.of(Reason.INTERRUPTED, "the query has been closed.");
        }
        String path = page.nextRecordsUrl();
        if (path == null) {
            return null;
        }
        if (coming == null) {
            coming = transport.send(Call.get("query", resolve(path), Reason.QUERY_EXPIRED));
        }
        return coming;
    }

    private synchronized void forget(ApiTransport.Sent arrived) {
        if (coming == arrived) {
            coming = null;
        }
    }

    private byte[] content(WireValue.Blob blob) {
        Answer answer =
                transport.exchange(Call.get("content of a field", resolve(blob.path()), Reason.OBJECT_NOT_VISIBLE));
        return answer.bytes("content of a field");
    }

    /** An address that an answer names, on the org's own host alone: the token goes with the request. */
    private URI resolve(String path) {
        if (!path.startsWith(PAGES_FOLDER)) {
            throw SalesforceException.unreadable("address of a page", 200, null);
        }
        try {
            return instance.resolve(path);
        } catch (IllegalArgumentException e) {
            throw SalesforceException.unreadable("address of a page", 200, null);
        }
    }
}
