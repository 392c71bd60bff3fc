package dev.sallyport.org.setup;

import dev.sallyport.org.data.SalesforceId;
import org.jspecify.annotations.Nullable;

/**
 * An external client app, the successor of the connected app: its definition and an administrator's policies are kept
 * apart, and until there are policies nobody gets in.
 *
 * @param description null for none
 * @param pluginPolicies "App Policies" and the flows that they allow
 */
public record ExternalClientApp(
        SalesforceId id,
        String name,
        String apiName,
        String contactEmail,
        @Nullable String description,
        DistributionState distributionState,
        @Nullable OAuthSettings oauth,
        PluginPolicies pluginPolicies,
        Policies policies)
        implements OAuthApp {

    /** "Distribution State": whether the app is for this org alone or for packages. */
    public enum DistributionState {
        LOCAL("Local"),
        PACKAGED("Packaged");

        private final String label;

        DistributionState(String label) {
            this.label = label;
        }

        /** As Setup shows it. */
        public String label() {
            return label;
        }
    }

    /** "Start Page" of the App Policies. */
    public enum StartPage {
        NONE("None"),
        OAUTH("OAuth"),
        CUSTOM("Custom");

        private final String label;

        StartPage(String label) {
            this.label = label;
        }

        /** As Setup shows it. */
        public String label() {
            return label;
        }
    }

    /**
     * What the Policies tab has besides the OAuth policies that connected apps have too.
     *
     * @param oauthPluginEnabled whether anybody may use OAuth through the app
     * @param clientCredentialsFlow "Enable Client Credentials Flow", in addition to the definition's
     */
    public record PluginPolicies(boolean oauthPluginEnabled, StartPage startPage, boolean clientCredentialsFlow) {
        /** What a new app has: closed. */
        public static final PluginPolicies CLOSED = new PluginPolicies(false, StartPage.NONE, false);
    }

    @Override
    public boolean open() {
        return pluginPolicies.oauthPluginEnabled();
    }

    @Override
    public boolean clientCredentialsFlow() {
        return oauth != null && oauth.clientCredentialsFlow() && pluginPolicies.clientCredentialsFlow();
    }
}
