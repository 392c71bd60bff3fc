package dev.sallyport.server.administration;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.Versioned;
import dev.sallyport.server.audit.AuditTrail;
import java.util.LinkedHashMap;
import java.util.Map;
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
        catalog.servers().update(server, version);
        audit.record("data-server.update", server.name(), shown(before), shown(server));
        return catalog.servers().getVersioned(server.name());
    }

    /**
     * Deletes a data server and its tables.
     *
     * @throws dev.sallyport.catalog.CatalogException if there is none of that name
     */
    public void delete(String name) {
        DataServer before = catalog.servers().get(name);
        catalog.servers().delete(name);
        audit.record("data-server.delete", name, shown(before), null);
    }

    private String shown(DataServer server) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("name", server.name());
        properties.put("type", server.type().label());
        properties.put("securityProvider", server.securityProvider());
        properties.put("oauthServerUrl", server.oauthServerUrl().toString());
        return json.writeValueAsString(properties);
    }
}
