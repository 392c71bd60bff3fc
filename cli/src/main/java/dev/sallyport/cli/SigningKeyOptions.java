package dev.sallyport.cli;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The private key that assertions are signed with. Its password is a secret with options of its own. */
final class SigningKeyOptions {
    private static final String PEM_START = "-----BEGIN ";

    @Option(
            names = "--signing-key-file",
            paramLabel = "FILE",
            description = "Store the private key from a PEM (PKCS#8) or PKCS#12 file.")
    private @Nullable Path file;

    @Option(
            names = "--signing-key-ref",
            paramLabel = "REF",
            description = "Leave the private key where it is, env:NAME or file:PATH, as PEM, or PKCS#12 in Base64.")
    private @Nullable String reference;

    @Option(
            names = "--signing-key-format",
            description = "How the key that --signing-key-ref names is written: PEM or PKCS#12. Default: PEM.")
    private @Nullable String format;

    /** Changes a provider by what the options say. The password of another key does not open the new one. */
    void apply(OAuthProviderBuilder changed) {
        if (file != null && reference != null) {
            throw new CommandException(
                    "The signing key is given in more than one way.",
                    "Give one of --signing-key-file and --signing-key-ref.");
        }
        if (file != null) {
            changed.signingKey(read(file));
        } else if (reference != null) {
            changed.signingKey(new SigningKey(
                    format == null
                            ? SigningKey.Format.PEM
                            : Choices.choose(
                                    "--signing-key-format",
                                    SigningKey.Format.values(),
                                    SigningKey.Format::label,
                                    format),
                    SecretOptions.reference(reference),
                    null));
        } else if (format != null) {
            throw new CommandException(
                    "--signing-key-format has no meaning without --signing-key-ref.",
                    "Leave it out: the format of a file is seen from what is in it.");
        }
    }

    /** Refuses a provider that is to sign and has nothing to sign with. */
    static void require(OAuthProvider provider) {
        boolean signs = provider.clientAuthentication() == ClientAuthentication.PRIVATE_KEY_JWT
                || provider.grant() instanceof Grant.JwtBearer
                || provider.grant() instanceof Grant.SamlBearer;
        if (signs && provider.credentials().signingKey() == null) {
            throw new CommandException(
                    "The signing key is missing.",
                    "Give --signing-key-file with the private key whose certificate the app has, or --signing-key-ref.");
        }
    }

    private static SigningKey read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (text.contains(PEM_START)) {
                return new SigningKey(SigningKey.Format.PEM, Secret.of(text), null);
            }
            if (bytes.length > 0) {
                return new SigningKey(
                        SigningKey.Format.PKCS12, Secret.of(Base64.getEncoder().encodeToString(bytes)), null);
            }
        } catch (IOException e) {
            throw new CommandException(
                    "The signing key cannot be read from " + file + ".",
                    "Check that it is there and that you may read it.");
        }
        throw new CommandException("The signing key in " + file + " is empty.", "Give a PEM or PKCS#12 file.");
    }
}
