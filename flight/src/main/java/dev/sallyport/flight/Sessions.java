package dev.sallyport.flight;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of this process. One that nobody uses for an hour is over, as one of the console is. */
final class Sessions {
    /** What a session's id begins with: scanners for leaked secrets find it by this, and no other token has it. */
    static final String PREFIX = "sallyport_session_";

    private static final Duration KEPT = Duration.ofHours(1);
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    Session begin(Visitor visitor) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> session.usedAt().isBefore(now.minus(KEPT)));
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String id = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Session session = new Session(id, visitor, now);
        sessions.put(id, session);
        return session;
    }

    /** The session of an id that a client sent; empty if there is none, or it is over. */
    Optional<Session> find(String id) {
        Session session = sessions.get(id);
        Instant now = clock.instant();
        if (session == null || session.usedAt().isBefore(now.minus(KEPT))) {
            return Optional.empty();
        }
        session.use(now);
        return Optional.of(session);
    }

    void end(Session session) {
        sessions.remove(session.id(), session);
    }
}
