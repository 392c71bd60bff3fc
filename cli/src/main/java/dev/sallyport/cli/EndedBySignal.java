package dev.sallyport.cli;

import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Lets a command end in order when a signal ends the process: the process waits for it. */
final class EndedBySignal implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EndedBySignal.class.getName());

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean come;

    /** Has something end. */
    @FunctionalInterface
    interface Cancellation {
        void cancel() throws Exception;
    }

    private EndedBySignal(Cancellation cancellation) {
        hook = new Thread(() -> end(cancellation), "end-on-signal");
    }

    /** From now on a signal does so, until this is closed. */
    static EndedBySignal calling(Cancellation cancellation) {
        EndedBySignal signal = new EndedBySignal(cancellation);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Whether one has come. */
    boolean hasCome() {
        return come;
    }

    private void end(Cancellation cancellation) {
        come = true;
        try {
            cancellation.cancel();
            ended.await();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "The command did not end in order", e);
        }
    }

    @Override
    public void close() {
        ended.countDown();
        if (!come) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // A signal has come this very moment; the hook waits for nothing any more.
                LOG.log(Level.FINE, "The process is ending", e);
            }
        }
    }
}
