package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.DUPLICATE;
import static dev.sallyport.catalog.CatalogException.Reason.INVALID;
import static dev.sallyport.catalog.CatalogException.Reason.IN_USE;
import static dev.sallyport.catalog.CatalogException.Reason.NOT_FOUND;
import static dev.sallyport.catalog.CatalogException.Reason.STALE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.SecurityProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The security providers of the catalogue, with their secrets. */
public final class SecurityProviders {
    private final Database database;
    private final SecurityProviderRows rows;

    SecurityProviders(Database database, SecretCipher cipher) {
        this.database = database;
        rows = new SecurityProviderRows(cipher);
    }

    /**
     * Adds a provider.
     *
     * @throws CatalogException if one of its values cannot be, or its name is taken
     */
    public void create(SecurityProvider provider) {
        SecurityProviderRules.check(provider);
        database.change(handle -> {
            try {
                rows.insert(handle, UUID.randomUUID().toString(), provider);
            } catch (JdbiException e) {
                if (Database.isUniqueViolation(e)) {
                    throw new CatalogException(
                            DUPLICATE,
                            "There is a security provider " + provider.name() + " already.",
                            "Choose another name, or delete the one that is there first: sallyport provider delete "
                                    + provider.name(),
                            e,
                            "name");
                }
                throw e;
            }
        });
    }

    /**
     * Replaces the provider of the same name: everything may change but its type, and its data servers keep it.
     *
     * @throws CatalogException if one of its values cannot be, there is none of that name, or it is of another type
     */
    public void update(SecurityProvider provider) {
        update(provider, null);
    }

    /**
     * Replaces the provider of the same name, unless somebody else has changed it since it was read.
     *
     * @param version what {@link #getVersioned} answered with the state that the change was made to
     * @throws CatalogException as {@link #update(SecurityProvider)}, or if it has another version now
     */
    public void update(SecurityProvider provider, long version) {
        update(provider, Long.valueOf(version));
    }

    private void update(SecurityProvider provider, @Nullable Long version) {
        SecurityProviderRules.check(provider);
        database.change(handle -> {
            requireVersion(handle, provider.name(), version);
            if (!rows.update(handle, provider)) {
                SecurityProvider stored = rows.select(handle, provider.name())
                        .map(Versioned::value)
                        .orElseThrow(() -> unknown(provider.name()));
                throw new CatalogException(
                        INVALID,
                        "The security provider " + provider.name() + " is of type "
                                + stored.type().label() + ", and a provider's type never changes.",
                        "Create another provider of type " + provider.type().label()
                                + ", and let the data servers use that one.");
            }
        });
    }

    /**
     * Lets a provider be used, or not.
     *
     * @throws CatalogException if there is none of that name
     */
    public void setEnabled(String name, boolean enabled) {
        database.change(handle -> {
            if (!rows.setEnabled(handle, name, enabled)) {
                throw unknown(name);
            }
        });
    }

    /** All providers by name. */
    public List<SecurityProvider> list() {
        return database.with(rows::selectAll);
    }

    /** The names of the enabled providers of a type; no secret is decrypted for them. */
    public List<String> enabledNames(ProviderType type) {
        return database.with(handle -> rows.selectEnabledNames(handle, type));
    }

    /**
     * The provider of that name.
     *
     * @param name case-sensitive, as in the sign-in URL
     */
    public Optional<SecurityProvider> find(String name) {
        return database.with(handle -> rows.select(handle, name)).map(Versioned::value);
    }

    /**
     * The provider of that name and the number of its state.
     *
     * @param name case-sensitive, as in the sign-in URL
     * @throws CatalogException if there is none; the advice names the nearest
     */
    public Versioned<SecurityProvider> getVersioned(String name) {
        return database.with(handle -> rows.select(handle, name)).orElseThrow(() -> unknown(name));
    }

