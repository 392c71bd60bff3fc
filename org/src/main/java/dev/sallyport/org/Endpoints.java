package dev.sallyport.org;

import dev.sallyport.org.browser.Assets;
import dev.sallyport.org.browser.Browser;
import dev.sallyport.org.browser.Pages;
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
import dev.sallyport.org.session.ApiMeter;
import dev.sallyport.org.session.LoginRate;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.api.SetupApi;
import dev.sallyport.org.setup.pages.SetupPages;
import dev.sallyport.org.soap.SoapApi;
import dev.sallyport.org.soap.wsdl.WsdlPages;
import dev.sallyport.org.soql.SoqlEngine;
import dev.sallyport.org.sosl.SoslEngine;
import io.javalin.config.RoutesConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts together what answers at the addresses of an org, and of its login host. */
final class Endpoints {
    private final OrgDatabase database;
    private final ToolingDatabase tooling;
    private final Supplier<String> root;
    private final Setup setup;
    private final ApiGate gate;
    private final ApiMeter meter;
    private final Clock clock;
    private final SoqlEngine soql;
    private final SoslEngine sosl;
    private final RecordStore records;
    private final Replication replication;
    private final SoapApi soap;
    private final BulkEngine bulk;
    private final Browser browser;
    private final Pages pages;
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
            ApiMeter meter,
            Clock clock,
            @Nullable Path bulkFolder,
            Supplier<String> root,
            Supplier<String> loginRoot) {
        this.database = database;
        this.tooling = tooling;
        this.root = root;
        this.setup = setup;
        this.meter = meter;
        this.gate = new ApiGate(setup, sessions, meter);
        this.clock = clock;
        this.soql = new SoqlEngine(database, clock);
        this.sosl = new SoslEngine(database, soql);
        this.records = new RecordStore(database, clock, setup.permissions()::written);
        this.replication = new Replication(database, clock);
        LoginRate rate = new LoginRate(setup.settings(), clock);
        database.remember(rate::bookmark);
        this.soap = new SoapApi(setup, sessions, gate, rate, database, soql, sosl, records, replication, clock, root);
        this.bulk = new BulkEngine(database, setup, soql, records, clock, bulkFolder);
        this.browser = new Browser(setup, sessions, rate, new SecureRandom());
        this.pages = new Pages();
        this.oauth = new OAuthServer(database, setup, sessions, gate, rate, browser, pages, clock, root, loginRoot);
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
        new ObjectRoutes(database, setup, browser, clock).addTo(routes);
        new SetupApi(setup, browser, database.schema()).addTo(routes);
        new SetupPages(setup, browser, pages, meter, root).addTo(routes);
        Assets.addTo(routes);
    }

    /** What {@code login.salesforce.com} has. */
    void addLoginTo(RoutesConfig routes) {
        oauth.addLoginTo(routes);
        soap.addLoginTo(routes);
        Assets.addTo(routes);
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
