package dev.sallyport.server.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;

/** Whoever has logged in goes back to the form that was kept, else to where a set-up link leads, else to the page that was asked for. */
final class BackToTheForm extends SavedRequestAwareAuthenticationSuccessHandler {
    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        if (KeptForm.isKept(request)) {
            getRedirectStrategy().sendRedirect(request, response, KeptForm.RESUME);
            return;
        }
        String first = FirstPage.take(request);
        if (first == null) {
            super.onAuthenticationSuccess(request, response, authentication);
        } else {
            getRedirectStrategy().sendRedirect(request, response, first);
        }
    }
}
