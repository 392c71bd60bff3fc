package dev.sallyport.org.rest;

import dev.sallyport.org.bulk.Allowances;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.records.RecordStore;
import dev.sallyport.org.records.Replication;
import dev.sallyport.org.session.ApiGate;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.soql.SoqlEngine;
import dev.sallyport.org.sosl.SoslEngine;

/**
 * What the resources of the REST API are made of.
 *
 * @param root the path that they are below, with the API version as the path parameter {@code version}
 */
public record RestServices(
        ApiGate gate,
        SoqlEngine soql,
        SoslEngine sosl,
        RecordStore records,
        Replication replication,
        Schema schema,
        Permissions permissions,
        Allowances bulkAllowances,
        String root) {

    /** The services of the REST API itself. */
    public RestServices(
            ApiGate gate,
            SoqlEngine soql,
            SoslEngine sosl,
            RecordStore records,
            Replication replication,
            Schema schema,
            Permissions permissions,
            Allowances bulkAllowances) {
        this(gate, soql, sosl, records, replication, schema, permissions, bulkAllowances, "/services/data/{version}");
    }
}
