package dev.sallyport.org.setup;

import dev.sallyport.org.data.SalesforceId;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The registration of an OAuth client, of either kind: what the OAuth server needs to know of it. */
public sealed interface OAuthApp permits ConnectedApp, ExternalClientApp {

    /** The 18-character id. */
    SalesforceId id();

    /** The label that people see. */
    String name();

    /** Letters, digits and single underscores, unique among the org's apps of the kind. */
    String apiName();

    /** Whom Salesforce or an administrator would write to. */
    String contactEmail();

    /** What the app's developer defined; null where OAuth is not enabled. */
    @Nullable
    OAuthSettings oauth();

    /** What this org's administrator decided. */
    Policies policies();

    /** Whether the administrator lets anybody use the app at all. An external client app starts closed. */
    boolean open();

    /** Whether the client credentials flow is on: in the definition, and where the kind asks for it, in the policies. */
    boolean clientCredentialsFlow();

    /** A tick in the OAuth settings of an app. */
    enum OAuthOption {
        CLIENT_CREDENTIALS_FLOW("Enable Client Credentials Flow"),
        DEVICE_FLOW("Enable Device Flow"),
        TOKEN_EXCHANGE_FLOW("Enable Token Exchange Flow"),
        PKCE_REQUIRED("Require Proof Key for Code Exchange (PKCE) Extension for Supported Authorization Flows"),
        SECRET_REQUIRED_FOR_WEB_SERVER_FLOW("Require Secret for Web Server Flow"),
        SECRET_REQUIRED_FOR_REFRESH_TOKEN_FLOW("Require Secret for Refresh Token Flow"),
        REFRESH_TOKEN_ROTATION("Enable Refresh Token Rotation"),
        INTROSPECT_ALL_TOKENS("Introspect All Tokens");

        private final String label;

        OAuthOption(String label) {
            this.label = label;
        }

        /** As Setup shows it. */
        public String label() {
            return label;
        }
    }

    /**
     * "API (Enable OAuth Settings)".
     *
     * @param callbackUrls where the web server flow may return to, compared exactly; at least one
     * @param scopes "Selected OAuth Scopes"
     * @param options the ticks
     * @param certificate X.509 in PEM, whose key signs the app's JWT and SAML assertions ("Use digital signatures",
     *     "Enable JWT Bearer Flow"); null for none
     */
    record OAuthSettings(
            List<String> callbackUrls,
            Set<Scope> scopes,
            Set<OAuthOption> options,
            @Nullable String certificate) {
        /** The ticks that Salesforce sets in a new app. */
        public static final Set<OAuthOption> NEW_APP_OPTIONS = Set.of(
                OAuthOption.SECRET_REQUIRED_FOR_WEB_SERVER_FLOW, OAuthOption.SECRET_REQUIRED_FOR_REFRESH_TOKEN_FLOW);

        public OAuthSettings {
            callbackUrls = List.copyOf(callbackUrls);
            scopes = ordered(Scope.class, scopes);
            options = ordered(OAuthOption.class, options);
        }

        /** The settings of a new app: no certificate, and no options but a new app's and the client credentials flow. */
        public OAuthSettings(List<String> callbackUrls, Set<Scope> scopes, boolean clientCredentialsFlow) {
            this(callbackUrls, scopes, NEW_APP_OPTIONS, null, clientCredentialsFlow);
        }

        private OAuthSettings(
                List<String> callbackUrls,
                Set<Scope> scopes,
                Set<OAuthOption> options,
                @Nullable String certificate,
                boolean clientCredentialsFlow) {
            this(
                    callbackUrls,
                    scopes,
                    with(options, OAuthOption.CLIENT_CREDENTIALS_FLOW, clientCredentialsFlow),
                    certificate);
        }

        /** Whether a box is ticked. */
        public boolean has(OAuthOption option) {
            return options.contains(option);
        }

        /** Whether the definition has the client credentials flow on. */
        public boolean clientCredentialsFlow() {
            return has(OAuthOption.CLIENT_CREDENTIALS_FLOW);
        }

        /** The same settings with a box ticked or cleared. */
        public OAuthSettings with(OAuthOption option, boolean ticked) {
            return new OAuthSettings(callbackUrls, scopes, with(options, option, ticked), certificate);
        }

        private static Set<OAuthOption> with(Set<OAuthOption> options, OAuthOption option, boolean ticked) {
            EnumSet<OAuthOption> changed = EnumSet.noneOf(OAuthOption.class);
            changed.addAll(options);
            if (ticked) {
                changed.add(option);
            } else {
                changed.remove(option);
            }
            return changed;
        }

        private static <E extends Enum<E>> Set<E> ordered(Class<E> type, Set<E> values) {
            EnumSet<E> ordered = EnumSet.noneOf(type);
            ordered.addAll(values);
            return Collections.unmodifiableSet(ordered);
        }
    }

