package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.DATABASE;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A security provider as rows: one of its own and one for its credential. */
final class SecurityProviderRows {
    private static final String SELECT = """
            select p.id, p.name, p.type, p.grant_type, p.scopes, p.client_authentication, p.resource_authentication,
                   p.token_owner, p.redirect_on_challenge, p.authorization_endpoint, p.token_endpoint,
                   p.user_info_endpoint, p.expires_in_seconds, c.user_name, c.password
            from security_provider p
            join credential c on c.security_provider_id = p.id and c.type = 'Client'
            """;

    private final SecretCipher cipher;

    SecurityProviderRows(SecretCipher cipher) {
        this.cipher = cipher;
    }

    void insert(Handle handle, String id, OAuthProvider provider) {
        Endpoints endpoints = provider.endpoints();
        handle.createUpdate("""
                        insert into security_provider (id, name, type, grant_type, scopes, client_authentication,
                          resource_authentication, token_owner, redirect_on_challenge, authorization_endpoint,
                          token_endpoint, user_info_endpoint, expires_in_seconds)
                        values (:id, :name, :type, :grant, :scopes, :clientAuthentication, :resourceAuthentication,
                          :tokenOwner, :redirectOnChallenge, :authorization, :token, :userInfo, :expiresIn)
                        """)
                .bind("id", id)
                .bind("name", provider.name())
                .bind("type", provider.type().label())
                .bind("grant", provider.grant().label())
                .bind("scopes", String.join(" ", scopes(provider.grant())))
                .bind("clientAuthentication", provider.clientAuthentication().label())
                .bind(
                        "resourceAuthentication",
                        provider.resourceAuthentication().label())
                .bind("tokenOwner", provider.tokenOwner().label())
                .bind("redirectOnChallenge", provider.redirectOnChallenge())
                .bind("authorization", text(endpoints.authorization()))
                .bind("token", endpoints.address().toString())
                .bind("userInfo", text(endpoints.userInfo()))
                .bind("expiresIn", seconds(provider.parameters().expiresIn()))
                .execute();
        ClientCredential credential = provider.credentials().client();
        handle.createUpdate("""
                        insert into credential (security_provider_id, type, user_name, password)
                        values (:id, 'Client', :userName, :password)
                        """)
                .bind("id", id)
                .bind("userName", credential.clientId())
                .bind(
                        "password",
                        cipher.encrypt(java.util.Objects.requireNonNull(credential.clientSecret()), owner(id)))
                .execute();
    }

    List<OAuthProvider> selectAll(Handle handle) {
        return handle.createQuery(SELECT + " order by p.name")
                .map((row, context) -> read(row))
                .list();
    }

    Optional<OAuthProvider> select(Handle handle, String name) {
        return handle.createQuery(SELECT + " where p.name = :name")
                .bind("name", name)
                .map((row, context) -> read(row))
                .findOne();
    }

    List<String> selectNames(Handle handle) {
        return handle.createQuery("select name from security_provider order by name")
                .mapTo(String.class)
                .list();
    }

    List<String> serversThatUse(Handle handle, String name) {
        return handle.createQuery("""
                        select s.name from data_server s
                        join security_provider p on p.id = s.security_provider_id
                        where p.name = :name order by s.name
                        """).bind("name", name).mapTo(String.class).list();
    }

    int delete(Handle handle, String name) {
        return handle.createUpdate("delete from security_provider where name = :name")
                .bind("name", name)
                .execute();
    }

    private OAuthProvider read(ResultSet row) throws SQLException {
        long expiresIn = row.getLong("expires_in_seconds");
        boolean expires = !row.wasNull();
        return OAuthProvider.named(row.getString("name"))
                .grant(grant(row.getString("grant_type"), row.getString("scopes")))
                .clientAuthentication(Labels.of(
                        ClientAuthentication.values(),
                        ClientAuthentication::label,
                        row.getString("client_authentication")))
                .redirectOnChallenge(row.getBoolean("redirect_on_challenge"))
                .endpoints(new Endpoints(
                        uri(row.getString("authorization_endpoint")),
                        URI.create(row.getString("token_endpoint")),
                        uri(row.getString("user_info_endpoint"))))
                .client(new ClientCredential(
                        row.getString("user_name"),
                        cipher.decrypt(row.getBytes("password"), owner(row.getString("id")))))
                .parameters(ProviderParameters.NONE.withExpiresIn(expires ? Duration.ofSeconds(expiresIn) : null))
                .build();
    }

    private static Grant grant(String label, String scopes) {
        Grant clientCredentials = new Grant.ClientCredentials(
                Arrays.stream(scopes.split(" "))
                        .filter(scope -> !scope.isEmpty())
                        .toList(),
                null);
        if (label.equals(clientCredentials.label())) {
            return clientCredentials;
        }
        throw new CatalogException(
                DATABASE,
                "The catalogue holds a grant that this version does not know: " + label + ".",
                "Use the version of Sallyport that created it.");
    }

    private static List<String> scopes(Grant grant) {
        return grant.scopes();
    }

    private static String owner(String id) {
        return "security_provider/" + id + "/credential/Client";
    }

    private static @Nullable String text(@Nullable URI uri) {
        return uri == null ? null : uri.toString();
    }

    private static @Nullable URI uri(@Nullable String text) {
        return text == null ? null : URI.create(text);
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
