package dev.sallyport.auth.oauth;

class InMemoryPendingAuthorizationsTest extends PendingAuthorizationsContract {
    private final PendingAuthorizations pending = new InMemoryPendingAuthorizations();

    @Override
    protected PendingAuthorizations pending() {
        return pending;
    }

    @Override
    protected PendingAuthorizations pendingOfAnotherProcess() {
        // Memory is one process's own: another thread is all that there can be.
        return pending;
    }
}
