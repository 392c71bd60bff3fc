package dev.sallyport.catalog;

/** A named connection to a system. */
public sealed interface DataServer permits SalesforceServer, JdbcServer {
    /** Identifies the server; case-sensitive. */
    String name();

    /** What it connects to. */
    DataServerType type();

    /** Where that is, for people to read: the OAuth server URL, or the JDBC URL. */
    String address();
}
