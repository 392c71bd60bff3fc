package dev.sallyport.server.query;

import java.time.Instant;

/** A statement that runs or has rows left. */
interface OpenRun {
    /** Whose it is. */
    String owner();

    /** As it was typed. */
    String sql();

    /** When its owner has last shown interest in it, or it has worked for them: now, while it does. */
    Instant usedAt();

    /** Ends it, from another thread too. */
    void cancel();
}
