package dev.sallyport.server.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another site's page has a browser send, where the browser says so (Fetch Metadata). It comes without the
 * session's cookie: a session that began with it, if only for a CSRF token, would take the place of the one that its owner has.
 */
final class OtherSites extends OncePerRequestFilter {
    private static final Set<String> ELSEWHERE = Set.of("cross-site", "same-site");

    /** What links and addresses that are typed ask by. */
    private static final Set<String> CHANGES_NOTHING = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site == null || !ELSEWHERE.contains(site) || CHANGES_NOTHING.contains(request.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        // No page of the console: its frame begins a session too.
        response.setStatus(HttpStatus.FORBIDDEN.value());
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().print("This was sent by another site's page, and nothing was done.");
    }
}
