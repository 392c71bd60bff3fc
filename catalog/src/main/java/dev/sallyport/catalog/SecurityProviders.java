package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.DUPLICATE;
import static dev.sallyport.catalog.CatalogException.Reason.IN_USE;
import static dev.sallyport.catalog.CatalogException.Reason.NOT_FOUND;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.SecurityProvider;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The security providers of the catalogue, each with its credential of type Client. */
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
                rows.insert(handle, UUID.randomUUID().toString(), (OAuthProvider) provider);
            } catch (JdbiException e) {
                if (Database.isUniqueViolation(e)) {
                    throw new CatalogException(
                            DUPLICATE,
                            "There is a security provider " + provider.name() + " already.",
                            "Choose another name, or delete the one that is there first: sallyport provider delete "
                                    + provider.name(),
                            e);
                }
                throw e;
            }
        });
    }

    /** All providers by name. */
    public List<SecurityProvider> list() {
        return List.copyOf(database.with(rows::selectAll));
    }

    /**
     * The provider of that name.
     *
     * @param name case-sensitive, as in the sign-in URL
     */
    public Optional<SecurityProvider> find(String name) {
        return database.with(handle -> rows.select(handle, name)).map(provider -> provider);
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
     * Deletes a provider and its credential.
     *
     * @throws CatalogException if there is none of that name, or a data server uses it
     */
    public void delete(String name) {
        database.change(handle -> {
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
