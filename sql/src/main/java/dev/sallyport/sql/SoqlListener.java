package dev.sallyport.sql;

import dev.sallyport.sql.read.Api;

/** Is told of each SOQL query as it is sent: for showing what SQL became, for logs and for tests. */
@FunctionalInterface
public interface SoqlListener {
    /** Hears nothing. */
    SoqlListener NONE = soql -> {};

    /**
     * A query is about to be sent.
     *
     * @param soql its text, with the values of the statement's parameters in it
     */
    void sent(String soql);

    /**
     * A query is about to be sent by an API. One that turns out to be large is sent by REST first, and then by another.
     *
     * @param api REST, RANGES or BULK
     * @param soql as in {@link #sent}; of RANGES the whole query
     */
    default void sentBy(Api api, String soql) {
        sent(soql);
    }

    /**
     * A statement is about to be sent to a foreign server.
     *
     * @param server the server's name
     * @param sql its text, without the values of its parameters
     */
    default void sentTo(String server, String sql) {}
}
