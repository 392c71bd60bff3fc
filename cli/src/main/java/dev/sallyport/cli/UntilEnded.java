package dev.sallyport.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a server up until the process is told to end, and then closes it. */
final class UntilEnded {
    private UntilEnded() {}

    /**
     * Returns when the waiting thread is interrupted. A signal ends the process with the exit code that is usual for it,
     * 130 or 143, after {@code server} was closed.
     *
     * @param server to close before a signal ends the process; closing it twice must do no harm
     */
    static void await(AutoCloseable server) {
        Thread closing = new Thread(() -> close(server), "close-on-signal");
        Runtime.getRuntime().addShutdownHook(closing);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(closing);
        }
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("The server did not close.", e);
        }
    }
}
