package dev.sallyport.server.query;

import dev.sallyport.server.ServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Has what is forgotten ended from time to time, in a thread of its own: nobody's request waits for it. */
@Component
class Sweeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final List<Forgetful> swept;
    private final Duration pause;
    private final ScheduledExecutorService sweeps = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;

    Sweeper(List<Forgetful> swept, ServerOptions options) {
        this.swept = swept;
        this.pause = options.sweeps();
    }

    @Override
    public void start() {
        running = true;
        var unused =
                sweeps.scheduleWithFixedDelay(this::sweep, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        for (Forgetful one : swept) {
            try {
                one.endForgotten();
            } catch (RuntimeException e) {
                LOG.warn("What is forgotten could not be ended; it is tried again", e);
            }
        }
    }

    @Override
    public void stop() {
        sweeps.shutdownNow();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
