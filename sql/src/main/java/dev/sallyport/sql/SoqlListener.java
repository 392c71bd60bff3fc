package dev.sallyport.sql;

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
}
