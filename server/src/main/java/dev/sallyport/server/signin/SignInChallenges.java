package dev.sallyport.server.signin;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.server.security.KeptForm;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Pages;
import dev.sallyport.server.web.SignInLink;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Sends whoever asks for a page to the sign-in that it needs, where the provider says so (Redirect on Challenge), and has
 * them come back to it. Who has sent a form is asked first, and finds it again.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class SignInChallenges {
    /** Whoever comes back and is refused again at once is told: a browser that is sent on would go round in circles. */
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    private static final String ATTRIBUTE = Sent.class.getName();

    private final Catalog catalog;
    private final Pages pages;
    private final Clock clock;

    SignInChallenges(Catalog catalog, Pages pages, Clock clock) {
        this.catalog = catalog;
        this.pages = pages;
        this.clock = clock;
    }

    private record Sent(String provider, Instant at) implements Serializable {}

    @ExceptionHandler
    void challenged(SignInChallenge challenge, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        SignInLink link = challenge.link();
        boolean asksForPage = request.getMethod().equals("GET");
        if (asksForPage && redirects(link) && !wasSentJustNow(link, request)) {
            request.getSession().setAttribute(ATTRIBUTE, new Sent(link.provider(), clock.instant()));
            response.sendRedirect(address(link, ReturnPath.of(request)));
            return;
        }
        String back = asksForPage
                ? ReturnPath.of(request)
                : KeptForm.keep(request) ? KeptForm.RESUME : ReturnPath.referring(request);
        pages.write(new ChallengePage(Alert.of(link), address(link, back)), request, response);
    }

    private boolean redirects(SignInLink link) {
        return catalog.providers().get(link.provider()) instanceof OAuthProvider provider
                && provider.redirectOnChallenge();
    }

    private boolean wasSentJustNow(SignInLink link, HttpServletRequest request) {
        return request.getSession().getAttribute(ATTRIBUTE) instanceof Sent sent
                && sent.provider().equals(link.provider())
                && clock.instant().isBefore(sent.at().plus(JUST_NOW));
    }

    private static String address(SignInLink link, String back) {
        return link.path() + "?to=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
    }
}
