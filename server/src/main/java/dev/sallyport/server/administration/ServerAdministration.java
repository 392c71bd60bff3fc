package dev.sallyport.server.administration;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.JdbcServer;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.catalog.Versioned;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.audit.AuditTrail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Creates and changes data servers. */
@Component
public class ServerAdministration {
    private final Catalog catalog;
    private final AuditTrail audit;
    private final JsonMapper json;

    ServerAdministration(Catalog catalog, AuditTrail audit, JsonMapper json) {
        this.catalog = catalog;
        this.audit = audit;
        this.json = json;
    }

    /**
     * Adds a data server.
     *
     * @throws dev.sallyport.catalog.CatalogException if its name cannot be or is taken, or there is no such provider
     */
    public Versioned<DataServer> create(DataServer server) {
        refuseNewFiles(server, null);
        catalog.servers().create(server);
        audit.record("data-server.create", server.name(), null, shown(server));
        return catalog.servers().getVersioned(server.name());
    }

    /**
     * Changes the data server of the same name.
     *
     * @param version that of the state that the change was made to
     * @throws dev.sallyport.catalog.CatalogException if there is none of that name or no such provider, or somebody else
     *     has changed it meanwhile
     */
    public Versioned<DataServer> update(DataServer server, long version) {
        DataServer before = catalog.servers().get(server.name());
        refuseNewFiles(server, before);
        DataServer after = server instanceof JdbcServer database ? withPassword(database, before) : server;
        catalog.servers().update(after, version);
        audit.record("data-server.update", server.name(), shown(before), shown(after));
        return catalog.servers().getVersioned(server.name());
    }

    /**
     * Deletes a data server and its tables.
     *
     * @param version that of the state that was read; null for whichever it has
     * @throws dev.sallyport.catalog.CatalogException if there is none of that name, or somebody else has changed it meanwhile
     */
    public void delete(String name, @Nullable Long version) {
        DataServer before = catalog.servers().get(name);
        catalog.servers().delete(name, version);
        audit.record("data-server.delete", name, shown(before), null);
    }

    /** A password that is not given anew is the one before, which goes nowhere but where it went. */
    private static JdbcServer withPassword(JdbcServer after, DataServer stored) {
        if (after.password() != null || !(stored instanceof JdbcServer before) || before.password() == null) {
            return after;
        }
        if (!after.isSamePlace(before)) {
            throw new ServerException(
                    ServerException.Reason.INVALID,
                    "The JDBC URL or the user is another, and no password is given.",
                    "Enter the password too: the one that is kept goes only where it went before.");
        }
        return after.withPassword(before.password());
    }

    private static void refuseNewFiles(DataServer server, @Nullable DataServer stored) {
        List<String> known = stored instanceof JdbcServer before ? before.files() : List.of();
        boolean strange = server instanceof JdbcServer database && !known.containsAll(database.files());
        if (strange) {
            OnlyAdministrators.require(
                    "Only an administrator may name files of this machine in a JDBC URL: sslrootcert.",
                    "Leave it out, or ask an administrator.");
        }
    }

    private String shown(DataServer server) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("name", server.name());
        properties.put("type", server.type().label());
        if (server instanceof SalesforceServer org) {
            properties.put("securityProvider", org.securityProvider());
            properties.put("oauthServerUrl", org.oauthServerUrl().toString());
        }
        if (server instanceof JdbcServer database) {
            properties.put("jdbcUrl", database.url());
            properties.put("user", database.user());
            properties.put("schemas", String.join(", ", database.schemas()));
        }
        return json.writeValueAsString(properties);
    }
}
