package dev.sallyport.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose tokens a command is about, where a provider gives each person their own; elsewhere it says nothing. */
final class UserOption {
    @Option(
            names = "--user",
            paramLabel = "USER",
            description = "Whose tokens, where each person has their own. Default: your user name on this machine.")
    private @Nullable String user;

    String name() {
        return user == null ? System.getProperty("user.name") : user;
    }
}
