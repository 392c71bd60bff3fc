package dev.sallyport.server.security;

import dev.sallyport.server.administration.TokenAdministration;
import dev.sallyport.server.audit.AuditTrail;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;

/** What ends with a session: the person's tokens of providers that say so (Token Delete On Sign Out). */
@Component
class LogOut implements LogoutHandler {
    private final AuditTrail audit;
    private final TokenAdministration tokens;

    LogOut(AuditTrail audit, TokenAdministration tokens) {
        this.audit = audit;
        this.tokens = tokens;
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication whose) {
        if (whose != null) {
            audit.recordOf(whose.getName(), "log-out", whose.getName(), null, null);
            tokens.signOut(whose.getName());
        }
    }
}
