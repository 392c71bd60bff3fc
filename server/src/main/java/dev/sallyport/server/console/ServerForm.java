package dev.sallyport.server.console;

import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.DataServerType;
import dev.sallyport.catalog.JdbcServer;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The form of a data server: what the guide has people fill in, under its names, and what a database has in its place.
 *
 * @param name the guide's Server Name
 * @param type the guide's Type
 * @param securityProvider the name of the provider, of the guide's Security Settings
 * @param oauthServerUrl of the guide's Advanced Settings
 * @param jdbcUrl of a database
 * @param user of a database
 * @param password of a database, as it was typed, which no page shows; empty for the one that is kept
 * @param schemas of a database, separated by commas
 */
public record ServerForm(
        String name,
        String type,
        String securityProvider,
        String oauthServerUrl,
        String jdbcUrl,
        String user,
        String password,
        String schemas) {
    /** A field that a request leaves out is empty. */
    public ServerForm {
        name = Objects.requireNonNullElse(name, "");
        type = Objects.requireNonNullElse(type, "");
        securityProvider = Objects.requireNonNullElse(securityProvider, "");
        oauthServerUrl = Objects.requireNonNullElse(oauthServerUrl, "");
        jdbcUrl = Objects.requireNonNullElse(jdbcUrl, "");
        user = Objects.requireNonNullElse(user, "");
        password = Objects.requireNonNullElse(password, "");
        schemas = Objects.requireNonNullElse(schemas, "");
    }

    static ServerForm fresh() {
        return new ServerForm("", DataServerType.SALESFORCE.label(), "", "", "", "", "", "");
    }

    static ServerForm of(DataServer server) {
        String type = server.type().label();
        if (server instanceof JdbcServer database) {
            return new ServerForm(
                    server.name(),
                    type,
                    "",
                    "",
                    database.url(),
                    database.user(),
                    "",
                    String.join(", ", database.schemas()));
        }
        SalesforceServer org = (SalesforceServer) server;
        return new ServerForm(
                server.name(),
                type,
                org.securityProvider(),
                org.oauthServerUrl().toString(),
                "",
                "",
                "",
                "");
    }

    /** The same under another name. */
    ServerForm named(String other) {
        return new ServerForm(other, type, securityProvider, oauthServerUrl, jdbcUrl, user, password, schemas);
    }

    /**
     * The data server that the form makes.
     *
     * @param called its name
     * @throws FormRefused if the OAuth server URL is none
     * @throws dev.sallyport.catalog.CatalogException if the JDBC URL is none, or has a secret in it
     */
    DataServer server(String called) {
        if (isDatabase()) {
            return new JdbcServer(
                    called,
                    jdbcUrl,
                    user,
                    password.isBlank() ? null : Secret.of(password),
                    List.of(schemas.split(",", -1)));
        }
        try {
            return new SalesforceServer(called, securityProvider, OAuthServerUrl.parse(oauthServerUrl.strip()));
        } catch (SalesforceException e) {
            throw new FormRefused(e.getMessage(), e.advice(), FormErrors.at("oauthServerUrl", FormErrors.told(e)));
        }
    }

    /** Whether it is about a database, and not about an org. */
    public boolean isDatabase() {
        return type.equals(DataServerType.JDBC.label());
    }

    /** The types of data server that there are. */
    public List<String> types() {
        return Arrays.stream(DataServerType.values()).map(DataServerType::label).toList();
    }

    /** Without its values: there is a secret among them. */
    @Override
    public String toString() {
        return "ServerForm[" + name + "]";
    }
}
