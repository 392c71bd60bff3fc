package dev.sallyport.server.security;

import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.SignedIn;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Component;

/**
 * Lets somebody in who has proved elsewhere who they are, by the same steps as the log-in form: a session that somebody
 * else may know becomes another one, and so does its CSRF token.
 */
@Component
public class LogIn {
    private final SessionAuthenticationStrategy renewal = new CompositeSessionAuthenticationStrategy(List.of(
            new ChangeSessionIdAuthenticationStrategy(),
            new CsrfAuthenticationStrategy(new HttpSessionCsrfTokenRepository())));
    private final SecurityContextRepository sessions = new HttpSessionSecurityContextRepository();
    private final AuthenticationSuccessHandler onwards = new BackToTheForm();

    /** Whose a request is that comes with an account's session. */
    static Authentication authenticated(SignedIn signedIn) {
        return UsernamePasswordAuthenticationToken.authenticated(signedIn, null, signedIn.authorities());
    }

    /** Begins an account's session and answers the request: on to what was asked for before. */
    public void complete(Account account, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Authentication whose = authenticated(new SignedIn(account.userName(), account.role()));
        renewal.onAuthentication(whose, request, response);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(whose);
        SecurityContextHolder.setContext(context);
        sessions.saveContext(context, request, response);
        onwards.onAuthenticationSuccess(request, response, whose);
    }
}
