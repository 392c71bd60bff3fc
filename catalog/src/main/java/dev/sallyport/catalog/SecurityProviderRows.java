package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.DATABASE;
import static dev.sallyport.catalog.CatalogException.Reason.INVALID;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecurityProvider;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A security provider as rows: one with its document, and one for each secret that is kept here. */
final class SecurityProviderRows {
    /** One query, so that a provider's document and its secrets are of one moment. */
    private static final String SELECT = """
            select p.id, p.name, p.enabled, p.definition, p.version, c.type as slot, c.password
            from security_provider p left join credential c on c.security_provider_id = p.id
            """;

    private final SecretCipher cipher;

    SecurityProviderRows(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /**
     * What is stored of a provider.
     *
     * @param definition the document without its secrets, and without what the other columns hold
     * @param ciphertexts the secrets by slot
     */
    private record Stored(
            String id,
            String name,
            boolean enabled,
            String definition,
            long version,
            Map<String, byte[]> ciphertexts) {}

    void insert(Handle handle, String id, SecurityProvider provider) {
        ProviderDocument document = ProviderDocument.of(provider);
        handle.createUpdate("""
                        insert into security_provider (id, name, type, enabled, definition)
                        values (:id, :name, :type, :enabled, :definition)
                        """)
                .bind("id", id)
                .bind("name", provider.name())
                .bind("type", ProviderWords.TYPE.write(provider.type()))
                .bind("enabled", provider.enabled())
                .bind("definition", definition(document))
                .execute();
        insertSecrets(handle, id, document);
    }

    /** Replaces a provider with another of the same name and type; whether there was one. */
    boolean update(Handle handle, SecurityProvider provider) {
        cipher.hold();
        ProviderDocument document = ProviderDocument.of(provider);
        int updated = handle.createUpdate("""
                        update security_provider set enabled = :enabled, definition = :definition, version = version + 1
                        where name = :name and type = :type
                        """)
                .bind("name", provider.name())
                .bind("type", ProviderWords.TYPE.write(provider.type()))
                .bind("enabled", provider.enabled())
                .bind("definition", definition(document))
                .execute();
        if (updated == 0) {
            return false;
        }
        // The row above is locked until the end of the transaction: no other update comes between.
        String id = handle.createQuery("select id from security_provider where name = :name")
                .bind("name", provider.name())
                .mapTo(String.class)
                .one();
        handle.createUpdate("delete from credential where security_provider_id = :id")
                .bind("id", id)
                .execute();
        insertSecrets(handle, id, document);
        // They were issued to the provider that it was.
        handle.createUpdate("delete from stored_token where security_provider_id = :id")
                .bind("id", id)
                .execute();
        handle.createUpdate("delete from pending_authorization where security_provider_id = :id")
                .bind("id", id)
                .execute();
        return true;
    }

    /** Whether a provider is there in another state; its row is locked until the end of the transaction. */
    boolean hasOtherVersion(Handle handle, String name, long version) {
        return handle.createQuery("select version from security_provider where name = :name for update")
                .bind("name", name)
                .mapTo(Long.class)
                .findOne()
                .filter(stored -> stored != version)
                .isPresent();
    }

    /** Enables or disables a provider; whether there is one of that name. */
    boolean setEnabled(Handle handle, String name, boolean enabled) {
        return handle.createUpdate(
                                "update security_provider set enabled = :enabled, version = version + 1 where name = :name")
                        .bind("enabled", enabled)
                        .bind("name", name)
                        .execute()
                > 0;
    }

    private void insertSecrets(Handle handle, String id, ProviderDocument document) {
        document.secrets().forEach((slot, secret) -> handle.createUpdate("""
                        insert into credential (security_provider_id, type, password) values (:id, :slot, :password)
                        """)
                .bind("id", id)
                .bind("slot", slot)
                .bind("password", cipher.encrypt(secret, owner(id, slot)))
                .execute());
    }

    List<SecurityProvider> selectAll(Handle handle) {
        return read(handle.createQuery(SELECT + " order by p.name")).stream()
                .map(Versioned::value)
                .toList();
    }

    Optional<Versioned<SecurityProvider>> select(Handle handle, String name) {
        return read(handle.createQuery(SELECT + " where p.name = :name").bind("name", name)).stream()
                .findFirst();
    }

    private List<Versioned<SecurityProvider>> read(Query query) {
        Map<String, Stored> byId = new LinkedHashMap<>();
        query.map(SecurityProviderRows::stored)
                .forEach(row ->
                        byId.computeIfAbsent(row.id(), id -> row).ciphertexts().putAll(row.ciphertexts()));
        return byId.values().stream()
                .map(row -> new Versioned<>(read(row), row.version()))
                .toList();
    }

    /** A provider as far as one row tells. */
    private static Stored stored(ResultSet row, StatementContext context) throws SQLException {
        Map<String, byte[]> ciphertexts = new HashMap<>();
        String slot = row.getString("slot");
        if (slot != null) {
            ciphertexts.put(slot, row.getBytes("password"));
        }
        return new Stored(
                row.getString("id"),
                row.getString("name"),
                row.getBoolean("enabled"),
                row.getString("definition"),
                row.getLong("version"),
                ciphertexts);
    }

    List<String> selectNames(Handle handle) {
        return handle.createQuery("select name from security_provider order by name")
                .mapTo(String.class)
                .list();
    }

    List<String> selectEnabledNames(Handle handle, ProviderType type) {
        return handle.createQuery("select name from security_provider where type = :type and enabled order by name")
                .bind("type", ProviderWords.TYPE.write(type))
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

    private SecurityProvider read(Stored row) {
        try {
            return ProviderDocument.read(ProviderDocument.parse(row.definition()), slot -> decrypted(row, slot))
                    .provider()
                    .withEnabled(row.enabled());
        } catch (CatalogException e) {
            if (e.reason() != INVALID) {
                throw e;
            }
            throw new CatalogException(
                    DATABASE,
                    "The catalogue holds a security provider that this version cannot read: " + row.name() + ".",
                    "Use the version of Sallyport that stored it.",
                    e);
        }
    }

    private @Nullable Secret decrypted(Stored row, String slot) {
        byte[] ciphertext = row.ciphertexts().get(slot);
        return ciphertext == null ? null : cipher.decrypt(ciphertext, owner(row.id(), slot));
    }

    private static String definition(ProviderDocument document) {
        ObjectNode json = document.json().deepCopy();
        if (json.get("registration") instanceof ObjectNode registration) {
            registration.remove("enabled");
        }
        return json.toString();
    }

    private static String owner(String id, String slot) {
        return "security_provider/" + id + "/credential/" + slot;
    }
}
