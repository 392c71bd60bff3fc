package dev.sallyport.cli;

import dev.sallyport.auth.Secret;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the API token comes from by which a running server is asked. */
final class TokenOptions {
    @Option(names = "--token-file", paramLabel = "FILE", description = "Read the API token from a file.")
    private @Nullable String file;

    @Option(
            names = "--token-env",
            paramLabel = "VARIABLE",
            description = "Read the API token from an environment variable.")
    private @Nullable String variable;

    @Option(names = "--token-stdin", description = "Read the API token from standard input.")
    private boolean standardInput;

    boolean isGiven() {
        return given() > 0;
    }

    private long given() {
        return Stream.of(file != null, variable != null, standardInput)
                .filter(place -> place)
                .count();
    }

    /** The token that an option names, or that is typed at the terminal. */
    Secret read(Surroundings surroundings) {
        if (given() > 1) {
            throw new CommandException(
                    "The API token is given in more than one way.",
                    "Give one of --token-file, --token-env and --token-stdin.");
        }
        SecretInput input = new SecretInput("API token", surroundings);
        if (file != null) {
            return input.ofFile(file);
        }
        if (variable != null) {
            return input.ofVariable(variable);
        }
        return standardInput ? input.ofStandardInput() : typed();
    }

    private static Secret typed() {
        return Keyboard.askHidden("API token: ")
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Secret::of)
                .orElseThrow(() -> new CommandException(
                        "The API token is missing, and there is no terminal to ask for it on.",
                        "Give it by --token-file, --token-env or --token-stdin; an administrator makes one on the"
                                + " account's page."));
    }
}
