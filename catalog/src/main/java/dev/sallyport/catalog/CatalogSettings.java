package dev.sallyport.catalog;

import dev.sallyport.auth.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the catalogue lives and what encrypts its secrets.
 *
 * @param folder the data folder; made, for its owner alone, if it is not there
 * @param storage the database
 * @param key where the encryption key comes from
 */
public record CatalogSettings(Path folder, Storage storage, KeySource key) {
    /** The environment variable with the encryption key: 32 random bytes in Base64. */
    public static final String KEY_VARIABLE = "SALLYPORT_KEY";

    /** The environment variable with the path of the encryption key's file. */
    public static final String KEY_FILE_VARIABLE = "SALLYPORT_KEY_FILE";

    /** The environment variable with the JDBC URL of a PostgreSQL database. */
    public static final String DATABASE_VARIABLE = "SALLYPORT_DATABASE";

    /** The environment variable with the PostgreSQL user. */
    public static final String DATABASE_USER_VARIABLE = "SALLYPORT_DATABASE_USER";

    /** The environment variable with the PostgreSQL user's password. */
    public static final String DATABASE_PASSWORD_VARIABLE = "SALLYPORT_DATABASE_PASSWORD";

    private static final String KEY_FILE_NAME = "sallyport.key";

    /** Which database holds the catalogue. */
    public sealed interface Storage {
        /** An H2 file in the data folder, open in one process at a time. */
        record InFolder() implements Storage {}

        /**
         * A PostgreSQL database that several processes and machines may share.
         *
         * @param jdbcUrl such as {@code jdbc:postgresql://db.example.com/sallyport?user=sallyport}
         * @param user the database user; empty if the URL or the driver's own settings name it
         * @param password the user's password; empty likewise
         */
        record PostgreSql(String jdbcUrl, Optional<String> user, Optional<Secret> password) implements Storage {
            /** Without the URL's parameters: one of them may be a password. */
            @Override
            public String toString() {
                return "PostgreSql[" + jdbcUrl.replaceFirst("\\?.*", "") + "]";
            }
        }
    }

    /** Where the encryption key comes from. */
    public sealed interface KeySource {
        /**
         * The key itself.
         *
         * @param key 32 random bytes in Base64, as {@code openssl rand -base64 32} prints them
         */
        record Given(Secret key) implements KeySource {}

        /**
         * A file that must be there, for its owner alone to read.
         *
         * @param file holds 32 random bytes in Base64
         */
        record InFile(Path file) implements KeySource {}

        /**
         * A file that is made on first start, for its owner alone to read.
         *
         * @param file is to hold 32 random bytes in Base64
         */
        record MadeOnFirstStart(Path file) implements KeySource {}
    }

    /**
     * An H2 file in the data folder, and beside it a key that is made on first start.
     *
     * @param folder the data folder
     */
    public static CatalogSettings inFolder(Path folder) {
        return new CatalogSettings(
                folder, new Storage.InFolder(), new KeySource.MadeOnFirstStart(folder.resolve(KEY_FILE_NAME)));
    }

    /**
     * What the environment says, and {@link #inFolder} where it is silent.
     *
     * @param folder the data folder
     * @param environment such as {@link System#getenv()}
     */
    public static CatalogSettings ofEnvironment(Path folder, Map<String, String> environment) {
        CatalogSettings settings = inFolder(folder);
        String database = environment.getOrDefault(DATABASE_VARIABLE, "");
        if (!database.isBlank()) {
            settings = settings.with(new Storage.PostgreSql(
                    database,
                    nonBlank(environment, DATABASE_USER_VARIABLE),
                    nonBlank(environment, DATABASE_PASSWORD_VARIABLE).map(Secret::of)));
        }
        var key = nonBlank(environment, KEY_VARIABLE).map(Secret::of);
        if (key.isPresent()) {
            return settings.with(new KeySource.Given(key.get()));
        }
        var keyFile = nonBlank(environment, KEY_FILE_VARIABLE).map(Path::of);
        return keyFile.isPresent() ? settings.with(new KeySource.InFile(keyFile.get())) : settings;
    }

    /** These settings with another database. */
    public CatalogSettings with(Storage otherStorage) {
        return new CatalogSettings(folder, otherStorage, key);
    }

    /** These settings with another key. */
    public CatalogSettings with(KeySource otherKey) {
        return new CatalogSettings(folder, storage, otherKey);
    }

    private static Optional<String> nonBlank(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }
}
