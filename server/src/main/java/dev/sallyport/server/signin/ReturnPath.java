package dev.sallyport.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Where somebody was before a sign-in. */
final class ReturnPath {
    private ReturnPath() {}

    /** The page of this server that a request's link stood on; the start page if that is not known. */
    static String referring(HttpServletRequest request) {
        String referrer = request.getHeader(HttpHeaders.REFERER);
        String host = request.getHeader(HttpHeaders.HOST);
        if (referrer == null || host == null) {
            return "/";
        }
        try {
            URI page = new URI(referrer);
            return host.equals(page.getRawAuthority()) ? path(page.getRawPath(), page.getRawQuery()) : "/";
        } catch (URISyntaxException e) {
            return "/";
        }
    }

    /** The page that a request asks for. */
    static String of(HttpServletRequest request) {
        return path(request.getRequestURI(), request.getQueryString());
    }

    private static String path(@Nullable String path, @Nullable String query) {
        return path == null || path.isEmpty() ? "/" : path + (query == null ? "" : "?" + query);
    }
}
