package dev.sallyport.auth;

import dev.sallyport.auth.AuthorizationException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a secret is that Sallyport does not keep itself, such as {@code env:SALESFORCE_SECRET} or
 * {@code file:/run/secrets/salesforce}. It is no secret and may be shown.
 *
 * @param scheme which kind of place: {@code env}, {@code file}, or a {@link SecretSource}'s
 * @param path which secret there
 */
public record SecretReference(String scheme, String path) {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]*):(.+)");

    /**
     * Reads a reference.
     *
     * @param text such as {@code env:SALESFORCE_SECRET}
     * @throws AuthorizationException if it is none, or no source of that scheme is here; nothing is read from it yet
     */
    public static SecretReference parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw AuthorizationException.secretUnavailable(
                    "A reference to a secret has a scheme, a colon and a path.",
                    "Write it like env:SALESFORCE_SECRET or file:/run/secrets/salesforce.");
        }
        SecretReference reference = new SecretReference(parts.group(1), parts.group(2));
        reference.source();
        return reference;
    }

    /** The secret as it is there now. */
    String read() {
        String text = source().read(path).strip();
        if (text.isEmpty()) {
            throw AuthorizationException.of(
                    Reason.SECRET_UNAVAILABLE, this + " is empty.", "Put the secret there, and nothing else.");
        }
        return text;
    }

    private SecretSource source() {
        if (scheme.equals("env")) {
            return new EnvironmentVariable();
        }
        if (scheme.equals("file")) {
            return new SecretFile();
        }
        TreeSet<String> schemes = new TreeSet<>(List.of("env", "file"));
        for (SecretSource source : ServiceLoader.load(SecretSource.class)) {
            if (source.scheme().equals(scheme)) {
                return source;
            }
            schemes.add(source.scheme());
        }
        throw AuthorizationException.secretUnavailable(
                "No source of secrets is called " + scheme + ".", "There are: " + String.join(", ", schemes) + ".");
    }

    @Override
    public String toString() {
        return scheme + ":" + path;
    }

    private static final class EnvironmentVariable implements SecretSource {
        @Override
        public String scheme() {
            return "env";
        }

        @Override
        public String read(String variable) {
            String value = System.getenv(variable);
            if (value == null) {
                throw AuthorizationException.secretUnavailable(
                        "The environment has no variable " + variable + ".",
                        "Set and export it for the process that runs Sallyport.");
            }
            return value;
        }
    }

    private static final class SecretFile implements SecretSource {
        @Override
        public String scheme() {
            return "file";
        }

        @Override
        public String read(String file) {
            try {
                return Files.readString(Path.of(file));
            } catch (IOException | InvalidPathException e) {
                // Without the cause: a decoder's message may quote the file.
                throw AuthorizationException.secretUnavailable(
                        "The file " + file + " cannot be read.",
                        "Check that it is there, that it is text, and that the user that runs Sallyport may read it.");
            }
        }
    }
}
