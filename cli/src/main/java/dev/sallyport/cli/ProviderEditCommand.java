package dev.sallyport.cli;

import dev.sallyport.auth.Grant;
import dev.sallyport.auth.HttpProvider;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.SecurityProvider;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** What the commands have in common that make and change providers: an option for every property but name and type. */
abstract class ProviderEditCommand extends SallyportCommand {
    private static final List<String> SALESFORCE_SCOPES = List.of("api", "refresh_token");
    private static final List<String> SALESFORCE_SIGN_IN_SCOPES = List.of("openid", "api", "refresh_token");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--authentication-type",
            description =
                    "OAuth or OpenID Connect, as the type; with the type HTTP: Anonymous, Basic, API Key or Bearer"
                            + " Token.")
    private @Nullable String authenticationType;

    @Mixin
    private GrantOptions grantOptions = new GrantOptions();

    @Mixin
    private OAuthOptions oauthOptions = new OAuthOptions();

    @Mixin
    private EndpointOptions endpointOptions = new EndpointOptions();

    @Mixin
    private SigningKeyOptions signingKeyOptions = new SigningKeyOptions();

    @Mixin
    private IdentityOptions identityOptions = new IdentityOptions();

    @Mixin
    private HttpOptions httpOptions = new HttpOptions();

    @Mixin
    private ParameterOptions parameterOptions = new ParameterOptions();

    /**
     * A provider with what the options change; secrets are not asked for.
     *
     * @param before the provider as it was
     * @param fresh whether it is a new one, which has what is usual where no option says otherwise
     */
    final SecurityProvider changed(SecurityProvider before, boolean fresh) {
        Surroundings surroundings = sallyport().surroundings();
        SecurityProvider changed;
        if (before instanceof OAuthProvider oauth) {
            refuse(Stream.of("httpOptions"), oauth.type());
            changed = changed(oauth, fresh);
        } else {
            HttpProvider http = (HttpProvider) before;
            refuse(
                    Stream.of(
                            "grantOptions", "oauthOptions", "endpointOptions", "signingKeyOptions", "identityOptions"),
                    ProviderType.HTTP);
            changed = new HttpProvider(
                    http.name(),
                    http.enabled(),
                    httpOptions.apply(http.authentication(), authenticationType),
                    parameterOptions.apply(http.parameters(), surroundings));
        }
        return SecretOptions.apply(changed, arguments(), surroundings);
    }

    private OAuthProvider changed(OAuthProvider before, boolean fresh) {
        if (authenticationType != null) {
            ProviderType[] theType = {before.type()};
            Choices.choose("--authentication-type", theType, ProviderType::label, authenticationType);
        }
        Grant grant = grantOptions.apply(before.grant());
        OAuthProviderBuilder builder = before.toBuilder();
        if (fresh) {
            grant = withUsualScopes(grant, before.type());
            OAuthOptions.usual(grant, builder);
        }
        builder.grant(grant);
        oauthOptions.apply(before, builder);
        builder.endpoints(endpointOptions.apply(before.endpoints(), before.type()));
        signingKeyOptions.apply(builder);
        builder.identity(identityOptions.apply(before.identity()));
        return builder.parameters(
                        parameterOptions.apply(before.parameters(), sallyport().surroundings()))
                .build();
    }

    /** What lets a system act for a person of a Salesforce org while the person is away. */
    private Grant withUsualScopes(Grant grant, ProviderType type) {
        if (grant instanceof Grant.AuthorizationCode code
                && endpointOptions.salesforce()
                && !grantOptions.scopesGiven()) {
            return new Grant.AuthorizationCode(
                    type == ProviderType.OPENID_CONNECT ? SALESFORCE_SIGN_IN_SCOPES : SALESFORCE_SCOPES,
                    code.audience());
        }
        return grant;
    }

    /** Refuses options that have no meaning with a type: to be silent about them would be to lose them. */
    private void refuse(Stream<String> mixins, ProviderType type) {
        List<OptionSpec> strange = mixins.map(mixin -> spec.mixins().get(mixin))
                .filter(Objects::nonNull)
                .flatMap(mixin -> mixin.options().stream())
                .filter(option -> arguments().hasMatchedOption(option.longestName()))
                .toList();
        if (!strange.isEmpty()) {
            throw new CommandException(
                    strange.get(0).longestName() + " has no meaning with the type " + type.label() + ".",
                    "Leave it out, or create a provider of another type.");
        }
    }

    private ParseResult arguments() {
        return spec.commandLine().getParseResult();
    }
}
