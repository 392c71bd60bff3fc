package dev.sallyport.cli;

import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.Catalog;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "export", description = "Print a security provider as App Builder's JSON, without secrets.")
final class ProviderExportCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "The provider's name.")
    private String name = "";

    @Option(names = "--with-secrets", description = "Add the secrets, encrypted to a passphrase.")
    private boolean withSecrets;

    @Mixin
    private PassphraseOptions passphrase = new PassphraseOptions();

    @Override
    public Integer call() {
        Optional<Secret> given = passphrase.read(sallyport().surroundings());
        if (given.isPresent() && !withSecrets) {
            throw new CommandException(
                    "A passphrase has no meaning without --with-secrets.", "Add it, or leave the passphrase out.");
        }
        if (withSecrets && given.isEmpty()) {
            given = typed();
        }
        try (Catalog catalog = openCatalog()) {
            out().println(
                            given.isPresent()
                                    ? catalog.providers().exportDocument(name, given.get())
                                    : catalog.providers().exportDocument(name));
        }
        out().flush();
        return DONE;
    }

    private static Optional<Secret> typed() {
        String first = Keyboard.askHidden("Passphrase: ")
                .orElseThrow(() -> new CommandException(
                        "The passphrase is missing, and there is no terminal to ask for it on.",
                        "Give it by --passphrase-file or --passphrase-env."));
        String second = Keyboard.askHidden("Again: ").orElse("");
        if (first.isBlank() || !first.equals(second)) {
            throw new CommandException("The two passphrases differ, or are empty.", "Try again.");
        }
        return Optional.of(Secret.of(first.strip()));
    }
}
