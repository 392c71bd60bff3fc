package dev.sallyport.org.soap;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.session.LoginRate;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.LoginHistory;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.xml.stream.XMLStreamException;

/**
 * {@code login} by username and password. New orgs have it turned off, and from version 65.0 on it is gone. The local
 * org counts every address that reaches it as trusted, so a password needs no security token behind it.
 */
final class LoginOperation implements SoapOperation {
    private static final int FIRST_VERSION_WITHOUT = 65;
    private static final String REFUSED = "Invalid username, password, security token; or user locked out.";

    private final Setup setup;
    private final Sessions sessions;
    private final LoginRate rate;
    private final UserInfoOperations userInfo;
    private final Supplier<String> instanceUrl;

    LoginOperation(
            Setup setup, Sessions sessions, LoginRate rate, UserInfoOperations userInfo, Supplier<String> instanceUrl) {
        this.setup = setup;
        this.sessions = sessions;
        this.rate = rate;
        this.userInfo = userInfo;
        this.instanceUrl = instanceUrl;
    }

    @Override
    public SoapAnswer perform(SoapCall call) {
        if (call.version().major() >= FIRST_VERSION_WITHOUT) {
            throw refused("UNSUPPORTED_API_VERSION", "login() isn't supported in API version 65.0 and later.");
        }
        if (!setup.settings().soapLoginAllowed()) {
            throw refused(
                    "INVALID_OPERATION",
                    "SOAP API login() is disabled by default in this org. Contact the org administrator to enable SOAP API"
                            + " login().");
        }
        User user = signIn(call);
        Duration timeout = setup.settings().sessionTimeout();
        String token = sessions.open(user.id(), null, Set.of(), timeout);
        return SoapAnswer.result(result -> write(result, call, user, token, timeout));
    }

    private User signIn(SoapCall call) {
        String password = call.request()
                .operation()
                .child("password")
                .map(XmlElement::text)
                .orElse("");
        Optional<User> found = call.argument("username").flatMap(setup.users()::findByUsername);
        if (found.isEmpty() || !setup.users().hasPassword(found.get(), password)) {
            found.ifPresent(user ->
                    record(call, user, setup.users().isLockedOut(user) ? "Password Lockout" : "Invalid Password"));
            throw refused("INVALID_LOGIN", REFUSED);
        }
        User user = found.get();
        if (!user.maySignIn()) {
            record(call, user, "User is Inactive");
            throw refused("INVALID_LOGIN", REFUSED);
        }
        if (!setup.isAllowedFrom(user, call.clientAddress())) {
            record(call, user, "Restricted IP");
            throw refused("LOGIN_DURING_RESTRICTED_DOMAIN", "Restricted IP");
        }
        boolean apiEnabled =
                setup.settings().edition().apiIncluded() && setup.permissions().allows(user, Profile.API_ENABLED);
        if (!apiEnabled) {
            record(call, user, "API security token or API access is missing");
            throw refused("API_DISABLED_FOR_ORG", "API is not enabled for this Organization or Partner");
        }
        if (!rate.admits(user.id())) {
            record(call, user, "Login Rate Exceeded");
            throw refused("INVALID_LOGIN", "login rate exceeded");
        }
        record(call, user, LoginHistory.SUCCESS);
        return user;
    }

    private void write(SoapWriter result, SoapCall call, User user, String token, Duration timeout)
            throws XMLStreamException {
        result.element("metadataServerUrl", url(SoapDialect.METADATA, call));
        result.element("passwordExpired", false);
        result.element("sandbox", setup.settings().sandbox());
        result.element("serverUrl", url(call.dialect(), call));
        result.element("sessionId", token);
        result.element("userId", user.id());
        result.start("userInfo");
        userInfo.write(result, user, timeout);
        result.end();
    }

    private String url(SoapDialect dialect, SoapCall call) {
        return instanceUrl.get() + "/services/Soap/" + dialect.pathSegment() + "/" + call.version() + "/"
                + setup.organizationId().shortForm();
    }

    private void record(SoapCall call, User user, String status) {
        String application = call.header("CallOptions")
                .flatMap(options -> options.childText("client"))
                .orElse("N/A");
        setup.loginHistory()
                .record(new LoginHistory.Attempt(
                        user.id(), "Other Apex API", null, application, call.clientAddress(), call.host(), status));
    }

    private static ApiException refused(String code, String message) {
        return new ApiException(500, code, message);
    }
}
