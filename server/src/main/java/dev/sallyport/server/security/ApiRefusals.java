package dev.sallyport.server.security;

import dev.sallyport.server.web.ProblemWriter;
import dev.sallyport.server.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** Tells programs why they do not come in (RFC 6750, section 3). */
@Component
class ApiRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final ProblemWriter problems;

    ApiRefusals(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        boolean tried = BearerTokens.brings(request);
        response.setHeader("WWW-Authenticate", tried ? "Bearer error=\"invalid_token\"" : "Bearer");
        problems.write(
                Problems.of(
                        HttpStatus.UNAUTHORIZED,
                        tried
                                ? "The API token does not count: it is unknown, revoked or over, or its account is disabled."
                                : "This needs an API token.",
                        "Make a token under Accounts in the console, and send it as: Authorization: Bearer {token}"),
                response);
    }

    /** Answers a token that was sent to where no program asks. */
    void elsewhere(HttpServletResponse response) throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer");
        problems.write(
                Problems.of(
                        HttpStatus.UNAUTHORIZED,
                        "An API token counts in the REST API alone, and this is an address of the console.",
                        "Send it to addresses below /api/v1. Pages and sign-ins take the session of a browser."),
                response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        problems.write(
                refusal instanceof CsrfException
                        ? Problems.of(
                                HttpStatus.FORBIDDEN,
                                "The request comes with a session's cookie and without its CSRF token.",
                                "Send an API token in place of the cookie; a page sends the header that it was given.")
                        : Problems.of(refusal),
                response);
    }
}
