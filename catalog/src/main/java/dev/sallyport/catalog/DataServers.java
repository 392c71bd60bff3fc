package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.DUPLICATE;
import static dev.sallyport.catalog.CatalogException.Reason.INVALID;
import static dev.sallyport.catalog.CatalogException.Reason.NOT_FOUND;
import static dev.sallyport.catalog.CatalogException.Reason.STALE;
import static dev.sallyport.catalog.EncryptedColumn.JDBC_PASSWORD;

import dev.sallyport.auth.Secret;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.sql.SalesforceDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The data servers of the catalogue. */
public final class DataServers {
    private static final String SELECT = """
            select s.id, s.name, s.type, p.name as security_provider, s.oauth_server_url, s.version,
              j.url, j.user_name, j.password, j.schemas
            from data_server s left join security_provider p on p.id = s.security_provider_id
              left join jdbc_server j on j.data_server_id = s.id
            """;

    private final Database database;
    private final SecurityProviders providers;
    private final SecretCipher cipher;

    DataServers(Database database, SecurityProviders providers, SecretCipher cipher) {
        this.database = database;
        this.providers = providers;
        this.cipher = cipher;
    }

    /**
     * Adds a data server.
     *
     * @throws CatalogException if its name cannot be or is taken, or there is no such security provider
     */
    public void create(DataServer server) {
        Names.check("data server", server.name());
        if (server instanceof JdbcServer && server.name().equalsIgnoreCase(SalesforceDatabase.SCHEMA)) {
            throw CatalogException.invalid(
                    "name",
                    "In SQL, " + server.name() + " is the schema of the org's tables.",
                    "Choose another name: the database's tables will be named after it.");
        }
        checkUrl(server);
        database.change(handle -> {
            if (server instanceof JdbcServer) {
                checkNameInSql(handle, server.name());
            }
            try {
                insert(handle, server);
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

    /** Only when it is saved: what another version of the driver did read is no reason to show nobody any data server. */
    private static void checkUrl(DataServer server) {
        if (server instanceof JdbcServer jdbc) {
            jdbc.dataSource();
        }
    }

    /** SQL finds names in any case. */
    private static void checkNameInSql(Handle handle, String name) {
        handle.createQuery("""
                        select name from data_server
                        where type = :type and lower(name) = lower(:name) and name <> :name
                        """)
                .bind("type", DataServerType.JDBC.label())
                .bind("name", name)
                .mapTo(String.class)
                .findFirst()
                .ifPresent(other -> {
                    throw new CatalogException(
                            DUPLICATE,
                            "There is a database " + other + " already, and SQL does not tell the two names apart.",
                            "Choose another name: the database's tables will be named after it.",
                            null,
                            "name");
                });
    }

    private void insert(Handle handle, DataServer server) {
        String id = UUID.randomUUID().toString();
        handle.createUpdate("""
                        insert into data_server (id, name, type, security_provider_id, oauth_server_url)
                        values (:id, :name, :type, :provider, :oauthServerUrl)
                        """)
                .bind("id", id)
                .bind("name", server.name())
                .bind("type", server.type().label())
                .bind("provider", provider(handle, server))
                .bind("oauthServerUrl", oauthServerUrl(server))
                .execute();
        if (server instanceof JdbcServer jdbc) {
            insert(handle, id, jdbc);
        }
    }

    private void insert(Handle handle, String id, JdbcServer server) {
        Secret password = server.password();
        handle.createUpdate("""
                        insert into jdbc_server (data_server_id, url, user_name, password, schemas)
                        values (:id, :url, :user, :password, :schemas)
                        """)
                .bind("id", id)
                .bind("url", server.url())
                .bind("user", server.user())
                .bind("password", password == null ? null : cipher.encrypt(password, JDBC_PASSWORD.owner(id)))
                .bind("schemas", String.join("\n", server.schemas()))
                .execute();
    }

    /** The id of the provider that it names; null where it needs none. */
    private @Nullable String provider(Handle handle, DataServer server) {
        return server instanceof SalesforceServer salesforce
                ? handle.createQuery("select id from security_provider where name = :name")
                        .bind("name", salesforce.securityProvider())
                        .mapTo(String.class)
                        .findOne()
                        .orElseThrow(() -> providers.unknown(salesforce.securityProvider()))
                : null;
    }

    private static @Nullable String oauthServerUrl(DataServer server) {
        return server instanceof SalesforceServer salesforce
                ? salesforce.oauthServerUrl().toString()
                : null;
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
     * Gives the data server of the same name and type other settings, unless somebody else has changed it since it was read;
     * its tables stay.
     *
     * @param version what {@link #getVersioned} answered with the state that the change was made to
     * @throws CatalogException if there is none of that name, it is of another type or has another version now, or there is no
     *     such provider
     */
    public void update(DataServer server, long version) {
        checkUrl(server);
        database.change(handle -> {
            cipher.hold();
            Stored stored = stored(handle, server.name());
            requireVersion(stored, server.name(), version);
            if (!stored.type().equals(server.type().label())) {
                throw CatalogException.invalid(
                        "type",
                        "The data server " + server.name() + " is of type " + stored.type() + ".",
                        "A type stays what it is: create a data server of another name.");
            }
            handle.createUpdate("""
                            update data_server set security_provider_id = :provider,
                              oauth_server_url = :oauthServerUrl, version = version + 1
                            where id = :id
                            """)
                    .bind("provider", provider(handle, server))
                    .bind("oauthServerUrl", oauthServerUrl(server))
                    .bind("id", stored.id())
                    .execute();
            if (server instanceof JdbcServer jdbc) {
                handle.createUpdate("delete from jdbc_server where data_server_id = :id")
                        .bind("id", stored.id())
                        .execute();
                insert(handle, stored.id(), jdbc);
            }
        });
    }

    private record Stored(String id, String type, long version) {}

    /** What is there, until the transaction ends. */
    private Stored stored(Handle handle, String name) {
        return handle.createQuery("select id, type, version from data_server where name = :name for update")
                .bind("name", name)
                .map((row, context) -> new Stored(row.getString("id"), row.getString("type"), row.getLong("version")))
                .findOne()
                .orElseThrow(() -> unknown(name));
    }

    private static void requireVersion(Stored stored, String name, long version) {
        if (stored.version() != version) {
            throw new CatalogException(
                    STALE,
                    "The data server " + name + " has been changed meanwhile.",
                    "Read it again, and make the change to what it is now.");
        }
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
     * The Salesforce org of that name.
     *
     * @param name case-sensitive
     * @throws CatalogException if there is no data server of that name, or it is of another type
     */
    public SalesforceServer salesforce(String name) {
        if (get(name) instanceof SalesforceServer server) {
            return server;
        }
        throw new CatalogException(
                INVALID,
                "The data server " + name + " is a database, and no Salesforce org.",
                "Its tables are read by SQL; what is asked for here is a data server of type "
                        + DataServerType.SALESFORCE.label() + ".");
    }

    /**
     * The database of that name.
     *
     * @param name case-sensitive
     * @throws CatalogException if there is no data server of that name, or it is of another type
     */
    public JdbcServer database(String name) {
        if (get(name) instanceof JdbcServer server) {
            return server;
        }
        throw new CatalogException(
                INVALID,
                "The data server " + name + " is no database.",
                "What is asked for here is a data server of type " + DataServerType.JDBC.label() + ".");
    }

    /** The databases among the data servers, by name. */
    public List<JdbcServer> databases() {
        return database.with(handle -> handle.createQuery(SELECT + " where s.type = :type order by s.name")
                .bind("type", DataServerType.JDBC.label())
                .map((row, context) -> (JdbcServer) read(row))
                .list());
    }

    /**
     * Deletes a data server and the tables imported from it; its security provider stays.
     *
     * @throws CatalogException if there is none of that name
     */
    public void delete(String name) {
        delete(name, null);
    }

    /**
     * Deletes a data server and the tables imported from it, unless somebody else has changed it since it was read.
     *
     * @param version what {@link #getVersioned} answered; null for whichever it has
     * @throws CatalogException if there is none of that name, or it has another version now
     */
    public void delete(String name, @Nullable Long version) {
        database.change(handle -> {
            if (version != null) {
                requireVersion(stored(handle, name), name, version);
            }
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

    private DataServer read(ResultSet row) throws SQLException {
        String name = row.getString("name");
        return switch (Labels.of(DataServerType.values(), DataServerType::label, row.getString("type"))) {
            case SALESFORCE ->
                new SalesforceServer(
                        name,
                        row.getString("security_provider"),
                        OAuthServerUrl.parse(row.getString("oauth_server_url")));
            case JDBC ->
                new JdbcServer(
                        name,
                        row.getString("url"),
                        row.getString("user_name"),
                        password(row.getBytes("password"), row.getString("id")),
                        row.getString("schemas").lines().toList());
        };
    }

    private @Nullable Secret password(byte @Nullable [] ciphertext, String id) {
        return ciphertext == null ? null : cipher.decrypt(ciphertext, JDBC_PASSWORD.owner(id));
    }
}
