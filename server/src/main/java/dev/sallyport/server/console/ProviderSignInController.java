package dev.sallyport.server.console;

import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.OpenToAll;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.security.LogIn;
import dev.sallyport.server.security.LogInFailure;
import dev.sallyport.server.signin.SignIns;
import dev.sallyport.server.web.Page;
import dev.sallyport.server.web.Problem;
import dev.sallyport.server.web.Problems;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code /signin-{Name}}: where a sign-in at a security provider begins, and where the browser comes back to. Every answer
 * leads away from there, for the callback's address holds what the authorization server sent.
 */
@Controller
class ProviderSignInController {
    /** One of them is in every answer of an authorization server, and in no link of ours (RFC 6749, section 4.1.2). */
    private static final List<String> ANSWERS = List.of("state", "code", "error");

    private final SignIns signIns;
    private final LogIn logIn;

    ProviderSignInController(SignIns signIns, LogIn logIn) {
        this.signIns = signIns;
        this.logIn = logIn;
    }

    /**
     * Begins, or ends with what came back.
     *
     * @param to the path to come back to, of somebody who is logged in; empty for the page that the link stood on
     */
    @OpenToAll
    @GetMapping("/signin-{provider}")
    void signIn(
            @PathVariable String provider,
            @RequestParam(defaultValue = "") String to,
            @RequestParam MultiValueMap<String, String> parameters,
            @AuthenticationPrincipal @Nullable SignedIn whose,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, ServletException {
        try {
            if (ANSWERS.stream().anyMatch(parameters::containsKey)) {
                complete(signIns.complete(provider, parameters, whose, request), request, response);
            } else {
                URI authorization = whose == null
                        ? signIns.beginLogIn(provider, request)
                        : signIns.beginForTokens(provider, whose, to, request);
                response.sendRedirect(authorization.toString());
            }
        } catch (RuntimeException e) {
            Problem problem = Problems.of(e);
            new LogInFailure(problem.detail(), Objects.requireNonNullElse(problem.advice(), "")).keep(request);
            response.sendRedirect(whose == null ? "/login" : "/sign-in-failed");
        }
    }

    private void complete(SignIns.Outcome outcome, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Account account = outcome.account();
        if (account == null) {
            response.sendRedirect(outcome.goOnTo());
        } else {
            logIn.complete(account, request, response);
        }
    }

    /** Why the last sign-in failed of somebody who is logged in. */
    @Needs(Role.VIEWER)
    @GetMapping("/sign-in-failed")
    Page failed(HttpServletRequest request) {
        return new SignInFailedPage(LogInFailure.take(request));
    }
}
