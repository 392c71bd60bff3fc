package dev.sallyport.org.soap;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.records.RecordStore;
import dev.sallyport.org.records.Replication;
import dev.sallyport.org.session.ApiGate;
import dev.sallyport.org.session.LoginRate;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.soap.SoapOperation.SoapAnswer;
import dev.sallyport.org.soql.SoqlEngine;
import dev.sallyport.org.sosl.SoslEngine;
import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import javax.xml.stream.XMLStreamException;

/** The SOAP API: the partner and the enterprise endpoint, and what there is of the Apex API. */
public final class SoapApi {
    private static final List<SoapDialect> DIALECTS = List.of(SoapDialect.ENTERPRISE, SoapDialect.PARTNER);

    private final Setup setup;
    private final ApiGate gate;
    private final UserInfoOperations userInfo;
    private final LoginOperation login;
    private final SessionOperations sessions;
    private final DescribeOperations describes;
    private final QueryOperations queries;
    private final RetrieveOperation retrieve;
    private final RecordOperations records;
    private final ReplicationOperations replication;
    private final ConversionOperations conversions;

    /**
     * @param instanceUrl the org's own domain, known once the server has its port
     */
    public SoapApi(
            Setup setup,
            Sessions sessions,
            ApiGate gate,
            LoginRate rate,
            OrgDatabase database,
            SoqlEngine soql,
            SoslEngine sosl,
            RecordStore records,
            Replication replication,
            Clock clock,
            Supplier<String> instanceUrl) {
        Schema schema = database.schema();
        this.setup = setup;
        this.gate = gate;
        this.userInfo = new UserInfoOperations(setup, clock);
        this.login = new LoginOperation(setup, sessions, rate, userInfo, instanceUrl);
        this.sessions = new SessionOperations(setup, sessions);
        this.describes = new DescribeOperations(schema, setup.permissions(), instanceUrl);
        this.queries = new QueryOperations(soql, sosl, setup.permissions());
        this.retrieve = new RetrieveOperation(schema, soql, setup.permissions());
        this.records = new RecordOperations(schema, records, setup.permissions());
        this.replication = new ReplicationOperations(schema, replication, setup.permissions());
        this.conversions =
                new ConversionOperations(new SystemRecords(database, soql, records, clock), setup.permissions());
    }

    /** Adds all endpoints to the server of the org's own domain. */
    public void addTo(RoutesConfig routes) {
        for (SoapDialect dialect : DIALECTS) {
            SoapEndpoint endpoint = endpoint(dialect);
            userInfo.addTo(endpoint);
            sessions.addTo(endpoint);
            describes.addTo(endpoint);
            queries.addTo(endpoint);
            records.addTo(endpoint);
            replication.addTo(endpoint);
            conversions.addTo(endpoint);
            endpoint.with("retrieve", retrieve);
            endpoint.addTo(routes);
        }
        new SoapEndpoint(SoapDialect.APEX, gate, setup.organizationId())
                .with("executeAnonymous", call -> SoapAnswer.result(SoapApi::writeUncompiled))
                .addTo(routes);
    }

    /** An org without Apex compiles nothing: Apex Developer Guide, "ExecuteAnonymousResult". */
    private static void writeUncompiled(SoapWriter result) throws XMLStreamException {
        result.element("column", 1);
        result.element("compileProblem", "Apex is not available in this org");
        result.element("compiled", false);
        result.element("exceptionMessage", null);
        result.element("exceptionStackTrace", null);
        result.element("line", 1);
        result.element("success", false);
    }

    /** Adds {@code login} to a server that plays {@code login.salesforce.com}. */
    public void addLoginTo(RoutesConfig routes) {
        for (SoapDialect dialect : DIALECTS) {
            endpoint(dialect).addTo(routes);
        }
    }

    private SoapEndpoint endpoint(SoapDialect dialect) {
        return new SoapEndpoint(dialect, gate, setup.organizationId()).with("login", login);
    }
}
