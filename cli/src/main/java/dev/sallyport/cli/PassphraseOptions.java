package dev.sallyport.cli;

import dev.sallyport.auth.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase comes from that an export's secrets are encrypted to. */
final class PassphraseOptions {
    @Option(names = "--passphrase-file", paramLabel = "FILE", description = "Read the passphrase from a file.")
    private @Nullable String file;

    @Option(
            names = "--passphrase-env",
            paramLabel = "VARIABLE",
            description = "Read the passphrase from an environment variable.")
    private @Nullable String variable;

    /** The passphrase; empty if no option names one. */
    Optional<Secret> read(Surroundings surroundings) {
        if (file != null && variable != null) {
            throw new CommandException(
                    "The passphrase is given in more than one way.",
                    "Give one of --passphrase-file and --passphrase-env.");
        }
        SecretInput input = new SecretInput("passphrase", surroundings);
        if (file != null) {
            return Optional.of(input.ofFile(file));
        }
        return variable == null ? Optional.empty() : Optional.of(input.ofVariable(variable));
    }
}
