package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.NOT_FOUND;
import static dev.sallyport.catalog.EncryptedColumn.PENDING_AUTHORIZATION;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.PendingAuthorization;
import dev.sallyport.auth.oauth.PendingAuthorizations;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Sign-ins under way that any process may finish which shares the database. A row lies under a hash of its state, and all
 * else of it is encrypted: the table alone lets nobody finish a sign-in.
 */
final class DatabasePendingAuthorizations implements PendingAuthorizations {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final SecretCipher cipher;

    DatabasePendingAuthorizations(Database database, SecretCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /** What is encrypted of a sign-in. */
    private record Content(
            @Nullable String user,
            String browser,
            String codeVerifier,
            String nonce,
            String redirectUri,
            @Nullable String returnTo) {}

    private record Row(String provider, Ciphertext content, Instant expiresAt) {}

    @Override
    public void add(PendingAuthorization authorization, Instant now) {
        String hash = hash(authorization.state());
        Content content = new Content(
                authorization.user(),
                authorization.browser(),
                authorization.codeVerifier().reveal(),
                authorization.nonce(),
                authorization.redirectUri().toString(),
                authorization.returnTo());
        database.change(handle -> {
            byte[] encrypted = cipher.encrypt(Secret.of(written(content)), PENDING_AUTHORIZATION.owner(hash));
            handle.createUpdate("delete from pending_authorization where expires_at <= :now")
                    .bind("now", now.atOffset(ZoneOffset.UTC))
                    .execute();
            insert(handle, authorization, hash, encrypted);
        });
    }

    private static void insert(Handle handle, PendingAuthorization authorization, String hash, byte[] content) {
        int inserted = handle.createUpdate("""
                        insert into pending_authorization (state_hash, security_provider_id, content, expires_at)
                        select :hash, id, :content, :expiresAt from security_provider where name = :provider
                        """)
                .bind("hash", hash)
                .bind("content", content)
                .bind("expiresAt", TokenRow.time(authorization.expiresAt()))
                .bind("provider", authorization.provider())
                .execute();
        if (inserted == 0) {
            throw new CatalogException(
                    NOT_FOUND,
                    "There is no security provider " + authorization.provider() + " to sign in at.",
                    "List those that there are: sallyport provider list");
        }
    }

    @Override
    public Optional<PendingAuthorization> take(String state) {
        String hash = hash(state);
        return database.inTransaction(handle -> {
            Optional<Row> row = handle.createQuery("""
                            select p.name, a.content, a.expires_at from pending_authorization a
                            join security_provider p on p.id = a.security_provider_id where a.state_hash = :hash
                            """)
                    .bind("hash", hash)
                    .map((result, context) -> new Row(
                            result.getString(1),
                            Ciphertext.of(result.getBytes(2)),
                            result.getObject(3, OffsetDateTime.class).toInstant()))
                    .findOne();
            // Of all who read the row, one deletes it: that one has it.
            int deleted = handle.createUpdate("delete from pending_authorization where state_hash = :hash")
                    .bind("hash", hash)
                    .execute();
            return row.filter(found -> deleted == 1).map(found -> authorization(state, hash, found));
        });
    }

    private PendingAuthorization authorization(String state, String hash, Row row) {
        Content content = read(cipher.decrypt(row.content().bytes(), PENDING_AUTHORIZATION.owner(hash))
                .reveal());
        return new PendingAuthorization(
                state,
                row.provider(),
                content.user(),
                content.browser(),
                Secret.of(content.codeVerifier()),
                content.nonce(),
                URI.create(content.redirectUri()),
                content.returnTo(),
                row.expiresAt());
    }

    private static String written(Content content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of texts can always be written as JSON.", e);
        }
    }

    private static Content read(String text) {
        try {
            return JSON.readValue(text, Content.class);
        } catch (JsonProcessingException e) {
            // Without the cause: it quotes the text.
            throw new IllegalStateException("What was stored of a sign-in is no JSON.");
        }
    }

    private static String hash(String state) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }
}
