package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A query's pages one after the other: the one being read, and the next one's request. */
final class PagedCursor implements QueryCursor {
    private final OrgPaths paths;
    private final Function<Answer, QueryPage> pages;
    private final Consumer<PagedCursor> onClose;
    private final long totalSize;
    private QueryPage page;
    private @Nullable Object @Nullable [] record;

    /** Guarded by this, for {@link #close()} comes from any thread. */
    private ApiTransport.@Nullable Sent coming;

    private volatile boolean closed;

    /** Whether the page after the one being read has been asked for; only the reader looks. */
    private boolean asked;

    /**
     * Makes a cursor before the first record.
     *
     * @param pages opens the pages
     * @param first the page that is here already
     * @param onClose is told once, at the end
     */
    PagedCursor(OrgPaths paths, Function<Answer, QueryPage> pages, QueryPage first, Consumer<PagedCursor> onClose) {
        this.paths = paths;
        this.pages = pages;
        this.page = first;
        this.totalSize = first.totalSize();
        this.onClose = onClose;
    }

    @Override
    public boolean next() {
        while (true) {
            refuseIfClosed();
            if (!asked) {
                requestNextPage();
                asked = true;
            }
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
            Answer answer = arrival(nextPage);
            page.close();
            page = pages.apply(answer);
            asked = false;
        }
    }

    @Override
    public @Nullable Object value(int column) {
        return paths.value(record, column);
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
        refuseIfClosed();
        String path = page.nextRecordsUrl();
        if (path == null) {
            return null;
        }
        if (coming == null) {
            coming = paths.page(path);
        }
        return coming;
    }

    private void refuseIfClosed() {
        if (closed) {
            throw SalesforceException.of(Reason.INTERRUPTED, "the query has been closed.");
        }
    }

    private Answer arrival(ApiTransport.Sent nextPage) {
        try {
            return nextPage.await();
        } finally {
            synchronized (this) {
                coming = null;
            }
        }
    }
}
