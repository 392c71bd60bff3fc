package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A query's pages one after the other: the one being read, and the next one's request. */
final class PagedCursor implements QueryCursor {
    private final OrgPaths paths;
    private final Pages pages;
    private final Consumer<PagedCursor> onClose;
    private final long totalSize;
    private ResultPage page;
    private @Nullable Object @Nullable [] record;

    /** Guarded by this, for {@link #close()} comes from any thread. */
    private ApiTransport.@Nullable Sent coming;

    private volatile boolean closed;

    /** Whether the page after the one being read has been asked for; only the reader looks. */
    private boolean asked;

    /** What a page's answer is. */
    interface Pages {
        /** Opens a page. */
        ResultPage open(Answer answer);

        /**
         * Asks for a page again whose request failed.
         *
         * @throws SalesforceException the failure, if it is not to be asked for again
         */
        default Answer again(String path, SalesforceException failure) {
            throw failure;
        }
    }

    /**
     * Makes a cursor before the first record.
     *
     * @param first the page that is here already
     * @param onClose is told once, at the end
     */
    PagedCursor(OrgPaths paths, Pages pages, ResultPage first, Consumer<PagedCursor> onClose) {
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
            page = pages.open(answer);
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
        SalesforceException failure;
        try {
            Answer answer = nextPage.await();
            forget(nextPage);
            return answer;
        } catch (SalesforceException e) {
            failure = e;
        }
        forget(nextPage);
        return pages.again(Objects.requireNonNull(page.nextRecordsUrl()), failure);
    }

    private synchronized void forget(ApiTransport.Sent arrived) {
        if (coming == arrived) {
            coming = null;
        }
    }
}
