package dev.sallyport.conformance;

import com.sforce.async.AsyncApiException;
import com.sforce.async.BulkConnection;
import com.sforce.soap.partner.Connector;
import com.sforce.soap.partner.PartnerConnection;
import com.sforce.ws.ConnectionException;
import com.sforce.ws.ConnectorConfig;

/** Connections of Salesforce's Web Service Connector to one org. */
final class WscConnections {
    static final String VERSION = "65.0";

    private final OrgUnderTest org;

    WscConnections(OrgUnderTest org) {
        this.org = org;
    }

    /** A connection of the integration user, whose OAuth token is the session id. */
    PartnerConnection partner() throws ConnectionException {
        return partner(org.token());
    }

    PartnerConnection partner(String sessionId) throws ConnectionException {
        ConnectorConfig config = new ConnectorConfig();
        config.setServiceEndpoint(org.url() + "/services/Soap/u/" + VERSION);
        config.setSessionId(sessionId);
        return Connector.newConnection(config);
    }

    /** A connection that signs in with a username and password when it is made. */
    PartnerConnection login(String username, String password, String version) throws ConnectionException {
        ConnectorConfig config = new ConnectorConfig();
        config.setAuthEndpoint(org.url() + "/services/Soap/u/" + version);
        config.setServiceEndpoint(org.url() + "/services/Soap/u/" + version);
        config.setUsername(username);
        config.setPassword(password);
        return Connector.newConnection(config);
    }

    /** A connection of the Bulk API (1.0). */
    BulkConnection bulk(String sessionId) throws AsyncApiException {
        ConnectorConfig config = new ConnectorConfig();
        config.setRestEndpoint(org.url() + "/services/async/" + VERSION);
        config.setSessionId(sessionId);
        return new BulkConnection(config);
    }
}