    /**
     * The provider of that name.
     *
     * @param name case-sensitive, as in the sign-in URL
     * @throws CatalogException if there is none; the advice names the nearest
     */
    public SecurityProvider get(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    /**
     * A provider as App Builder's JSON, without secrets; references to secrets that are kept elsewhere stay.
     *
     * @param name case-sensitive
     * @throws CatalogException if there is none
     */
    public String exportDocument(String name) {
        return ProviderDocument.of(get(name)).json().toPrettyString();
    }

    /**
     * A provider as App Builder's JSON, with its secrets encrypted to a passphrase in a field of its own.
     *
     * @param name case-sensitive
     * @param passphrase at least twelve characters
     * @throws CatalogException if there is none, or the passphrase is too short
     */
    public String exportDocument(String name, Secret passphrase) {
        ProviderDocument document = ProviderDocument.of(get(name));
        EncryptedSecrets.seal(document.json(), document.secrets(), passphrase);
        return document.json().toPrettyString();
    }

    /**
     * Adds a provider from App Builder's JSON. It is disabled until someone has looked at it.
     *
     * @param document what {@link #exportDocument} or App Builder exported
     * @param passphrase opens the encrypted secrets; null leaves them out
     * @return the provider as it was stored, and what to know about it
     * @throws CatalogException if the document is malformed, the passphrase is another, one of the values cannot be, or
     *     the name is taken
     */
    public ImportedProvider importDocument(String document, @Nullable Secret passphrase) {
        ObjectNode json = ProviderDocument.parse(document);
        List<String> notes = new ArrayList<>();
        Map<String, Secret> secrets = decrypted(json, passphrase, notes);
        ImportedProvider read = ProviderDocument.read(json, secrets::get);
        SecurityProvider provider = read.provider().withEnabled(false);
        create(provider);
        notes.addAll(read.notes());
        ProviderDocument.of(provider)
                .references()
                .forEach((slot, reference) ->
                        notes.add("The secret for " + DocumentObject.shown(slot) + " will be read from "
                                + DocumentObject.shown(reference.toString())
                                + ": check that it may be sent to this provider's addresses."));
        return new ImportedProvider(provider, notes);
    }

    /**
     * Reads a provider from App Builder's JSON and secrets beside it; nothing is stored.
     *
     * @param document without secrets, or with some in the places that App Builder has for them
     * @param secrets by slot, such as {@code Client}; empty for one that goes
     * @param before the provider whose other secrets it keeps; null for a new one
     * @return the provider, and what of the document was left out
     * @throws CatalogException if the document is malformed, or has no place for one of the secrets
     */
    public ImportedProvider read(
            String document, Map<String, Optional<Secret>> secrets, @Nullable SecurityProvider before) {
        Map<String, Secret> known = new HashMap<>(
                before == null ? Map.of() : ProviderDocument.of(before).secrets());
        secrets.forEach(
                (slot, secret) -> secret.ifPresentOrElse(given -> known.put(slot, given), () -> known.remove(slot)));
        ImportedProvider read = ProviderDocument.read(ProviderDocument.parse(document), known::get);
        Set<String> places = secretsOf(read.provider()).keySet();
        secrets.forEach((slot, secret) -> {
            if (secret.isPresent() && !places.contains(slot)) {
                throw new CatalogException(
                        INVALID,
                        "The provider has no place for a secret " + DocumentObject.shown(slot) + ".",
                        places.isEmpty()
                                ? "Add the credential that it belongs to; its secret is called Client, ResourceOwner or"
                                        + " SigningKey."
                                : "It has these: " + String.join(", ", places) + ".");
            }
        });
        return read;
    }

    /**
     * The secrets that a provider has, by slot.
     *
     * @return where each is kept; empty for one that is kept here
     */
    public static NavigableMap<String, Optional<SecretReference>> secretsOf(SecurityProvider provider) {
        ProviderDocument document = ProviderDocument.of(provider);
        NavigableMap<String, Optional<SecretReference>> slots = new TreeMap<>();
        document.secrets().keySet().forEach(slot -> slots.put(slot, Optional.empty()));
        document.references().forEach((slot, reference) -> slots.put(slot, Optional.of(reference)));
        return slots;
    }

    private static Map<String, Secret> decrypted(ObjectNode json, @Nullable Secret passphrase, List<String> notes) {
        JsonNode field = json.remove(EncryptedSecrets.FIELD);
        if (field == null || field.isNull()) {
            return Map.of();
        }
        if (passphrase == null) {
            notes.add(EncryptedSecrets.FIELD + " was left out: no passphrase was given.");
            return Map.of();
        }
        EncryptedSecrets opened = EncryptedSecrets.open(json, field, passphrase);
        if (!opened.ofThisDocument()) {
            notes.add("The document was changed after its export: check where its endpoints lead before its secrets are"
                    + " sent there.");
        }
        return opened.secrets();
    }

    /**
     * Deletes a provider and its secrets.
     *
     * @throws CatalogException if there is none of that name, or a data server uses it
     */
    public void delete(String name) {
        delete(name, null);
    }

    /**
     * Deletes a provider and its secrets, unless somebody else has changed it since it was read.
     *
     * @param version what {@link #getVersioned} answered; null for whichever it has
     * @throws CatalogException if there is none of that name, it has another version now, or a data server uses it
     */
    void delete(String name, @Nullable Long version) {
        database.change(handle -> {
            requireVersion(handle, name, version);
            List<String> users = rows.serversThatUse(handle, name);
            if (!users.isEmpty()) {
                throw inUse(name, String.join(", ", users), null);
            }
            try {
                if (rows.delete(handle, name) == 0) {
                    throw unknown(name);
                }
            } catch (JdbiException e) {
                // A server that came to use it after the question above.
                throw Database.isForeignKeyViolation(e) ? inUse(name, "another data server", e) : e;
            }
        });
    }

    private void requireVersion(Handle handle, String name, @Nullable Long version) {
        if (version != null && rows.hasOtherVersion(handle, name, version)) {
            throw new CatalogException(
                    STALE,
                    "The security provider " + name + " has been changed meanwhile.",
                    "Read it again, and make the change to what it is now.");
        }
    }

    private static CatalogException inUse(String name, String servers, @Nullable JdbiException cause) {
        return new CatalogException(
                IN_USE,
                "The security provider " + name + " is used by: " + servers + ".",
                "Delete the data server first (sallyport server delete …), then the provider.",
                cause);
    }

    CatalogException unknown(String name) {
        List<String> names = database.with(rows::selectNames);
        return new CatalogException(
                NOT_FOUND,
                "There is no security provider " + name + ".",
                names.isEmpty()
                        ? "Create it with: sallyport provider create " + name
                        : Nearest.hint(name, names) + " Names are case-sensitive.");
    }
}
