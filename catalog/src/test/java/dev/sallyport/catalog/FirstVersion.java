package dev.sallyport.catalog;

import com.google.crypto.tink.KeysetHandle;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes rows as the first version of the catalogue wrote them. */
final class FirstVersion {
    private FirstVersion() {}

    /** The master key, which encrypted the secrets itself. */
    static DataKeys keys(MasterKey master) {
        try {
            return new DataKeys(
                    1,
                    KeysetHandle.newBuilder()
                            .addEntry(KeysetHandle.importKey(master.asDataKey())
                                    .withFixedId(master.id())
                                    .makePrimary())
                            .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The known text by which another key was noticed. */
    static void insertProof(Connection connection, DataKeys keys) throws SQLException {
        execute(
                connection,
                "insert into encryption_proof values (?, ?)",
                1,
                keys.encrypt("sallyport".getBytes(StandardCharsets.UTF_8), "encryption_proof"));
    }

    /** A provider with the grant Client Credentials, and a data server that uses it. */
    static void insert(Connection connection, String id, OAuthProvider provider, DataKeys keys) throws SQLException {
        Endpoints endpoints = provider.endpoints();
        Duration expiresIn = provider.parameters().expiresIn();
        execute(
                connection,
                "insert into security_provider values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                provider.name(),
                "OAuth",
                "Client Credentials",
                String.join(" ", provider.grant().scopes()),
                provider.clientAuthentication().label(),
                "Bearer",
                "Client",
                provider.redirectOnChallenge(),
                text(endpoints.authorization()),
                text(endpoints.token()),
                text(endpoints.userInfo()),
                expiresIn == null ? null : expiresIn.toSeconds());
        ClientCredential client = provider.credentials().client();
        execute(
                connection,
                "insert into credential values (?, ?, ?, ?)",
                id,
                "Client",
                client.clientId(),
                keys.encrypt(
                        Objects.requireNonNull(client.clientSecret()).reveal().getBytes(StandardCharsets.UTF_8),
                        "security_provider/" + id + "/credential/Client"));
        execute(
                connection,
                "insert into data_server values (?, ?, ?, ?, ?)",
                "server-" + id,
                "Server-" + id,
                "Salesforce",
                id,
                Samples.MY_DOMAIN + "/services/Soap/c/55.0");
    }

    static OAuthProvider renamed(OAuthProvider provider, String name) {
        return OAuthProvider.named(name)
                .grant(provider.grant())
                .clientAuthentication(provider.clientAuthentication())
                .redirectOnChallenge(provider.redirectOnChallenge())
                .endpoints(provider.endpoints())
                .credentials(provider.credentials())
                .parameters(provider.parameters())
                .build();
    }

    private static void execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            statement.executeUpdate();
        }
    }

    private static @Nullable String text(@Nullable URI uri) {
        return uri == null ? null : uri.toString();
    }
}
