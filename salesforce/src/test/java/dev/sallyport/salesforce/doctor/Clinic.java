package dev.sallyport.salesforce.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.Secret;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.OAuthApp.IpRelaxation;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.OAuthApp.Policies;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.User;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A local org with the guide's app, and a doctor. */
final class Clinic implements AutoCloseable {
    final LocalOrg org;
    final ReadyApp app;
    private Clock clock = Clock.systemUTC();

    Clinic() {
        this(LocalOrg.builder().records(0).start());
    }

    Clinic(LocalOrg org) {
        this.org = org;
        this.app = org.readyApp();
        org.snapshot();
    }

    /** Everything as it was when the clinic opened. */
    void reset() {
        org.reset();
        clock = Clock.systemUTC();
    }

    void setClock(Clock another) {
        clock = another;
    }

    OAuthProvider provider() {
        return OAuthProvider.salesforceClientCredentials(
                "Salesforce",
                org.instanceUrl(),
                new ClientCredential(app.consumerKey(), Secret.of(app.consumerSecret())));
    }

    OAuthProviderBuilder change() {
        return provider().toBuilder();
    }

    Patient healthy() {
        return Patient.of(provider());
    }

    Endpoints endpoints() {
        return Endpoints.salesforce(org.instanceUrl());
    }

    Diagnosis examine() {
        return examine(healthy());
    }

    Diagnosis examine(OAuthProvider provider) {
        return examine(Patient.of(provider));
    }

    /** Examines, and sees to it that no secret is told. */
    Diagnosis examine(Patient patient) {
        List<Finding> told = new ArrayList<>();
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        Diagnosis diagnosis = new Doctor(http, clock).examine(patient, told::add);
        assertThat(told).isEqualTo(diagnosis.findings());
        assertThat(diagnosis.toString())
                .doesNotContain(app.consumerSecret())
                .doesNotContain(org.organizationId().substring(0, 15) + "!");
        return diagnosis;
    }

    /** The one finding with an ailment: it must be wrong, be in the list of fixes, and name the place to click. */
    static Finding sick(Diagnosis diagnosis, Check check, Ailment ailment, String... places) {
        assertThat(diagnosis.isSound()).as(diagnosis.toString()).isFalse();
        return found(diagnosis, check, Outcome.SICK, ailment, places);
    }

    static Finding warning(Diagnosis diagnosis, Check check, Ailment ailment, String... places) {
        return found(diagnosis, check, Outcome.WARNING, ailment, places);
    }

    private static Finding found(Diagnosis diagnosis, Check check, Outcome outcome, Ailment ailment, String... places) {
        List<Finding> findings = diagnosis.findings().stream()
                .filter(finding -> finding.ailment() == ailment)
                .toList();
        assertThat(findings).as(diagnosis.toString()).hasSize(1);
        Finding finding = findings.get(0);
        assertThat(finding.check()).isEqualTo(check);
        assertThat(finding.outcome()).isEqualTo(outcome);
        assertThat(Objects.requireNonNull(finding.advice())).isNotBlank();
        for (String place : places) {
            assertThat(finding.advice()).contains(place);
        }
        assertThat(diagnosis.fixes()).contains(finding);
        return finding;
    }

    /** Each check with how it went; the worst, where it found more than one thing. */
    static Outcome outcome(Diagnosis diagnosis, Check check) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.check() == check)
                .map(Finding::outcome)
                .reduce((one, other) -> one == Outcome.SICK ? one : other)
                .orElseThrow();
    }

    SalesforceId administrator() {
        return org.setup().users().get(org.administrator().username()).id();
    }

    ConnectedApp connectedApp() {
        return org.setup().connectedApps().get(app.connectedAppId());
    }

    User runAs() {
        return org.setup().users().get(app.userId());
    }

    Profile profile() {
        return org.setup().profiles().get(app.profileId());
    }

    void setPolicies(UnaryOperator<Policies> change) {
        org.setup()
                .connectedApps()
                .setPolicies(connectedApp(), change.apply(connectedApp().policies()), administrator());
    }

    void setSettings(UnaryOperator<OAuthSettings> change) {
        OAuthSettings settings = Objects.requireNonNull(connectedApp().oauth());
        org.setup().connectedApps().setOAuthSettings(connectedApp(), change.apply(settings), administrator());
    }

    void setScopes(Scope... scopes) {
        setSettings(now -> new OAuthSettings(now.callbackUrls(), Set.of(scopes), now.options(), now.certificate()));
    }

    void leaveApprovalToAdministrators() {
        setPolicies(now -> now.withPermittedUsers(PermittedUsers.ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED));
    }

    void approve() {
        org.setup().oauthApps().setPreAuthorized(connectedApp(), Set.of(runAs().profileId()), administrator());
    }

    void setPermission(String name, boolean allowed) {
        org.setup().profiles().setPermissions(profile(), Map.of(name, allowed), administrator());
    }

    void restrictAddresses() {
        org.setup()
                .profiles()
                .setLoginIpRanges(
                        profile(), List.of(new Profile.LoginIpRange("10.0.0.0", "10.0.0.255")), administrator());
        setPolicies(now -> new Policies(
                now.permittedUsers(),
                IpRelaxation.ENFORCE_IP_RESTRICTIONS,
                now.refreshTokenPolicy(),
                null,
                now.clientCredentialsRunAs()));
    }

    URI tokenEndpoint() {
        return org.instanceUrl().resolve("/services/oauth2/token");
    }

    @Override
    public void close() {
        org.close();
    }
}
