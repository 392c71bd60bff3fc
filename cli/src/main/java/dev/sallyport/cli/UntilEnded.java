package dev.sallyport.cli;

import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps servers up until the process is told to end, and then closes them. */
final class UntilEnded {
    private static final Logger LOG = Logger.getLogger(UntilEnded.class.getName());

    private UntilEnded() {}

    /**
     * Returns when the waiting thread is interrupted. A signal ends the process with the exit code that is usual for it,
     * 130 or 143, after the servers were closed.
     *
     * @param servers to close in this order before a signal ends the process; closing them twice must do no harm
     */
    static void await(AutoCloseable... servers) {
        Thread closing = new Thread(() -> close(servers), "close-on-signal");
        Runtime.getRuntime().addShutdownHook(closing);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(closing);
        }
    }

    private static void close(AutoCloseable... servers) {
        for (AutoCloseable server : servers) {
            try {
                server.close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "A server did not close", e);
            }
        }
    }
}
