package dev.sallyport.server.security;

import dev.sallyport.server.web.Pages;
import dev.sallyport.server.web.ProblemPage;
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

/** Sends people to the log-in page, or tells them what their role does not allow. */
@Component
class PageRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final String LOG_IN = "/login";

    /** What htmx and the console's own scripts say of themselves. */
    private static final String OF_SCRIPT = "HX-Request";

    private final Pages pages;

    PageRefusals(Pages pages) {
        this.pages = pages;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        KeptForm.keep(request);
        toLogIn(request, response);
    }

    private static void toLogIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Whoever had a session is told where it is; who comes for the first time is not.
        boolean over = request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
        String logIn = over ? LOG_IN + "?over" : LOG_IN;
        if (request.getHeader(OF_SCRIPT) != null) {
            // A redirect would put the log-in page into the middle of another.
            response.setHeader("HX-Redirect", logIn);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else {
            response.sendRedirect(logIn);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        if (refusal instanceof CsrfException && KeptForm.keep(request)) {
            // Its session is over; whoever has logged in again meanwhile is at the form at once.
            if (request.getUserPrincipal() == null) {
                toLogIn(request, response);
            } else {
                response.sendRedirect(KeptForm.RESUME);
            }
            return;
        }
        if (refusal instanceof CsrfException
                && request.getUserPrincipal() == null
                && request.getHeader(OF_SCRIPT) != null) {
            toLogIn(request, response);
            return;
        }
        pages.write(
                new ProblemPage(
                        refusal instanceof CsrfException
                                ? Problems.of(
                                        HttpStatus.FORBIDDEN,
                                        "This form is of a session that is over.",
                                        "Go back, load the page again, and send it once more.")
                                : Problems.of(refusal)),
                request,
                response);
    }

    /** Back to the log-in page, which says why. */
    void logInFailed(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        new LogInFailure(String.valueOf(refusal.getMessage()), "").keep(request);
        response.sendRedirect(LOG_IN);
    }
}
