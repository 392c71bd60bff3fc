package dev.sallyport.org.soap;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.session.Session;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.soap.SoapOperation.SoapAnswer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code logout}, {@code invalidateSessions} and the changes of passwords. */
final class SessionOperations {
    private static final String MANAGE_USERS = "PermissionsManageUsers";
    private static final int SHORTEST_PASSWORD = 8;
    private static final String PASSWORD_CHARACTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final Setup setup;
    private final Sessions sessions;
    private final SecureRandom random = new SecureRandom();

    SessionOperations(Setup setup, Sessions sessions) {
        this.setup = setup;
        this.sessions = sessions;
    }

    void addTo(SoapEndpoint endpoint) {
        endpoint.with("logout", this::logout)
                .with("invalidateSessions", this::invalidateSessions)
                .with("setPassword", this::setPassword)
                .with("resetPassword", this::resetPassword)
                .with("changeOwnPassword", this::changeOwnPassword);
    }

    private SoapAnswer logout(SoapCall call) {
        call.header("SessionHeader")
                .flatMap(header -> header.childText("sessionId"))
                .ifPresent(sessions::revoke);
        return SoapAnswer.empty();
    }

    private SoapAnswer invalidateSessions(SoapCall call) {
        List<Boolean> ended = new ArrayList<>();
        for (String token : call.arguments("sessionIds")) {
            Optional<Session> session = sessions.find(token)
                    .filter(found -> found.userId().equals(call.user().id()) || mayManageUsers(call.user()));
            ended.add(session.isPresent() && sessions.revoke(token));
        }
        return SoapAnswer.of(answer -> {
            for (boolean success : ended) {
                answer.start("result");
                if (!success) {
                    answer.start("errors");
                    answer.element("message", "Invalid Session ID found in sessionIds");
                    answer.element("statusCode", "INVALID_SESSION_ID");
                    answer.end();
                }
                answer.element("success", success);
                answer.end();
            }
        });
    }

    private SoapAnswer setPassword(SoapCall call) {
        User user = managedUser(call);
        String password = password(call, "password");
        setup.users().setPassword(user, password);
        return SoapAnswer.result(result -> {});
    }

    private SoapAnswer resetPassword(SoapCall call) {
        User user = managedUser(call);
        StringBuilder password = new StringBuilder("a1");
        for (int i = 0; i < SHORTEST_PASSWORD; i++) {
            password.append(PASSWORD_CHARACTERS.charAt(random.nextInt(PASSWORD_CHARACTERS.length())));
        }
        setup.users().setPassword(user, password.toString());
        return SoapAnswer.result(result -> result.element("password", password));
    }

    private SoapAnswer changeOwnPassword(SoapCall call) {
        String old = call.argument("oldPassword").orElse("");
        if (!setup.users().hasPassword(call.user(), old)) {
            throw new ApiException(500, "INVALID_OLD_PASSWORD", "Your old password is invalid.");
        }
        setup.users().setPassword(call.user(), password(call, "newPassword"));
        return SoapAnswer.result(result -> {});
    }

    private User managedUser(SoapCall call) {
        String id = call.requiredArgument("userId");
        User user = setup.users()
                .find(id)
                .orElseThrow(() -> new ApiException(500, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
        if (!user.id().equals(call.user().id()) && !mayManageUsers(call.user())) {
            throw new ApiException(500, "INSUFFICIENT_ACCESS", "insufficient access rights on cross-reference id");
        }
        return user;
    }

    private boolean mayManageUsers(User user) {
        return setup.permissions().allows(user, MANAGE_USERS);
    }

    private static String password(SoapCall call, String argument) {
        String password =
                call.request().operation().child(argument).map(XmlElement::text).orElse("");
        if (password.length() < SHORTEST_PASSWORD) {
            throw new ApiException(
                    500,
                    "INVALID_NEW_PASSWORD",
                    "Your password must be at least " + SHORTEST_PASSWORD + " characters long.");
        }
        boolean mixed = password.chars().anyMatch(Character::isLetter)
                && password.chars().anyMatch(Character::isDigit);
        if (!mixed) {
            throw new ApiException(
                    500, "INVALID_NEW_PASSWORD", "Your password must have a mix of letters and numbers.");
        }
        return password;
    }
}
