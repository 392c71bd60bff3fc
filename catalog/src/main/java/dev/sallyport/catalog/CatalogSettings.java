package dev.sallyport.catalog;

import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.catalog.CatalogException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the catalogue lives, what encrypts its secrets, and where people sign in.
 *
 * @param folder the data folder; made, for its owner alone, if it is not there
 * @param storage the database
 * @param key where the master key comes from, which encrypts the keys that encrypt the secrets
 * @param url the address of this Sallyport, below which people sign in
 */
public record CatalogSettings(Path folder, Storage storage, KeySource key, URI url) {
    /** The environment variable with the encryption key: 32 random bytes in Base64. */
    public static final String KEY_VARIABLE = "SALLYPORT_KEY";

    /** The environment variable with the path of the encryption key's file. */
    public static final String KEY_FILE_VARIABLE = "SALLYPORT_KEY_FILE";

    /** The environment variable with the path of a PKCS#12 key store that holds the encryption key. */
    public static final String KEY_STORE_VARIABLE = "SALLYPORT_KEYSTORE";

    /** The environment variable with the entry's name in the key store; {@code sallyport} where it is not set. */
    public static final String KEY_STORE_ALIAS_VARIABLE = "SALLYPORT_KEYSTORE_ALIAS";

    /** The environment variable with the key store's password. */
    public static final String KEY_STORE_PASSWORD_VARIABLE = "SALLYPORT_KEYSTORE_PASSWORD";

    /** The environment variable with the path of a file that holds the key store's password. */
    public static final String KEY_STORE_PASSWORD_FILE_VARIABLE = "SALLYPORT_KEYSTORE_PASSWORD_FILE";

    /** The environment variable with the address of this Sallyport, such as {@code https://sallyport.example.com}. */
    public static final String URL_VARIABLE = "SALLYPORT_URL";

    /** The environment variable with the JDBC URL of a PostgreSQL database. */
    public static final String DATABASE_VARIABLE = "SALLYPORT_DATABASE";

    /** The environment variable with the PostgreSQL user. */
    public static final String DATABASE_USER_VARIABLE = "SALLYPORT_DATABASE_USER";

    /** The environment variable with the PostgreSQL user's password. */
    public static final String DATABASE_PASSWORD_VARIABLE = "SALLYPORT_DATABASE_PASSWORD";

    static final String KEY_FILE_NAME = "sallyport.key";

    private static final String KEY_ALIAS = "sallyport";
    private static final URI THIS_MACHINE = URI.create("http://localhost:8088");

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

    /** Where the master key comes from. */
    public sealed interface KeySource {
        /** Where that is, for a message: a file's path, or a variable's name. */
        String place();

        /**
         * The key itself.
         *
         * @param key 32 random bytes in Base64, as {@code openssl rand -base64 32} prints them
         * @param variable the environment variable that it came in, for a message to name
         */
        record Given(Secret key, String variable) implements KeySource {
            /** A key of the usual variable. */
            public Given(Secret key) {
                this(key, KEY_VARIABLE);
            }

            @Override
            public String place() {
                return variable;
            }
        }

        /**
         * A file that must be there, for its owner alone to read.
         *
         * @param file holds 32 random bytes in Base64
         */
        record InFile(Path file) implements KeySource {
            @Override
            public String place() {
                return file.toString();
            }
        }

        /**
         * A file that is made on first start, for its owner alone to read.
         *
         * @param file is to hold 32 random bytes in Base64
         */
        record MadeOnFirstStart(Path file) implements KeySource {
            @Override
            public String place() {
                return file.toString();
            }
        }

        /**
         * A secret key in a PKCS#12 key store, as {@code keytool -genseckey -keyalg AES -keysize 256} makes it.
         *
         * @param file the key store
         * @param password of the store and of the entry
         * @param alias the entry's name
         */
        record InKeyStore(Path file, Secret password, String alias) implements KeySource {
            @Override
            public String place() {
                return file.toString();
            }
        }
    }

    /**
     * An H2 file in the data folder, and beside it a key that is made on first start.
     *
     * @param folder the data folder
     */
    public static CatalogSettings inFolder(Path folder) {
        return new CatalogSettings(
                folder,
                new Storage.InFolder(),
                new KeySource.MadeOnFirstStart(folder.resolve(KEY_FILE_NAME)),
                THIS_MACHINE);
    }

    /**
     * What the environment says, and {@link #inFolder} where it is silent.
     *
     * @param folder the data folder
     * @param environment such as {@link System#getenv()}
     * @throws CatalogException if a variable has a value that cannot be
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
        Optional<URI> url = nonBlank(environment, URL_VARIABLE).map(CatalogSettings::address);
        if (url.isPresent()) {
            settings = new CatalogSettings(folder, settings.storage(), settings.key(), url.get());
        }
        return settings.with(key(environment).orElse(settings.key()));
    }

    private static Optional<KeySource> key(Map<String, String> environment) {
        return nonBlank(environment, KEY_VARIABLE)
                .<KeySource>map(key -> new KeySource.Given(Secret.of(key)))
                .or(() -> nonBlank(environment, KEY_FILE_VARIABLE).map(file -> new KeySource.InFile(Path.of(file))))
                .or(() -> nonBlank(environment, KEY_STORE_VARIABLE).map(file -> keyStore(Path.of(file), environment)));
    }

    /**
     * A key store whose password and entry the environment names.
     *
     * @param file the key store
     * @param environment such as {@link System#getenv()}
     * @throws CatalogException if the environment does not have the password
     */
    public static KeySource keyStore(Path file, Map<String, String> environment) {
        Secret password = nonBlank(environment, KEY_STORE_PASSWORD_VARIABLE)
                .map(Secret::of)
                .or(() -> nonBlank(environment, KEY_STORE_PASSWORD_FILE_VARIABLE)
                        .map(path -> Secret.at(SecretReference.parse("file:" + path))))
                .orElseThrow(() -> new CatalogException(
                        Reason.KEY,
                        "The password of the key store " + file + " is missing.",
                        "Set " + KEY_STORE_PASSWORD_VARIABLE + ", or " + KEY_STORE_PASSWORD_FILE_VARIABLE
                                + " to a file that holds it."));
        return new KeySource.InKeyStore(
                file, password, nonBlank(environment, KEY_STORE_ALIAS_VARIABLE).orElse(KEY_ALIAS));
    }

    /** These settings with another database. */
    public CatalogSettings with(Storage otherStorage) {
        return new CatalogSettings(folder, otherStorage, key, url);
    }

    /** These settings with another key. */
    public CatalogSettings with(KeySource otherKey) {
        return new CatalogSettings(folder, storage, otherKey, url);
    }

    private static URI address(String text) {
        try {
            URI url = new URI(text.strip());
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (web && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below, with what is wrong in words of ours.
        }
        throw new CatalogException(
                Reason.INVALID,
                URL_VARIABLE + " is not the address of a web server.",
                "Write it like https://sallyport.example.com, or leave it out for " + THIS_MACHINE + ".");
    }

    private static Optional<String> nonBlank(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }
}
