package dev.sallyport.cli;

import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.CatalogSettings.KeySource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rotate",
        description = {
            "Encrypt every stored secret anew with a new data key, and drop the old ones.",
            "With --master, replace the master key instead, which encrypts the data keys. Other processes may go on"
                    + " meanwhile."
        })
final class KeysRotateCommand extends SallyportCommand {
    @Option(
            names = "--master",
            description =
                    "Replace the master key: by a new one in its file if Sallyport made it, else by the one that you"
                            + " give.")
    private boolean master;

    @ArgGroup
    private @Nullable NewKey newKey;

    /** Where a master key is that takes the old one's place. */
    static final class NewKey {
        @Option(
                names = "--new-key-file",
                paramLabel = "FILE",
                description = "The new master key, 32 random bytes in Base64, is in this file.")
        private @Nullable Path file;

        @Option(
                names = "--new-key-env",
                paramLabel = "VARIABLE",
                description = "The new master key is in this environment variable.")
        private @Nullable String variable;

        @Option(
                names = "--new-key-store",
                paramLabel = "FILE",
                description = "The new master key is in this PKCS#12 key store, which opens with"
                        + " SALLYPORT_KEYSTORE_PASSWORD.")
        private @Nullable Path keyStore;

        KeySource source(Surroundings surroundings) {
            if (file != null) {
                return new KeySource.InFile(file);
            }
            if (keyStore != null) {
                return CatalogSettings.keyStore(keyStore, surroundings.environment());
            }
            String name = String.valueOf(variable);
            String value = surroundings.environment().getOrDefault(name, "");
            if (value.isBlank()) {
                throw new CommandException(
                        "The environment has no variable " + name + ".",
                        "Set and export it: export " + name + "=$(openssl rand -base64 32)");
            }
            return new KeySource.Given(Secret.of(value), name);
        }

        String whatToSet() {
            if (file != null) {
                return CatalogSettings.KEY_FILE_VARIABLE + " to " + file.toAbsolutePath();
            }
            return keyStore == null
                    ? CatalogSettings.KEY_VARIABLE + " to what " + variable + " holds"
                    : CatalogSettings.KEY_STORE_VARIABLE + " to " + keyStore.toAbsolutePath();
        }
    }

    @Override
    public Integer call() {
        if (!master && newKey != null) {
            throw new CommandException(
                    "A new key is given, and --master is not.", "Add --master: data keys are always made here.");
        }
        try (Catalog catalog = openCatalog()) {
            if (!master) {
                err().println("Encrypted anew with a new key: "
                        + secrets(catalog.keys().rotate()) + ".");
            } else if (newKey == null) {
                catalog.keys().rotateMaster();
                err().println("The master key's file has a new key. Backups of the database that were made before need"
                        + " the old one.");
            } else {
                catalog.keys().rotateMaster(newKey.source(sallyport().surroundings()));
                err().println("From now on the catalogue opens with the new master key alone. Set " + newKey.whatToSet()
                        + " wherever Sallyport is started; what runs already goes on.");
            }
        }
        return DONE;
    }

    private static String secrets(int number) {
        return number == 1 ? "1 secret" : number + " secrets";
    }
}
