package dev.sallyport.server.job;

import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.web.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Work that somebody has asked for.
 *
 * @param id a UUID
 * @param kind of which {@link Work}
 * @param askedBy the name of the account
 * @param accountThere whether that account is there still; another that was given its name later is not it
 * @param server the data server's name
 * @param request what was asked for, as the kind writes it; without secrets
 * @param state how far it is
 * @param attempts how many nodes have taken it, one after another
 * @param steps what has been told of how it comes along, since it was last taken
 * @param result what came of it, as the kind writes it; null unless it is done
 * @param problem why it failed; null unless it did
 * @param askedAt when that was
 * @param endedAt null until it has ended
 */
public record Job(
        String id,
        String kind,
        String askedBy,
        boolean accountThere,
        String server,
        JsonNode request,
        State state,
        int attempts,
        List<JsonNode> steps,
        @Nullable JsonNode result,
        @Nullable Problem problem,
        Instant askedAt,
        @Nullable Instant endedAt) {
    public Job {
        steps = List.copyOf(steps);
    }

    /** Whether somebody has asked for it. */
    public boolean isOf(SignedIn whose) {
        return accountThere && askedBy.equals(whose.userName());
    }

    /** How far a job is. */
    public enum State {
        /** No node has begun, or the one that had was ended in order. */
        WAITING,
        /** A node is at it, or was lost and another will take it. */
        RUNNING,
        /** It has come to its end. */
        DONE,
        /** It could not be done. */
        FAILED,
        /** Somebody has ended it. */
        CANCELLED,
        /** It was done, and somebody has removed what came of it. */
        REMOVED;

        /** Whether nothing more will come of it. */
        public boolean isEnd() {
            return switch (this) {
                case WAITING, RUNNING -> false;
                case DONE, FAILED, CANCELLED, REMOVED -> true;
            };
        }
    }
}
