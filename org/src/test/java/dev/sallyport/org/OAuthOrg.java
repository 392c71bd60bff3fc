package dev.sallyport.org;

import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConsumerDetails;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.OAuthApp.Policies;
import dev.sallyport.org.setup.OAuthApp.RefreshTokenPolicy;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An org with an app whose users sign in at a browser, and what its tests do again and again. */
final class OAuthOrg implements AutoCloseable {
    static final String CALLBACK = "https://app.example/callback?source=org";
    static final Set<Scope> SCOPES = Set.of(Scope.API, Scope.REFRESH_TOKEN, Scope.OPENID, Scope.ID);

    final LocalOrg org = LocalOrg.builder().records(0).start();
    final OrgClient client = new OrgClient(org);
    final Setup setup = org.setup();
    private final String appId;

    OAuthOrg() {
        this.appId = makeApp("Order Status").id().value();
    }

    ConnectedApp makeApp(String name) {
        return setup.connectedApps()
                .create(
                        name,
                        null,
                        "team@example.com",
                        new OAuthSettings(List.of(CALLBACK, "http://localhost:1717/callback"), SCOPES, false),
                        administrator().id());
    }

    ConnectedApp app() {
        return setup.connectedApps().get(appId);
    }

    ConsumerDetails consumer() {
        return setup.oauthApps().consumerDetails(app());
    }

    User administrator() {
        return setup.users().get(org.administrator().username());
    }

    void set(OAuthOption option, boolean ticked) {
        change(settings().with(option, ticked));
    }

    void addCallback(String url) {
        OAuthSettings now = settings();
        change(new OAuthSettings(List.of(CALLBACK, url), now.scopes(), now.options(), now.certificate()));
    }

    void setScopes(Set<Scope> scopes) {
        OAuthSettings now = settings();
        change(new OAuthSettings(now.callbackUrls(), scopes, now.options(), now.certificate()));
    }

    void setCertificate(String pem) {
        OAuthSettings now = settings();
        change(new OAuthSettings(now.callbackUrls(), now.scopes(), now.options(), pem));
    }

    private OAuthSettings settings() {
        return Objects.requireNonNull(app().oauth());
    }

    private void change(OAuthSettings settings) {
        setup.connectedApps().setOAuthSettings(app(), settings, administrator().id());
    }

    void setPolicies(Policies policies) {
        setup.connectedApps().setPolicies(app(), policies, administrator().id());
    }

    void setRefreshTokenPolicy(RefreshTokenPolicy policy, @Nullable Duration life) {
        Policies now = app().policies();
        setPolicies(new Policies(now.permittedUsers(), now.ipRelaxation(), policy, life, null, null));
    }

    void leaveApprovalToAdministrators() {
        setPolicies(app().policies().withPermittedUsers(PermittedUsers.ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED));
    }

    void approveAdministrators() {
        setup.oauthApps()
                .setPreAuthorized(
                        app(),
                        Set.of(administrator().profileId()),
                        administrator().id());
    }

    /** Where an app sends its users, with parameters added or, where the value is empty, left out. */
    String authorizeUrl(Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(
                Map.of("response_type", "code", "client_id", consumer().consumerKey(), "redirect_uri", CALLBACK));
        parameters.putAll(more);
        StringBuilder url = new StringBuilder(org.instanceUrl() + "/services/oauth2/authorize?");
        parameters.forEach((name, value) ->
                url.append(name).append('=').append(OrgClient.encode(value)).append('&'));
        return url.toString();
    }

    /** Logs the administrator in at a new browser and allows all. Returns the authorization code. */
    String code(Map<String, String> more) {
        Person person = new Person();
        Person.Page answer = person.logInAndAllow(person.open(authorizeUrl(more)), org.administrator());
        return answer.parameter("code");
    }

    /** A token request with the app's id and secret. */
    Answer token(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(Map.of(
                "client_id",
                consumer().consumerKey(),
                "client_secret",
                consumer().consumerSecret()));
        all.putAll(parameters);
        return post("/services/oauth2/token", all);
    }

    Answer redeem(String code) {
        return token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK));
    }

    Answer refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** Goes through the web server flow. Returns the refresh token. */
    String refreshToken() {
        return redeem(code(Map.of())).json().path("refresh_token").asText();
    }

    Answer post(String pathOrUrl, Map<String, String> parameters) {
        return client.send(OrgClient.form(client.request(pathOrUrl), parameters));
    }

    Answer userInfo(String token) {
        return client.get("/services/oauth2/userinfo", token);
    }

    /** The newest entry of the login history. */
    String lastLogin() {
        String session = client.administratorSession();
        return client.get(
                        "/services/data/v60.0/query?q="
                                + OrgClient.encode("SELECT LoginType, LoginSubType, Application, Status"
                                        + " FROM LoginHistory WHERE LoginType != 'Application' OR Status != 'Success'"
                                        + " ORDER BY LoginTime DESC, Id DESC LIMIT 1"),
                        session)
                .text();
    }

    @Override
    public void close() {
        org.close();
    }
}
