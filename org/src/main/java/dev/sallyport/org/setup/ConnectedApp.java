package dev.sallyport.org.setup;

import dev.sallyport.org.data.SalesforceId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connected app: what its developer defined, and the policies that this org's administrator set on it.
 *
 * @param apiName letters, digits and single underscores, unique in the org
 * @param oauth null where OAuth is not enabled
 */
public record ConnectedApp(
        SalesforceId id,
        String name,
        String apiName,
        String contactEmail,
        @Nullable OAuthSettings oauth,
        Policies policies) {

    /**
     * "API (Enable OAuth Settings)".
     *
     * @param callbackUrls where the web server flow may return to, compared exactly; at least one
     * @param scopes "Selected OAuth Scopes"
     * @param clientCredentialsFlow "Enable Client Credentials Flow"
     */
    public record OAuthSettings(List<String> callbackUrls, Set<Scope> scopes, boolean clientCredentialsFlow) {
        public OAuthSettings {
            callbackUrls = List.copyOf(callbackUrls);
            EnumSet<Scope> ordered = EnumSet.noneOf(Scope.class);
            ordered.addAll(scopes);
            scopes = Collections.unmodifiableSet(ordered);
        }
    }

    /** "Permitted Users". */
    public enum PermittedUsers {
        ALL_USERS_MAY_SELF_AUTHORIZE,
        ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED
    }

    /** "IP Relaxation". */
    public enum IpRelaxation {
        ENFORCE_IP_RESTRICTIONS,
        ENFORCE_IP_RESTRICTIONS_BUT_RELAX_FOR_REFRESH_TOKENS,
        RELAX_IP_RESTRICTIONS
    }

    /** "Refresh Token Policy". */
    public enum RefreshTokenPolicy {
        VALID_UNTIL_REVOKED,
        IMMEDIATELY_EXPIRE
    }

    /**
     * What Manage → Edit Policies shows.
     *
     * @param sessionTimeoutMinutes null for the timeout of the org's session settings
     * @param clientCredentialsRunAs the user whom client credentials act as; null for none
     */
    public record Policies(
            PermittedUsers permittedUsers,
            IpRelaxation ipRelaxation,
            RefreshTokenPolicy refreshTokenPolicy,
            @Nullable Integer sessionTimeoutMinutes,
            @Nullable SalesforceId clientCredentialsRunAs) {

        /** What a new app has. */
        public static Policies initial() {
            return new Policies(
                    PermittedUsers.ALL_USERS_MAY_SELF_AUTHORIZE,
                    IpRelaxation.ENFORCE_IP_RESTRICTIONS,
                    RefreshTokenPolicy.VALID_UNTIL_REVOKED,
                    null,
                    null);
        }

        public Policies withClientCredentialsRunAs(@Nullable SalesforceId user) {
            return new Policies(permittedUsers, ipRelaxation, refreshTokenPolicy, sessionTimeoutMinutes, user);
        }
    }
}
