package dev.sallyport.cli;

import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.ImportedProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Create a security provider from App Builder's JSON. It is disabled until you enable it.")
final class ProviderImportCommand extends SallyportCommand {
    private static final int LARGEST = 1_000_000;

    @Parameters(
            paramLabel = "FILE",
            description = "What App Builder or sallyport provider export gave; - for standard input.")
    private String file = "";

    @Mixin
    private PassphraseOptions passphrase = new PassphraseOptions();

    @Override
    public Integer call() {
        Surroundings surroundings = sallyport().surroundings();
        String document = document(surroundings);
        try (Catalog catalog = openCatalog()) {
            ImportedProvider imported = catalog.providers()
                    .importDocument(document, passphrase.read(surroundings).orElse(null));
            tell(imported);
        }
        return DONE;
    }

    private void tell(ImportedProvider imported) {
        SecurityProvider provider = imported.provider();
        err().println("Imported the security provider " + provider.name() + ".");
        imported.notes().forEach(note -> err().println("Note: " + note));
        SecretOption.missing(provider).forEach(option -> err().println("Note: the " + option.label()
                + " is missing. Enter it: sallyport provider update " + provider.name()));
        provider.warnings().forEach(warning -> err().println("Warning: " + warning));
        err().println("It is disabled. Look through it (sallyport provider show " + provider.name()
                + "), then: sallyport provider enable " + provider.name());
    }

    private String document(Surroundings surroundings) {
        try (InputStream input = file.equals("-") ? surroundings.input() : Files.newInputStream(Path.of(file))) {
            byte[] bytes = input.readNBytes(LARGEST + 1);
            if (bytes.length <= LARGEST) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (IOException | InvalidPathException e) {
            throw new CommandException(
                    "The provider document cannot be read from " + file + ".",
                    "Check that it is there and that you may read it.");
        }
        throw new CommandException(
                "The provider document has more than a million bytes.", "Give the JSON of one provider.");
    }
}