    /** "Permitted Users". */
    enum PermittedUsers {
        ALL_USERS_MAY_SELF_AUTHORIZE("All users may self-authorize"),
        ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED("Admin approved users are pre-authorized");

        private final String label;

        PermittedUsers(String label) {
            this.label = label;
        }

        /** As Setup shows it. */
        public String label() {
            return label;
        }
    }

    /** "IP Relaxation". */
    enum IpRelaxation {
        ENFORCE_IP_RESTRICTIONS("Enforce IP restrictions"),
        ENFORCE_IP_RESTRICTIONS_BUT_RELAX_FOR_REFRESH_TOKENS("Enforce IP restrictions, but relax for refresh tokens"),
        RELAX_IP_RESTRICTIONS("Relax IP restrictions");

        private final String label;

        IpRelaxation(String label) {
            this.label = label;
        }

        /** As Setup shows it. */
        public String label() {
            return label;
        }
    }

    /** "Refresh Token Policy". */
    enum RefreshTokenPolicy {
        VALID_UNTIL_REVOKED("Refresh token is valid until revoked"),
        IMMEDIATELY_EXPIRE("Immediately expire refresh token"),
        /** By {@link Policies#refreshTokenLife}. */
        EXPIRE_IF_NOT_USED("Expire refresh token if not used for"),
        /** By {@link Policies#refreshTokenLife}. */
        EXPIRE_AFTER("Expire refresh token after");

        private final String label;

        RefreshTokenPolicy(String label) {
            this.label = label;
        }

        /** As Setup shows it. */
        public String label() {
            return label;
        }
    }

    /**
     * The OAuth policies: a connected app's under Manage, Edit Policies; an external client app's on its Policies tab.
     *
     * @param refreshTokenLife whole hours; null where the policy of refresh tokens needs none
     * @param sessionTimeoutMinutes null for the timeout of the org's session settings
     * @param clientCredentialsRunAs the user whom client credentials act as; null for none
     */
    record Policies(
            PermittedUsers permittedUsers,
            IpRelaxation ipRelaxation,
            RefreshTokenPolicy refreshTokenPolicy,
            @Nullable Duration refreshTokenLife,
            @Nullable Integer sessionTimeoutMinutes,
            @Nullable SalesforceId clientCredentialsRunAs) {

        /** Policies under which refresh tokens have no life of their own. */
        public Policies(
                PermittedUsers permittedUsers,
                IpRelaxation ipRelaxation,
                RefreshTokenPolicy refreshTokenPolicy,
                @Nullable Integer sessionTimeoutMinutes,
                @Nullable SalesforceId clientCredentialsRunAs) {
            this(permittedUsers, ipRelaxation, refreshTokenPolicy, null, sessionTimeoutMinutes, clientCredentialsRunAs);
        }

        /** What a new connected app has. */
        public static Policies initial() {
            return new Policies(
                    PermittedUsers.ALL_USERS_MAY_SELF_AUTHORIZE,
                    IpRelaxation.ENFORCE_IP_RESTRICTIONS,
                    RefreshTokenPolicy.VALID_UNTIL_REVOKED,
                    null,
                    null);
        }

        /** The same policies with another run-as user, or none. */
        public Policies withClientCredentialsRunAs(@Nullable SalesforceId user) {
            return new Policies(
                    permittedUsers, ipRelaxation, refreshTokenPolicy, refreshTokenLife, sessionTimeoutMinutes, user);
        }

        /** The same policies with other permitted users. */
        public Policies withPermittedUsers(PermittedUsers users) {
            return new Policies(
                    users,
                    ipRelaxation,
                    refreshTokenPolicy,
                    refreshTokenLife,
                    sessionTimeoutMinutes,
                    clientCredentialsRunAs);
        }
    }
}
