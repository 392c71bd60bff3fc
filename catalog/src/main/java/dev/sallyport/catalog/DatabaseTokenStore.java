package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.NOT_FOUND;
import static dev.sallyport.catalog.EncryptedColumn.ACCESS_TOKEN;
import static dev.sallyport.catalog.EncryptedColumn.REFRESH_TOKEN;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenMetadata;
import dev.sallyport.auth.oauth.TokenRefused;
import dev.sallyport.auth.oauth.TokenState;
import dev.sallyport.auth.oauth.TokenStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens that all processes share which share the database. A lease is an entry in the token's row with a random id and an
 * end by the database's clock, for the processes' own clocks may differ; who saves must still be the one whose id is there.
 */
final class DatabaseTokenStore implements TokenStore {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTokenStore.class);

    private static final String OF_KEY = """
             where user_name = :user
               and security_provider_id = (select id from security_provider where name = :provider)
            """;

    private final Database database;
    private final SecretCipher cipher;

    DatabaseTokenStore(Database database, SecretCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    @Override
    public TokenState read(TokenKey key) {
        return find(key).map(this::state).orElse(TokenState.EMPTY);
    }

    private Optional<TokenRow> find(TokenKey key) {
        return database.with(
                handle -> handle.createQuery(TokenRow.SELECT + " where p.name = :provider and t.user_name = :user")
                        .bind("provider", key.provider())
                        .bind("user", userName(key))
                        .map((row, context) -> TokenRow.read(row))
                        .findOne());
    }

    private TokenState state(TokenRow row) {
        AccessToken access = null;
        if (row.accessToken() != null && row.issuedAt() != null) {
            Secret value =
                    cipher.decrypt(row.accessToken().bytes(), ACCESS_TOKEN.owner(row.providerId(), row.userName()));
            access = new AccessToken(value, row.issuedAt(), row.expiresAt(), row.scopes(), row.parameters());
        }
        Secret refresh = row.refreshToken() == null
                ? null
                : cipher.decrypt(row.refreshToken().bytes(), REFRESH_TOKEN.owner(row.providerId(), row.userName()));
        return new TokenState(access, refresh, row.refused());
    }

    @Override
    public Optional<Lease> lease(TokenKey key, Duration longest) {
        String leaseId = UUID.randomUUID().toString();
        String providerId = providerId(key);
        boolean taken = database.with(handle -> takeOver(handle, providerId, key, leaseId, longest) == 1
                || insert(handle, providerId, key, leaseId, longest) == 1);
        return taken ? Optional.of(new RowLease(key, providerId, leaseId)) : Optional.empty();
    }

    private String providerId(TokenKey key) {
        return database.with(handle -> handle.createQuery("select id from security_provider where name = :name")
                        .bind("name", key.provider())
                        .mapTo(String.class)
                        .findOne())
                .orElseThrow(() -> new CatalogException(
                        NOT_FOUND,
                        "The security provider " + key.provider() + " is not there any more.",
                        "Create it again, or let the data server use another one."));
    }

    private static int takeOver(Handle handle, String providerId, TokenKey key, String leaseId, Duration longest) {
        return handle.createUpdate("""
                        update stored_token set lease_id = :lease,
                          lease_ends_at = current_timestamp + cast(:seconds as double precision) * interval '1' second
                        where security_provider_id = :id and user_name = :user
                          and (lease_id is null or lease_ends_at <= current_timestamp)
                        """)
                .bind("id", providerId)
                .bind("user", userName(key))
                .bind("lease", leaseId)
                .bind("seconds", seconds(longest))
                .execute();
    }

    private static int insert(Handle handle, String providerId, TokenKey key, String leaseId, Duration longest) {
        return handle.createUpdate("""
                        insert into stored_token (security_provider_id, user_name, lease_id, lease_ends_at)
                        values (:id, :user, :lease,
                          current_timestamp + cast(:seconds as double precision) * interval '1' second)
                        on conflict do nothing
                        """)
                .bind("id", providerId)
                .bind("user", userName(key))
                .bind("lease", leaseId)
                .bind("seconds", seconds(longest))
                .execute();
    }

    @Override
    public boolean delete(TokenKey key) {
        boolean there = find(key).filter(TokenRow::holdsAnything).isPresent();
        database.with(handle -> handle.createUpdate("delete from stored_token" + OF_KEY)
                .bind("provider", key.provider())
                .bind("user", userName(key))
                .execute());
        return there;
    }

    @Override
    public List<TokenMetadata> list() {
        return descriptions().stream().map(StoredToken::metadata).toList();
    }

    /** What may be shown of a key's tokens, nothing of it decrypted; empty if there are none. */
    Optional<StoredToken> describe(TokenKey key) {
        return find(key).filter(TokenRow::holdsAnything).map(TokenRow::description);
    }

    /** What may be shown of all stored tokens, nothing of it decrypted. */
    List<StoredToken> descriptions() {
        return database.with(handle -> handle.createQuery(TokenRow.SELECT + " order by p.name, t.user_name")
                .map((row, context) -> TokenRow.read(row))
                .filter(TokenRow::holdsAnything)
                .map(TokenRow::description)
                .list());
    }

    private static String userName(TokenKey key) {
        return key.user() == null ? TokenRow.CLIENT : key.user();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** A lease by its id in the token's row. */
    private final class RowLease implements Lease {
        private final TokenKey key;
        private final String providerId;
        private final String leaseId;

        private RowLease(TokenKey key, String providerId, String leaseId) {
            this.key = key;
            this.providerId = providerId;
            this.leaseId = leaseId;
        }

        @Override
        public TokenState state() {
            return read(key);
        }

        @Override
        public void save(TokenState state) {
            boolean saved = database.inTransaction(handle -> update(handle, state) == 1);
            if (!saved) {
                LOG.info("What came for {} is not kept: its lease was taken over, or it was deleted meanwhile.", key);
            }
        }

        private int update(Handle handle, TokenState state) {
            AccessToken access = state.access();
            TokenRefused refused = state.refused();
            return handle.createUpdate("""
                            update stored_token set access_token = :access, refresh_token = :refresh,
                              issued_at = :issuedAt, expires_at = :expiresAt, scopes = :scopes,
                              parameters = :parameters, refusal_reason = :reason, refusal_message = :message,
                              refusal_advice = :advice, refusal_pause_millis = :pause, refused_until = :until
                            where security_provider_id = :id and user_name = :user and lease_id = :lease
                            """)
                    .bind("access", encrypted(access == null ? null : access.value(), ACCESS_TOKEN))
                    .bind("refresh", encrypted(state.refreshToken(), REFRESH_TOKEN))
                    .bind("issuedAt", access == null ? null : TokenRow.time(access.issuedAt()))
                    .bind("expiresAt", access == null ? null : TokenRow.time(access.expiresAt()))
                    .bind("scopes", access == null ? null : String.join(" ", access.scopes()))
                    .bind("parameters", access == null ? null : TokenRow.written(access.parameters()))
                    .bind("reason", refused == null ? null : refused.reason().name())
                    .bind("message", refused == null ? null : refused.message())
                    .bind("advice", refused == null ? null : refused.advice())
                    .bind("pause", refused == null ? null : refused.pause().toMillis())
                    .bind("until", refused == null ? null : TokenRow.time(refused.until()))
                    .bind("id", providerId)
                    .bind("user", userName(key))
                    .bind("lease", leaseId)
                    .execute();
        }

        private byte @Nullable [] encrypted(@Nullable Secret secret, EncryptedColumn column) {
            return secret == null ? null : cipher.encrypt(secret, column.owner(providerId, userName(key)));
        }

        @Override
        public void close() {
            database.with(handle -> handle.createUpdate("""
                            update stored_token set lease_id = null, lease_ends_at = null
                            where security_provider_id = :id and user_name = :user and lease_id = :lease
                            """)
                    .bind("id", providerId)
                    .bind("user", userName(key))
                    .bind("lease", leaseId)
                    .execute());
        }
    }
}
