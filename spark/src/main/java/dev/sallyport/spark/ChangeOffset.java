package dev.sallyport.spark;

import dev.sallyport.spark.task.FailedInSparkException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.connector.read.streaming.Offset;

/** How far a stream has come: all changes before a moment of Salesforce's clock. */
final class ChangeOffset extends Offset {
    /** Before the first record. */
    static final ChangeOffset BEGINNING = new ChangeOffset(Instant.EPOCH);

    private static final Pattern JSON = Pattern.compile("\\{\"before\":\"([^\"]+)\"}");

    private final Instant before;

    ChangeOffset(Instant before) {
        this.before = before;
    }

    /**
     * As {@link #json()} wrote it into a checkpoint.
     *
     * @throws FailedInSparkException if another source has
     */
    static ChangeOffset parse(String json) {
        Matcher matcher = JSON.matcher(json);
        try {
            if (matcher.matches()) {
                return new ChangeOffset(Instant.parse(matcher.group(1)));
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        throw new FailedInSparkException("The checkpoint has the offset " + json
                + ", which is not one of the source salesforce. Begin the query with another checkpointLocation.");
    }

    Instant before() {
        return before;
    }

    @Override
    public String json() {
        return "{\"before\":\"" + before + "\"}";
    }
}
