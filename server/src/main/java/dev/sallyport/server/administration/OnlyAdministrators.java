package dev.sallyport.server.administration;

import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** What reaches into this machine, its variables and files, or decides who comes in: only who administers it may say that. */
final class OnlyAdministrators {
    private OnlyAdministrators() {}

    /**
     * Refuses what anybody else asks for.
     *
     * @throws ServerException if no administrator asks
     */
    static void require(String message, String advice) {
        Authentication whose = SecurityContextHolder.getContext().getAuthentication();
        if (whose == null || SignedIn.of(whose).role() != Role.ADMINISTRATOR) {
            throw new ServerException(ServerException.Reason.FORBIDDEN, message, advice);
        }
    }
}
