package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.DUPLICATE;
import static dev.sallyport.catalog.CatalogException.Reason.NOT_FOUND;
import static dev.sallyport.catalog.CatalogException.Reason.STALE;

import dev.sallyport.salesforce.OAuthServerUrl;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** The data servers of the catalogue. */
public final class DataServers {
    private static final String SELECT = """
            select s.name, s.type, p.name as security_provider, s.oauth_server_url, s.version
            from data_server s join security_provider p on p.id = s.security_provider_id
            """;

    private final Database database;
    private final SecurityProviders providers;

    DataServers(Database database, SecurityProviders providers) {
        this.database = database;
        this.providers = providers;
    }

    /**
     * Adds a data server.
     *
     * @throws CatalogException if its name cannot be or is taken, or there is no such security provider
     */
    public void create(DataServer server) {
        Names.check("data server", server.name());
        database.change(handle -> {
            try {
                if (insert(handle, server) == 0) {
                    throw providers.unknown(server.securityProvider());
                }
            } catch (JdbiException e) {
                if (Database.isUniqueViolation(e)) {
                    throw new CatalogException(
                            DUPLICATE,
                            "There is a data server " + server.name() + " already.",
                            "Choose another name, or delete the one that is there first: sallyport server delete "
                                    + server.name(),
                            e,
                            "name");
                }
                throw e;
            }
        });
    }

    private static int insert(Handle handle, DataServer server) {
        return handle.createUpdate("""
                        insert into data_server (id, name, type, security_provider_id, oauth_server_url)
                        select :id, :name, :type, p.id, :oauthServerUrl
                        from security_provider p where p.name = :securityProvider
                        """)
                .bind("id", UUID.randomUUID().toString())
                .bind("name", server.name())
                .bind("type", server.type().label())
                .bind("oauthServerUrl", server.oauthServerUrl().toString())
                .bind("securityProvider", server.securityProvider())
                .execute();
    }

    /** All data servers by name. */
    public List<DataServer> list() {
        return database.with(handle -> handle.createQuery(SELECT + " order by s.name")
                .map((row, context) -> read(row))
                .list());
    }

    /**
     * The data server of that name.
     *
     * @param name case-sensitive
     */
    public Optional<DataServer> find(String name) {
        return database.with(handle -> handle.createQuery(SELECT + " where s.name = :name")
                .bind("name", name)
                .map((row, context) -> read(row))
                .findOne());
    }

    /**
     * The data server of that name and the number of its state.
     *
     * @param name case-sensitive
     * @throws CatalogException if there is none; the advice names the nearest
     */
    public Versioned<DataServer> getVersioned(String name) {
        return database.with(handle -> handle.createQuery(SELECT + " where s.name = :name")
                        .bind("name", name)
                        .map((row, context) -> new Versioned<>(read(row), row.getLong("version")))
                        .findOne())
                .orElseThrow(() -> unknown(name));
    }

    /**
     * Gives the data server of the same name another security provider or OAuth server URL, unless somebody else has
     * changed it since it was read; its tables stay.
     *
     * @param version what {@link #getVersioned} answered with the state that the change was made to
     * @throws CatalogException if there is none of that name, it has another version now, or there is no such provider
     */
    public void update(DataServer server, long version) {
        database.change(handle -> {
            long stored = handle.createQuery("select version from data_server where name = :name for update")
                    .bind("name", server.name())
                    .mapTo(Long.class)
                    .findOne()
                    .orElseThrow(() -> unknown(server.name()));
            if (stored != version) {
                throw new CatalogException(
                        STALE,
                        "The data server " + server.name() + " has been changed meanwhile.",
                        "Read it again, and make the change to what it is now.");
            }
            String provider = handle.createQuery("select id from security_provider where name = :name")
                    .bind("name", server.securityProvider())
                    .mapTo(String.class)
                    .findOne()
                    .orElseThrow(() -> providers.unknown(server.securityProvider()));
            handle.createUpdate("""
                            update data_server set type = :type, security_provider_id = :provider,
                              oauth_server_url = :oauthServerUrl, version = version + 1
                            where name = :name
                            """)
                    .bind("type", server.type().label())
                    .bind("provider", provider)
                    .bind("oauthServerUrl", server.oauthServerUrl().toString())
                    .bind("name", server.name())
                    .execute();
        });
    }

    /**
     * The data server of that name.
     *
     * @param name case-sensitive
     * @throws CatalogException if there is none; the advice names the nearest
     */
    public DataServer get(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    /**
     * Deletes a data server and the tables imported from it; its security provider stays.
     *
     * @throws CatalogException if there is none of that name
     */
    public void delete(String name) {
        database.change(handle -> {
            int deleted = handle.createUpdate("delete from data_server where name = :name")
                    .bind("name", name)
                    .execute();
            if (deleted == 0) {
                throw unknown(name);
            }
        });
    }

    CatalogException unknown(String name) {
        List<String> names = list().stream().map(DataServer::name).toList();
        return new CatalogException(
                NOT_FOUND,
                "There is no data server " + name + ".",
                names.isEmpty()
                        ? "Create it with: sallyport server create " + name
                        : Nearest.hint(name, names) + " Names are case-sensitive.");
    }

    private static DataServer read(ResultSet row) throws SQLException {
        return new DataServer(
                row.getString("name"),
                Labels.of(DataServerType.values(), DataServerType::label, row.getString("type")),
                row.getString("security_provider"),
                OAuthServerUrl.parse(row.getString("oauth_server_url")));
    }
}
