package dev.sallyport.sql.connection;

import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.ConnectionOptions;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.federation.ForeignServer;
import dev.sallyport.sql.read.ReadSession;
import java.util.List;
import java.util.Optional;

/**
 * What all objects of a connection share.
 *
 * @param options what the connection tells of itself
 * @param sObjects the tables
 * @param servers whose tables statements may name besides
 * @param reads its reads, and what reaches the org
 * @param failures what the user is told when something goes wrong
 * @param methods which calls are answered here
 */
record Session(
        ConnectionOptions options,
        SObjects sObjects,
        List<ForeignServer> servers,
        ReadSession reads,
        Failures failures,
        Overlay.Methods methods) {
    Session(
            ConnectionOptions options,
            SObjects sObjects,
            List<ForeignServer> servers,
            ReadSession reads,
            Failures failures) {
        this(options, sObjects, servers, reads, failures, new Overlay.Methods());
    }

    /** Reaches the org, if there is one. */
    Optional<SalesforceClient> org() {
        return reads.org();
    }
}
