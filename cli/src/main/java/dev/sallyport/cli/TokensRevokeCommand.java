package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Revocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        description = "End a token at the server and forget it. It is forgotten even if the server does not end it.")
final class TokensRevokeCommand extends SallyportCommand {
    @Parameters(paramLabel = "PROVIDER", description = "The security provider's name.")
    private String provider = "";

    @Mixin
    private UserOption user = new UserOption();

    @Override
    public Integer call() {
        Revocation revocation;
        try (Catalog catalog = openCatalog()) {
            revocation = catalog.tokens().revoke(catalog.connections().key(provider, user.name()));
        }
        err().println(RevocationLine.of(revocation));
        return revocation.outcome() == Revocation.Outcome.FAILED ? REFUSED : DONE;
    }
}
