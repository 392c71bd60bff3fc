package dev.sallyport.auth.oauth;

class InMemoryTokenStoreTest extends TokenStoreContract {
    private final TokenStore store = new InMemoryTokenStore();

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected TokenStore storeOfAnotherProcess() {
        // Memory is one process's own: another thread is all that there can be.
        return store;
    }
}
