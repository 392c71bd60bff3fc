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
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes API tokens, {@code Authorization: Bearer} (RFC 6750); the request has no session then. */
final class BearerTokens extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final ApiTokens tokens;
    private final AuthenticationEntryPoint refusal;

    BearerTokens(ApiTokens tokens, AuthenticationEntryPoint refusal) {
        this.tokens = tokens;
        this.refusal = refusal;
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
        Optional<ApiToken> token = tokens.verify(
                request.getHeader("Authorization").substring(SCHEME.length()).strip());
        if (token.isEmpty()) {
            refusal.commence(request, response, new BadCredentialsException("The token does not count."));
            return;
        }
        SignedIn signedIn = new SignedIn(token.get().userName(), token.get().role());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(signedIn, null, signedIn.authorities()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }
}
