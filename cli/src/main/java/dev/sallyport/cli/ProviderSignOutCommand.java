package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Revocation;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "sign-out",
        description = "Sign a person out: their tokens end where the provider has Token Delete On Sign Out.")
final class ProviderSignOutCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "The provider's name.")
    private String name = "";

    @Mixin
    private UserOption user = new UserOption();

    @Override
    public Integer call() {
        Optional<Revocation> revocation;
        try (Catalog catalog = openCatalog()) {
            revocation = catalog.tokens().signOut(catalog.connections().key(name, user.name()));
        }
        err().println(revocation
                .map(RevocationLine::of)
                .orElse("Nothing is deleted: there is no token, or " + name
                        + " keeps tokens when a person signs out. To end them: sallyport tokens revoke " + name));
        return revocation
                        .filter(ended -> ended.outcome() == Revocation.Outcome.FAILED)
                        .isPresent()
                ? REFUSED
                : DONE;
    }
}
