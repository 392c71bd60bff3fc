package dev.sallyport.server.security;

import dev.sallyport.server.account.ApiToken;
import dev.sallyport.server.account.ApiTokens;
import dev.sallyport.server.account.SignedIn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes API tokens, {@code Authorization: Bearer} (RFC 6750), where programs ask; the request has no session then. At the
 * console's pages and at sign-ins none counts: what is done there is an account's, not a program's, and would outgrow the
 * token's role.
 */
final class BearerTokens extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final ApiTokens tokens;
    private final ApiRefusals refusals;

    BearerTokens(ApiTokens tokens, ApiRefusals refusals) {
        this.tokens = tokens;
        this.refusals = refusals;
    }

    /** Whether a request brings a token: no browser adds one by itself, so it needs no CSRF token. */
    static boolean brings(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!brings(request)) {
            chain.doFilter(request, response);
            return;
        }
        if (!SecurityConfiguration.isOfPrograms(request)) {
            refusals.elsewhere(response);
            return;
        }
        Optional<ApiToken> token = tokens.verify(
                request.getHeader("Authorization").substring(SCHEME.length()).strip());
        if (token.isEmpty()) {
            refusals.commence(request, response, new BadCredentialsException("The token does not count."));
            return;
        }
        SignedIn signedIn = new SignedIn(token.get().userName(), token.get().role());
        UsernamePasswordAuthenticationToken whose =
                UsernamePasswordAuthenticationToken.authenticated(signedIn, null, signedIn.authorities());
        // For the audit trail, which names it.
        whose.setDetails(token.get());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(whose);
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }
}
