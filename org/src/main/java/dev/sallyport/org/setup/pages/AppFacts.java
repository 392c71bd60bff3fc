package dev.sallyport.org.setup.pages;

import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.Policies;
import dev.sallyport.org.setup.Scope;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An app as its pages show it, of either kind, without its credentials.
 *
 * @param settings its OAuth settings by their labels; empty where OAuth is not enabled
 * @param policies its policies by their labels
 * @param preAuthorized names of the profiles and permission sets whose users are pre-authorized
 */
public record AppFacts(
        String name,
        String apiName,
        String contactEmail,
        Map<String, List<String>> settings,
        Map<String, List<String>> policies,
        List<String> preAuthorized) {

    /**
     * @param runAs the username of the run-as user; null for none
     */
    static AppFacts of(OAuthApp app, @Nullable String runAs, List<String> preAuthorized) {
        return new AppFacts(
                app.name(),
                app.apiName(),
                app.contactEmail(),
                settings(app.oauth()),
                policies(app.policies(), runAs),
                preAuthorized);
    }

    private static Map<String, List<String>> settings(@Nullable OAuthSettings oauth) {
        Map<String, List<String>> settings = new LinkedHashMap<>();
        if (oauth != null) {
            settings.put("Callback URL", oauth.callbackUrls());
            settings.put(
                    "Selected OAuth Scopes",
                    oauth.scopes().stream().map(Scope::label).distinct().toList());
            for (OAuthOption option : OAuthOption.values()) {
                settings.put(option.label(), List.of(oauth.has(option) ? "Enabled" : "Disabled"));
            }
            settings.put("Use digital signatures", List.of(oauth.certificate() == null ? "Disabled" : "Enabled"));
        }
        return settings;
    }

    private static Map<String, List<String>> policies(Policies policies, @Nullable String runAs) {
        @Nullable Duration life = policies.refreshTokenLife();
        @Nullable Integer timeout = policies.sessionTimeoutMinutes();
        Map<String, List<String>> shown = new LinkedHashMap<>();
        shown.put("Permitted Users", List.of(policies.permittedUsers().label()));
        shown.put("IP Relaxation", List.of(policies.ipRelaxation().label()));
        String refresh = policies.refreshTokenPolicy().label();
        shown.put("Refresh Token Policy", List.of(life == null ? refresh : refresh + " " + life.toHours() + " hours"));
        shown.put(
                "Timeout Value", List.of(timeout == null ? "As in the org's session settings" : timeout + " minutes"));
        shown.put("Run As", List.of(runAs == null ? "Nobody" : runAs));
        return shown;
    }

    /** The scopes as Setup lists them: those that share a line are one choice. */
    static List<Choice> scopes() {
        Map<String, Scope> byLabel = new LinkedHashMap<>();
        Arrays.stream(Scope.values()).forEach(scope -> byLabel.putIfAbsent(scope.label(), scope));
        return byLabel.values().stream()
                .map(scope -> new Choice(scope.name(), scope.label()))
                .toList();
    }
}
