package dev.sallyport.cli;

import dev.sallyport.server.JsonLogFormatter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** The libraries' log: nowhere, or on standard error for those who ask. */
final class Logging {
    /** Held here: a logger that nobody holds forgets its level. */
    private static final Logger OURS = Logger.getLogger("dev.sallyport");

    private Logging() {}

    static void quiet() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
    }

    /** A server's log: on standard error, a JSON object a line; of the libraries only what needs somebody's attention. */
    static void structured() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        OURS.setLevel(Level.INFO);
        if (root.getHandlers().length == 0) {
            root.addHandler(new StandardError());
        }
    }

    static void verbose() {
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.FINE);
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(handler);
    }

    /** Not the JDK's console handler: to one of those Tomcat gives a formatter of its own. */
    private static final class StandardError extends StreamHandler {
        StandardError() {
            super(System.err, new JsonLogFormatter());
        }

        @Override
        public synchronized void publish(LogRecord line) {
            super.publish(line);
            flush();
        }

        /** Standard error stays open. */
        @Override
        public synchronized void close() {
            flush();
        }
    }
}
