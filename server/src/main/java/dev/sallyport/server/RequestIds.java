package dev.sallyport.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id, or keeps the one that it came with: it stands in every log line of the request, in the audit
 * trail, in the answer's {@code X-Request-Id}, and in problems. One line is logged for each request, without its query.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestIds extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger("dev.sallyport.server.requests");
    private static final String HEADER = "X-Request-Id";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        String id = given != null && FORM.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        long began = System.nanoTime();
        response.setHeader(HEADER, id);
        MDC.put(RequestId.KEY, id);
        try {
            chain.doFilter(request, response);
        } finally {
            Principal principal = request.getUserPrincipal();
            LOG.info(
                    "{} {} {} {} ms{}",
                    request.getMethod(),
                    request.getRequestURI(),
                    response.getStatus(),
                    Duration.ofNanos(System.nanoTime() - began).toMillis(),
                    principal == null ? "" : " " + principal.getName());
            MDC.remove(RequestId.KEY);
        }
    }
}
