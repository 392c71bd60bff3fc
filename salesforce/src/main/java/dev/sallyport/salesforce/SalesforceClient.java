package dev.sallyport.salesforce;

import dev.sallyport.auth.TokenSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.List;

/** The APIs of one org in one version, as one user. For use by several threads at once. */
public final class SalesforceClient implements AutoCloseable {
    /**
     * Makes a client that has not called anything yet.
     *
     * @param url the org and the version
     * @param tokens where the token comes from
     * @param redirectOnChallenge whether a request whose token is refused is sent once more with a new one
     * @param http the transport; its own proxy, TLS and connection settings apply; it stays open
     */
    public SalesforceClient(OAuthServerUrl url, TokenSource tokens, boolean redirectOnChallenge, HttpClient http) {}

    /** Every sObject that the user may see, in Salesforce's order; one call. */
    public List<SObjectSummary> describeGlobal() {
        return List.of();
    }

    /**
     * An sObject with its fields; one call.
     *
     * @param sObject API name, such as {@code Account}
     */
    public SObjectDescribe describe(String sObject) {
        return unready(SObjectDescribe.class);
    }

    /**
     * Several sObjects with their fields, in the order asked for.
     *
     * @param sObjects API names
     */
    public List<SObjectDescribe> describeMany(Collection<String> sObjects) {
        return List.of();
    }

    /**
     * Starts a query; the first page is here when this returns.
     *
     * @param soql the statement
     * @param columns what is read of each record, and how
     */
    public QueryCursor query(String soql, List<QueryColumn> columns) {
        return unready(QueryCursor.class);
    }

    /**
     * Whose the token is.
     *
     * @param endpoint the provider's user info endpoint
     */
    public UserInfo userInfo(URI endpoint) {
        return unready(UserInfo.class);
    }

    /** Who the user is, asked over SOAP at the OAuth server URL; one call. */
    public SoapUserInfo soapUserInfo() {
        return unready(SoapUserInfo.class);
    }

    /** What the org allows and what is left of it; one call. */
    public Limits limits() {
        return unready(Limits.class);
    }

    /** The API versions that the org speaks, oldest first; not metered, needs no token. */
    public List<ApiVersion> versions() {
        return List.of();
    }

    /** What this client has cost so far. */
    public ApiUsage usage() {
        return unready(ApiUsage.class);
    }

    /** Ends the queries that are still open. */
    @Override
    public void close() {}

    private <T> T unready(Class<T> type) {
        throw new UnsupportedOperationException("Not in this version: " + type.getSimpleName());
    }
}
