package dev.sallyport.cli;

import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.SignedIn;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.Started;
import dev.sallyport.catalog.Catalog;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sign-in",
        description = {
            "Sign in with a browser at a provider with the grant Authorization Code, and keep the tokens.",
            "The app needs the callback URL http://localhost:PORT/signin-NAME. The command ends when you have signed in."
        })
final class ProviderSignInCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "The provider's name.")
    private String name = "";

    @Mixin
    private UserOption user = new UserOption();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8088",
            description = "The port on this machine that the browser comes back to. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--no-browser", description = "Open no browser; the address is printed in any case.")
    private boolean noBrowser;

    @Override
    public Integer call() throws InterruptedException {
        String owner;
        try (Catalog catalog = openCatalog()) {
            requireSignIn(catalog.providers().get(name));
            owner = catalog.connections().key(name, user.name()).user();
        }
        SignedIn signedIn;
        try (SignInServer server = SignInServer.start(name, port, new ShortlyOpenedCatalog(owner))) {
            err().println("To sign in, open " + server.address() + " in a browser on this machine. Ctrl-C gives up.");
            if (!noBrowser) {
                DesktopBrowser.open(server.address());
            }
            signedIn = server.await();
        }
        err().println("Signed in: the tokens of " + signedIn.key() + " are kept.");
        return DONE;
    }

    private void requireSignIn(SecurityProvider provider) {
        provider.requireReady();
        if (!(provider instanceof OAuthProvider oauth) || !(oauth.grant() instanceof Grant.AuthorizationCode)) {
            throw new CommandException(
                    "Nobody signs in at the security provider " + name + ": its grant is not Authorization Code.",
                    "It works without a person. For people to sign in, create a provider with the grant Authorization"
                            + " Code.");
        }
    }

    /** Opens the catalogue for each step alone: the person may take minutes, and others want it meanwhile. */
    private final class ShortlyOpenedCatalog implements SignInServer.Steps {
        private final @Nullable String owner;

        private ShortlyOpenedCatalog(@Nullable String owner) {
            this.owner = owner;
        }

        @Override
        public Started begin(URI redirectUri) {
            try (Catalog catalog = openCatalog()) {
                return catalog.connections().signIn(name).begin(owner, redirectUri, null);
            }
        }

        @Override
        public SignedIn complete(Map<String, List<String>> parameters, @Nullable Secret browserKey) {
            try (Catalog catalog = openCatalog()) {
                return catalog.connections().signIn(name).complete(parameters, browserKey);
            }
        }
    }
}
