package dev.sallyport.server.web;

import dev.sallyport.server.RequestId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.springframework.http.MediaType;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells the progress of long work as server-sent events: those of the work itself, then {@code done} with what came of it
 * or {@code problem}. The work goes on if nobody listens any more.
 */
@Component
public class ProgressStreams {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final ExecutorService longTasks;

    ProgressStreams(ExecutorService longTasks) {
        this.longTasks = longTasks;
    }

    /** Tells an event. */
    @FunctionalInterface
    public interface Progress {
        /** Sends an event of a name; {@code data} becomes JSON. */
        void event(String name, Object data);
    }

    /** Something that takes long. */
    @FunctionalInterface
    public interface Work {
        /** Does it, and answers what came of it. */
        Object run(Progress progress);
    }

    /** Starts work and answers at once; the events follow. */
    public SseEmitter open(Work work) {
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        longTasks.execute(RequestId.carried(new DelegatingSecurityContextRunnable(() -> {
            try {
                Object result = work.run((name, data) -> send(emitter, name, data));
                send(emitter, "done", result);
            } catch (RuntimeException e) {
                send(emitter, "problem", Problems.of(e));
            }
            emitter.complete();
        })));
        return emitter;
    }

    private static void send(SseEmitter emitter, String name, Object data) {
        try {
            emitter.send(SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON));
        } catch (IOException | IllegalStateException e) {
            // The listener has gone.
            emitter.completeWithError(e);
        }
    }
}
