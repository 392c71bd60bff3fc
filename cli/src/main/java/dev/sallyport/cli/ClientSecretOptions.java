package dev.sallyport.cli;

import dev.sallyport.auth.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the client secret comes from: never an argument, which other users of the machine can see. */
final class ClientSecretOptions {
    @Option(names = "--client-secret-file", paramLabel = "FILE", description = "Read the client secret from a file.")
    private @Nullable Path file;

    @Option(
            names = "--client-secret-env",
            paramLabel = "VARIABLE",
            description = "Read the client secret from an environment variable.")
    private @Nullable String variable;

    @Option(names = "--client-secret-stdin", description = "Read the client secret from standard input.")
    private boolean standardInput;

    static Secret read(@Nullable ClientSecretOptions options, Surroundings surroundings) {
        String text = (options == null ? prompt() : options.text(surroundings)).strip();
        if (text.isEmpty()) {
            throw new CommandException(
                    "The client secret is empty.",
                    "It is the Consumer Secret: in Setup open App Manager, choose View on the app, then Manage Consumer"
                            + " Details.");
        }
        return Secret.of(text);
    }

    private String text(Surroundings surroundings) {
        if (variable != null) {
            String value = surroundings.environment().get(variable);
            if (value == null) {
                throw new CommandException(
                        "The environment has no variable " + variable + ".",
                        "Set and export it, or use --client-secret-file or --client-secret-stdin.");
            }
            return value;
        }
        Path named = standardInput ? null : file;
        try {
            return named == null
                    ? new String(surroundings.input().readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(named);
        } catch (IOException e) {
            throw new CommandException(
                    "The client secret cannot be read from " + (named == null ? "standard input" : named) + ".",
                    "Check that it is there, that it is text, and that you may read it.");
        }
    }

    private static String prompt() {
        return Keyboard.askHidden("Client secret: ")
                .orElseThrow(() -> new CommandException(
                        "The client secret is missing, and there is no terminal to ask for it on.",
                        "Give it by --client-secret-file, --client-secret-env or --client-secret-stdin."));
    }
}
