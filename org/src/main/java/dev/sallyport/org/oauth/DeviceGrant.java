package dev.sallyport.org.oauth;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.oauth.DeviceAuthorizations.Request;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The device flow as Salesforce has it, older than RFC 8628: both of its requests go to the token endpoint. */
final class DeviceGrant implements Grant {
    private final Setup setup;
    private final Clients clients;
    private final SignIns signIns;
    private final DeviceAuthorizations devices;
    private final RefreshTokens refreshTokens;

    DeviceGrant(
            Setup setup, Clients clients, SignIns signIns, DeviceAuthorizations devices, RefreshTokens refreshTokens) {
        this.setup = setup;
        this.clients = clients;
        this.signIns = signIns;
        this.devices = devices;
        this.refreshTokens = refreshTokens;
    }

    /** Answers {@code response_type=device_code} with the codes for the device and for the person. */
    Map<String, Object> open(TokenRequest request) {
        OAuthApp app = app(request);
        Set<Scope> scopes = Scopes.requested(
                request.form().value("scope"), Clients.settings(app).scopes());
        DeviceAuthorizations.Codes codes = devices.open(app.id(), scopes);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("device_code", codes.deviceCode());
        answer.put("user_code", codes.userCode());
        answer.put("verification_uri", request.host().root() + DevicePage.PATH);
        answer.put("interval", DeviceAuthorizations.INTERVAL.toSeconds());
        return answer;
    }

    @Override
    public Granted decide(TokenRequest request) {
        OAuthApp app = app(request);
        String code = request.form().value("code").orElse("");
        Request device = devices.poll(code)
                .filter(found -> found.appId().equals(app.id()))
                .orElseThrow(() -> OAuthErrors.refused("invalid_grant", "invalid authorization code"));
        requireApproved(device, code);
        User user = setup.users().get(Objects.requireNonNull(device.userId()).value());
        signIns.admit(new SignIns.Attempt(app, user, LoginFlow.DEVICE, request.origin()));
        if (!Scopes.allowRefresh(device.scopes())) {
            return new Granted(app, user, device.scopes(), null, null, AnswerMember.ALL, null);
        }
        RefreshTokens.Issued issued = refreshTokens.issue(app.id(), user.id(), device.scopes());
        return new Granted(app, user, device.scopes(), issued.grantId(), issued.token(), AnswerMember.ALL, null);
    }

    private void requireApproved(Request device, String code) {
        if (device.expired()) {
            throw expired();
        }
        switch (device.state()) {
            case PENDING -> {
                if (device.tooSoon()) {
                    throw OAuthErrors.refused("slow_down", "polling too quickly for the token endpoint");
                }
                throw OAuthErrors.refused("authorization_pending", "waiting for user to approve the device");
            }
            case DENIED -> throw OAuthErrors.refused("access_denied", "end-user denied authorization");
            case USED -> throw expired();
            case APPROVED -> {
                if (!devices.use(code)) {
                    throw expired();
                }
            }
        }
    }

    private static ApiException expired() {
        return OAuthErrors.refused("invalid_grant", "expired authorization code");
    }

    private OAuthApp app(TokenRequest request) {
        ClientAuthentication client = request.requiredClient();
        OAuthApp app = clients.find(client.clientId());
        clients.authenticate(client, app, false);
        if (!Clients.has(app, OAuthOption.DEVICE_FLOW)) {
            throw OAuthErrors.refused("invalid_grant", "device flow not enabled");
        }
        return app;
    }
}
