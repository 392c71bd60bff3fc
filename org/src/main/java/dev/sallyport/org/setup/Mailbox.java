package dev.sallyport.org.setup;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Where the org's mail goes, since it sends none: verification codes are read here. */
public final class Mailbox {

    /** A message as it was sent. */
    public record Mail(Instant sent, String recipient, String subject, String body) {}

    private final Jdbi jdbi;
    private final Clock clock;

    Mailbox(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** All messages, newest first. */
    public List<Mail> messages() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM SETUP.\"Mail\" ORDER BY \"Number\" DESC")
                .map((row, context) -> new Mail(
                        row.getObject("Sent", Instant.class),
                        row.getString("Recipient"),
                        row.getString("Subject"),
                        row.getString("Body")))
                .list());
    }

    void deliver(String recipient, String subject, String body) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "INSERT INTO SETUP.\"Mail\""
                                + " (\"Sent\", \"Recipient\", \"Subject\", \"Body\") VALUES (:sent, :recipient, :subject, :body)")
                .bind("sent", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("recipient", recipient)
                .bind("subject", subject)
                .bind("body", body)
                .execute());
    }
}
