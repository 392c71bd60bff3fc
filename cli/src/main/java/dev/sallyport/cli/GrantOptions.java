package dev.sallyport.cli;

import dev.sallyport.auth.Grant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a token is asked for. An empty text takes a property away. */
final class GrantOptions {
    private static final Grant[] GRANTS = {
        new Grant.ClientCredentials(),
        new Grant.AuthorizationCode(List.of(), null),
        new Grant.JwtBearer(List.of(), "", null, null),
        new Grant.SamlBearer(List.of(), "", null, null, null),
        new Grant.ResourceOwnerPassword(List.of(), null)
    };

    @Option(
            names = "--grant",
            description =
                    "Client Credentials, Authorization Code, JWT Bearer, SAML 2.0 Bearer or Resource Owner Password"
                            + " Credentials. Default: Client Credentials; with OpenID Connect: Authorization Code.")
    private @Nullable String grant;

    @Option(names = "--scopes", description = "What to ask for, separated by blanks.")
    private @Nullable String scopes;

    @Option(names = "--subject", description = "Whom an assertion is for; with Salesforce a username.")
    private @Nullable String subject;

    @Option(names = "--issuer", description = "Who makes the assertion. Default: the client id.")
    private @Nullable String issuer;

    @Option(
            names = "--audience",
            description = "Whom the assertion or the token is for. Default for assertions: the authorization server.")
    private @Nullable String audience;

    @Option(names = "--recipient", description = "Where a SAML assertion is brought to. Default: the token endpoint.")
    private @Nullable String recipient;

    /**
     * What grants have, whichever it is.
     *
     * @param subject of an assertion
     * @param issuer of an assertion
     * @param recipient of a SAML assertion
     */
    private record Particulars(
            List<String> scopes,
            @Nullable String subject,
            @Nullable String issuer,
            @Nullable String audience,
            @Nullable String recipient) {
        static Particulars of(Grant grant) {
            if (grant instanceof Grant.JwtBearer jwt) {
                return new Particulars(jwt.scopes(), jwt.subject(), jwt.issuer(), jwt.audience(), null);
            }
            if (grant instanceof Grant.SamlBearer saml) {
                return new Particulars(saml.scopes(), saml.subject(), saml.issuer(), saml.audience(), saml.recipient());
            }
            if (grant instanceof Grant.ClientCredentials credentials) {
                return new Particulars(credentials.scopes(), null, null, credentials.audience(), null);
            }
            if (grant instanceof Grant.AuthorizationCode code) {
                return new Particulars(code.scopes(), null, null, code.audience(), null);
            }
            Grant.ResourceOwnerPassword password = (Grant.ResourceOwnerPassword) grant;
            return new Particulars(password.scopes(), null, null, password.audience(), null);
        }
    }

    /** The grant with what the options change. */
    Grant apply(Grant before) {
        Grant kind = grant == null ? before : Choices.choose("--grant", GRANTS, Grant::label, grant);
        Particulars old = Particulars.of(before);
        Particulars now = new Particulars(
                scopes == null ? old.scopes() : words(scopes),
                either(subject, old.subject()),
                either(issuer, old.issuer()),
                either(audience, old.audience()),
                either(recipient, old.recipient()));
        refuseStray(kind);
        String whom = now.subject() == null ? "" : now.subject();
        if (kind instanceof Grant.JwtBearer) {
            return new Grant.JwtBearer(now.scopes(), whom, now.issuer(), now.audience());
        }
        if (kind instanceof Grant.SamlBearer) {
            return new Grant.SamlBearer(now.scopes(), whom, now.issuer(), now.audience(), now.recipient());
        }
        if (kind instanceof Grant.ClientCredentials) {
            return new Grant.ClientCredentials(now.scopes(), now.audience());
        }
        return kind instanceof Grant.AuthorizationCode
                ? new Grant.AuthorizationCode(now.scopes(), now.audience())
                : new Grant.ResourceOwnerPassword(now.scopes(), now.audience());
    }

    /** Whether scopes are given, be it none. */
    boolean scopesGiven() {
        return scopes != null;
    }

    private void refuseStray(Grant kind) {
        boolean saml = kind instanceof Grant.SamlBearer;
        boolean assertion = saml || kind instanceof Grant.JwtBearer;
        refuseStray("--subject", subject, assertion, kind);
        refuseStray("--issuer", issuer, assertion, kind);
        refuseStray("--recipient", recipient, saml, kind);
    }

    private static void refuseStray(String option, @Nullable String given, boolean fits, Grant kind) {
        if (given != null && !given.isBlank() && !fits) {
            throw new CommandException(
                    option + " has no meaning with the grant " + kind.label() + ".",
                    "Leave it out, or choose --grant \"JWT Bearer\" or \"SAML 2.0 Bearer\". The issuer of OpenID Connect is"
                            + " --openid-issuer.");
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static @Nullable String either(@Nullable String given, @Nullable String otherwise) {
        if (given == null) {
            return otherwise;
        }
        return given.isBlank() ? null : given;
    }
}
