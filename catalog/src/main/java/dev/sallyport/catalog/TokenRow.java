package dev.sallyport.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenMetadata;
import dev.sallyport.auth.oauth.TokenRefused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token's row: its secrets as they are stored, and what may be read without a key.
 *
 * @param userName empty where the client owns it
 */
record TokenRow(
        String providerId,
        String provider,
        String userName,
        @Nullable Ciphertext accessToken,
        @Nullable Ciphertext refreshToken,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        Set<String> scopes,
        Map<String, String> parameters,
        @Nullable TokenRefused refused) {
    /** The user name of a token that the client owns. */
    static final String CLIENT = "";

    static final String SELECT = """
            select p.id, p.name, t.user_name, t.access_token, t.refresh_token, t.issued_at, t.expires_at, t.scopes,
                   t.parameters, t.refusal_reason, t.refusal_message, t.refusal_advice, t.refusal_pause_millis,
                   t.refused_until
            from stored_token t join security_provider p on p.id = t.security_provider_id
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    static TokenRow read(ResultSet row) throws SQLException {
        return new TokenRow(
                row.getString("id"),
                row.getString("name"),
                row.getString("user_name"),
                Ciphertext.ofNullable(row.getBytes("access_token")),
                Ciphertext.ofNullable(row.getBytes("refresh_token")),
                instant(row, "issued_at"),
                instant(row, "expires_at"),
                scopes(row.getString("scopes")),
                parameters(row.getString("parameters")),
                refused(row));
    }

    /** False for a row that a lease alone has made. */
    boolean holdsAnything() {
        return accessToken != null || refreshToken != null || refused != null;
    }

    StoredToken description() {
        TokenKey key = userName.equals(CLIENT) ? TokenKey.ofClient(provider) : TokenKey.ofUser(provider, userName);
        TokenMetadata metadata = new TokenMetadata(
                key, issuedAt, expiresAt, scopes, refreshToken != null, refused == null ? null : refused.reason());
        return new StoredToken(metadata, parameters, refused);
    }

    /** What both databases keep of a point in time: its microseconds, not rounded up. */
    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static String written(Map<String, String> parameters) {
        try {
            return JSON.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can always be written as JSON.", e);
        }
    }

    private static Map<String, String> parameters(@Nullable String text) {
        if (text == null) {
            return Map.of();
        }
        try {
            return JSON.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The parameters of a token are no JSON: " + text, e);
        }
    }

    private static Set<String> scopes(@Nullable String text) {
        return text == null || text.isEmpty() ? Set.of() : Set.of(text.split(" ", -1));
    }

    private static @Nullable TokenRefused refused(ResultSet row) throws SQLException {
        String reason = row.getString("refusal_reason");
        Instant until = instant(row, "refused_until");
        if (reason == null || until == null) {
            return null;
        }
        return new TokenRefused(
                reason(reason),
                row.getString("refusal_message"),
                row.getString("refusal_advice"),
                Duration.ofMillis(row.getLong("refusal_pause_millis")),
                until);
    }

    /** A process of a newer version may have stored a reason that this one does not know; its message tells it. */
    private static Reason reason(String name) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElse(Reason.UNEXPECTED_ANSWER);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
