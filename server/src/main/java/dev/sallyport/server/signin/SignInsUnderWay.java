package dev.sallyport.server.signin;

import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.Started;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sign-ins that a browser has begun and not finished: several, for it may have several pages open. They are kept in its
 * session, so that only this browser can finish them, and each as what it was begun.
 */
final class SignInsUnderWay implements Serializable {
    private static final String ATTRIBUTE = SignInsUnderWay.class.getName();

    /** More are given up pages. */
    private static final int MOST = 8;

    private final LinkedHashMap<String, UnderWay> byState = new LinkedHashMap<>();

    /**
     * A sign-in that has begun.
     *
     * @param browserKey what ties it to this browser
     * @param purpose what for
     * @param user the account that was logged in; empty for none
     */
    record UnderWay(String browserKey, Purpose purpose, String user) implements Serializable {
        Secret key() {
            return Secret.of(browserKey);
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "UnderWay[" + purpose + "]";
        }
    }

    static void add(HttpServletRequest request, Started started, Purpose purpose, String user) {
        HttpSession session = request.getSession();
        SignInsUnderWay all =
                session.getAttribute(ATTRIBUTE) instanceof SignInsUnderWay known ? known : new SignInsUnderWay();
        while (all.byState.size() >= MOST) {
            all.byState.remove(all.byState.keySet().iterator().next());
        }
        all.byState.put(started.state(), new UnderWay(started.browserKey().reveal(), purpose, user));
        session.setAttribute(ATTRIBUTE, all);
    }

    /** The sign-in that comes back, once; null if this browser has begun none of that state. */
    static @Nullable UnderWay take(HttpServletRequest request, @Nullable String state) {
        HttpSession session = request.getSession(false);
        if (state == null || session == null || !(session.getAttribute(ATTRIBUTE) instanceof SignInsUnderWay all)) {
            return null;
        }
        UnderWay taken = all.byState.remove(state);
        session.setAttribute(ATTRIBUTE, all);
        return taken;
    }

    /** Without what ties them to the browser. */
    @Override
    public String toString() {
        return "SignInsUnderWay[" + Map.copyOf(byState).size() + "]";
    }
}
