package dev.sallyport.sql.connection;

import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.ConnectionOptions;
import dev.sallyport.sql.SObjects;

/**
 * What all objects of a connection share.
 *
 * @param options what the connection tells of itself
 * @param sObjects the tables
 * @param client reaches the org
 * @param failures what the user is told when something goes wrong
 * @param methods which calls are answered here
 */
record Session(
        ConnectionOptions options,
        SObjects sObjects,
        SalesforceClient client,
        Failures failures,
        Overlay.Methods methods) {
    Session(ConnectionOptions options, SObjects sObjects, SalesforceClient client, Failures failures) {
        this(options, sObjects, client, failures, new Overlay.Methods());
    }
}
