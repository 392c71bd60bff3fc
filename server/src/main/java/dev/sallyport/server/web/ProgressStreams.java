package dev.sallyport.server.web;

import dev.sallyport.server.RequestId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells the progress of long work as server-sent events: those of the work itself, then {@code done} with what came of it
 * or {@code problem}. The work goes on if nobody listens any more; who only looks on at other work asks whether somebody does.
 */
@Component
public class ProgressStreams {
    private static final Duration LONGEST = Duration.ofHours(1);

    /** After so long without an event a comment finds out whether somebody listens. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final ExecutorService longTasks;
    private final ExecutorService onlookers;
    private final Pages pages;

    ProgressStreams(ExecutorService longTasks, ExecutorService onlookers, Pages pages) {
        this.longTasks = longTasks;
        this.onlookers = onlookers;
        this.pages = pages;
    }

    /** Tells events. */
    public interface Progress {
        /** Sends an event of a name; {@code data} becomes JSON, or is the part of a page that it is. */
        void event(String name, Object data);

        /** Whether somebody listens; false for good, once it is. */
        boolean isHeard();
    }

    /** Something that takes long. */
    @FunctionalInterface
    public interface Work {
        /** Does it, and answers what came of it. */
        Object run(Progress progress);
    }

    /** Starts work for a program and answers at once; the events follow, as JSON. */
    public SseEmitter open(Work work) {
        return open(longTasks, work, MediaType.APPLICATION_JSON, Problems::of);
    }

    /** Tells a program of work that goes on elsewhere; {@code done} comes when there is nothing more to tell. */
    public SseEmitter follow(Work looking) {
        return open(onlookers, looking, MediaType.APPLICATION_JSON, Problems::of);
    }

    /** Starts work for a page and answers at once; the events follow, each a part of the page. */
    public SseEmitter openForPage(Work work) {
        return openForPage(longTasks, work);
    }

    /** Tells a page of work that goes on elsewhere. */
    public SseEmitter followForPage(Work looking) {
        return openForPage(onlookers, looking);
    }

    private SseEmitter openForPage(ExecutorService threads, Work work) {
        return open(
                threads,
                work,
                MediaType.TEXT_HTML,
                failure -> pages.part("form/alert.jte", Map.of("alert", Alert.of(failure))));
    }

    private static SseEmitter open(
            ExecutorService threads, Work work, MediaType form, Function<RuntimeException, Object> problem) {
        Listener listener = new Listener(form);
        threads.execute(RequestId.carried(new DelegatingSecurityContextRunnable(() -> {
            try {
                listener.event("done", work.run(listener));
            } catch (RuntimeException e) {
                listener.event("problem", problem.apply(e));
            }
            listener.emitter.complete();
        })));
        return listener.emitter;
    }

    /** One who listens, until they go. */
    private static final class Listener implements Progress {
        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private final MediaType form;
        private volatile boolean gone;
        private volatile long toldAt = System.nanoTime();

        private Listener(MediaType form) {
            this.form = form;
            emitter.onCompletion(() -> gone = true);
            emitter.onError(failure -> gone = true);
            emitter.onTimeout(() -> {
                gone = true;
                emitter.complete();
            });
        }

        @Override
        public void event(String name, Object data) {
            send(SseEmitter.event().name(name).data(data, form));
        }

        @Override
        public boolean isHeard() {
            if (!gone && System.nanoTime() - toldAt > QUIET.toNanos()) {
                send(SseEmitter.event().comment(""));
            }
            return !gone;
        }

        private void send(SseEmitter.SseEventBuilder event) {
            if (gone) {
                return;
            }
            try {
                emitter.send(event);
                toldAt = System.nanoTime();
            } catch (IOException | IllegalStateException e) {
                gone = true;
                emitter.completeWithError(e);
            }
        }
    }
}
