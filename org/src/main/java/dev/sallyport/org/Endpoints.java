package dev.sallyport.org;

import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.v1.BulkV1Api;
import dev.sallyport.org.bulk.v2.BulkV2Api;
import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.metadata.MetadataApi;
import dev.sallyport.org.metadata.ObjectRoutes;
import dev.sallyport.org.metadata.ToolingDatabase;
import dev.sallyport.org.metadata.ToolingFields;
import dev.sallyport.org.oauth.OAuthServer;
import dev.sallyport.org.records.RecordStore;
import dev.sallyport.org.records.Replication;
import dev.sallyport.org.rest.RestApi;
import dev.sallyport.org.rest.RestServices;
import dev.sallyport.org.rest.ToolingApi;
import dev.sallyport.org.session.ApiGate;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.api.SetupApi;
import dev.sallyport.org.soap.SoapApi;
import dev.sallyport.org.soap.wsdl.WsdlPages;
import dev.sallyport.org.soql.SoqlEngine;
import dev.sallyport.org.sosl.SoslEngine;
import io.javalin.config.RoutesConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts together what answers at the addresses of an org, and of its login host. */
final class Endpoints {
    private final OrgDatabase database;
    private final ToolingDatabase tooling;
    private final Supplier<String> root;
    private final Setup setup;
    private final Sessions sessions;
    private final ApiGate gate;
    private final Clock clock;
    private final SoqlEngine soql;
    private final SoslEngine sosl;
    private final RecordStore records;
    private final Replication replication;
    private final SoapApi soap;
    private final BulkEngine bulk;
    private final OAuthServer oauth;

    /**
     * @param bulkFolder where files of bulk jobs stay; null for none
     * @param root the org's own address, asked per request, when the listener has long been bound
     * @param loginRoot the address of the login host
     */
    Endpoints(
            OrgDatabase database,
            ToolingDatabase tooling,
            Setup setup,
            Sessions sessions,
            ApiGate gate,
            Clock clock,
            @Nullable Path bulkFolder,
            Supplier<String> root,
            Supplier<String> loginRoot) {
        this.database = database;
        this.tooling = tooling;
        this.root = root;
        this.setup = setup;
        this.sessions = sessions;
        this.gate = gate;
        this.clock = clock;
        this.soql = new SoqlEngine(database, clock);
        this.sosl = new SoslEngine(database, soql);
        this.records = new RecordStore(database, clock);
        this.replication = new Replication(database, clock);
        this.soap = new SoapApi(setup, sessions, gate, database, soql, sosl, records, replication, clock, root);
        this.bulk = new BulkEngine(database, setup, soql, records, clock, bulkFolder);
        this.oauth = new OAuthServer(database, setup, sessions, gate, clock, root, loginRoot);
    }

    void addTo(RoutesConfig routes) {
        new RestApi(restServices(), this::identityUrlRoot).addTo(routes);
        new BulkV1Api(bulk, gate).addTo(routes);
        new BulkV2Api(bulk).addTo(routes);
        oauth.addTo(routes);
        soap.addTo(routes);
        new WsdlPages(setup, gate, database.schema(), root).addTo(routes);
        new MetadataApi(database, setup, gate, clock).addTo(routes);
        new ToolingApi(restServices(), tooling, new ToolingFields(database, setup, clock), clock).addTo(routes);
        new ObjectRoutes(database, setup, sessions, clock).addTo(routes);
        new SetupApi(setup, sessions, database.schema()).addTo(routes);
    }

    /** What {@code login.salesforce.com} has. */
    void addLoginTo(RoutesConfig routes) {
        oauth.addLoginTo(routes);
        soap.addLoginTo(routes);
    }

    private RestServices restServices() {
        return new RestServices(
                gate, soql, sosl, records, replication, database.schema(), setup.permissions(), bulk.allowances());
    }

    /** Runs the bulk jobs. */
    BulkEngine bulk() {
        return bulk;
    }

    private String identityUrlRoot() {
        return root.get() + "/id/" + setup.organizationId();
    }
}
