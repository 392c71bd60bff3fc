package dev.sallyport.org.session;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.OrgSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts how often each user signs in within an hour. Counts live in memory. */
public final class LoginRate {
    private static final Duration HOUR = Duration.ofHours(1);

    private record Window(Instant began, int logins) {}

    private final Map<SalesforceId, Window> windows = new HashMap<>();
    private final OrgSettings settings;
    private final Clock clock;

    public LoginRate(OrgSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Remembers the counts; what is returned goes back to them. */
    public synchronized Runnable bookmark() {
        Map<SalesforceId, Window> then = Map.copyOf(windows);
        return () -> backTo(then);
    }

    private synchronized void backTo(Map<SalesforceId, Window> then) {
        windows.clear();
        windows.putAll(then);
    }

    /** Counts a sign-in. Returns whether the user may have it. */
    public synchronized boolean admits(SalesforceId user) {
        Instant now = clock.instant();
        Window window = windows.getOrDefault(user, new Window(now, 0));
        if (!now.isBefore(window.began().plus(HOUR))) {
            window = new Window(now, 0);
        }
        windows.put(user, new Window(window.began(), window.logins() + 1));
        return window.logins() < settings.loginsPerHour();
    }
}
