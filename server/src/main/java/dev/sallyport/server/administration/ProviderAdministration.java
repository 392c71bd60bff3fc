package dev.sallyport.server.administration;

import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.ImportedProvider;
import dev.sallyport.catalog.Revocation;
import dev.sallyport.catalog.SecurityProviders;
import dev.sallyport.catalog.Versioned;
import dev.sallyport.server.audit.AuditTrail;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates and changes security providers. */
@Component
public class ProviderAdministration {
    private final Catalog catalog;
    private final AuditTrail audit;

    ProviderAdministration(Catalog catalog, AuditTrail audit) {
        this.catalog = catalog;
        this.audit = audit;
    }

    /**
     * Adds a provider.
     *
     * @throws dev.sallyport.catalog.CatalogException if one of its values cannot be, or its name is taken
     */
    public Versioned<SecurityProvider> create(SecurityProvider provider) {
        refuseIdentityProviders(provider.type());
        refuseNewReferences(provider, null);
        catalog.providers().create(provider);
        audit.record("security-provider.create", provider.name(), null, shown(provider.name()));
        return catalog.providers().getVersioned(provider.name());
    }

    /**
     * Replaces the provider of the same name.
     *
     * @param version that of the state that the change was made to
     * @throws dev.sallyport.catalog.CatalogException if one of its values cannot be, there is none of that name, it is of
     *     another type, or somebody else has changed it meanwhile
     */
    public Versioned<SecurityProvider> update(SecurityProvider provider, long version) {
        SecurityProvider stored = catalog.providers().get(provider.name());
        refuseIdentityProviders(stored.type());
        refuseNewReferences(provider, stored);
        String before = shown(provider.name());
        catalog.providers().update(provider, version);
        audit.record("security-provider.update", provider.name(), before, shown(provider.name()));
        return catalog.providers().getVersioned(provider.name());
    }

    /**
     * Deletes a provider and its credentials, and ends its tokens.
     *
     * @param version that of the state that was read; null for whichever it has
     * @return what became of each token at the server
     * @throws dev.sallyport.catalog.CatalogException if there is none of that name, a data server uses it, or somebody else has
     *     changed it meanwhile
     */
    public List<Revocation> delete(String name, @Nullable Long version) {
        refuseIdentityProviders(catalog.providers().get(name).type());
        String before = shown(name);
        List<Revocation> revocations = catalog.tokens().deleteWithProvider(name, version);
        audit.record("security-provider.delete", name, before, null);
        return revocations;
    }

    /**
     * Adds a provider from App Builder's JSON; it is disabled.
     *
     * @param passphrase opens the encrypted secrets; null leaves them out
     * @throws dev.sallyport.catalog.CatalogException if the document cannot be taken
     */
    public ImportedProvider importDocument(String document, @Nullable Secret passphrase) {
        SecurityProvider read =
                catalog.providers().read(document, Map.of(), null).provider();
        refuseIdentityProviders(read.type());
        refuseNewReferences(read, null);
        ImportedProvider imported = catalog.providers().importDocument(document, passphrase);
        String name = imported.provider().name();
        audit.record("security-provider.import", name, null, shown(name));
        return imported;
    }

    /** Whether a document is one whose secrets, if it has any, are encrypted or kept elsewhere. */
    public boolean mayBeShown(String document) {
        try {
            SecurityProvider read =
                    catalog.providers().read(document, Map.of(), null).provider();
            return SecurityProviders.secretsOf(read).values().stream().allMatch(Optional::isPresent);
        } catch (SallyportException e) {
            return false;
        }
    }

    /**
     * A provider as App Builder's JSON.
     *
     * @param passphrase encrypts the secrets; null leaves them out
     */
    public String export(String name, @Nullable Secret passphrase) {
        String document = passphrase == null
                ? catalog.providers().exportDocument(name)
                : catalog.providers().exportDocument(name, passphrase);
        audit.record(
                passphrase == null ? "security-provider.export" : "security-provider.export-with-secrets",
                name,
                null,
                null);
        return document;
    }

    /** By such a provider people log in here: whoever says where its keys are could come in as anybody. */
    private static void refuseIdentityProviders(ProviderType type) {
        if (type == ProviderType.OPENID_CONNECT) {
            OnlyAdministrators.require(
                    "Only an administrator keeps providers of type OpenID Connect: people log in to Sallyport by them.",
                    "For data servers alone, choose the type OAuth with the grant Authorization Code. Else ask an"
                            + " administrator.");
        }
    }

    private static void refuseNewReferences(SecurityProvider provider, @Nullable SecurityProvider before) {
        Collection<Optional<SecretReference>> known =
                before == null ? List.of() : SecurityProviders.secretsOf(before).values();
        boolean strange = SecurityProviders.secretsOf(provider).values().stream()
                .anyMatch(reference -> reference.isPresent() && !known.contains(reference));
        if (strange) {
            OnlyAdministrators.require(
                    "Only an administrator may refer to secrets that are kept elsewhere on this machine.",
                    "Type the secret itself, or ask an administrator.");
        }
    }

    /** App Builder's JSON, which holds no secrets. */
    private String shown(String name) {
        return catalog.providers().exportDocument(name);
    }
}
