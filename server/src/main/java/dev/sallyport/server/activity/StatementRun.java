package dev.sallyport.server.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * That somebody ran a statement.
 *
 * @param userName who
 * @param server the data server's name
 * @param statement as it was typed
 * @param at when it began
 * @param took until its first rows were there
 * @param outcome how it went
 * @param rows how many rows it answered at first, or wrote
 * @param calls how many API calls it cost until then
 * @param problem why it failed; null if it did not
 */
public record StatementRun(
        String userName,
        String server,
        String statement,
        Instant at,
        Duration took,
        Outcome outcome,
        long rows,
        long calls,
        @Nullable String problem) {
    /** The first clause, after a code such as {@code STRING_TOO_LONG:} or {@code ERROR:} if there is one. */
    private static final Pattern KIND = Pattern.compile("(?:[A-Z][A-Z0-9_]*: *)?[^:\\n]*");

    /** How a statement went. */
    public enum Outcome {
        DONE,
        FAILED,
        CANCELLED
    }

    /** The statement without its values, which are the org's data: for who looks at other people's. */
    public String withoutValues() {
        return withoutValues(statement);
    }

    /** Why it failed, without what of the org's data may be in it; null if it did not. */
    public @Nullable String problemWithoutValues() {
        return problem == null ? null : problemWithoutValues(problem);
    }

    /**
     * The kind of a failure. Salesforce, databases and what reads values all quote them where they refuse them, some without
     * quotation marks: after the colon, or on further lines.
     */
    public static String problemWithoutValues(String problem) {
        Matcher kind = KIND.matcher(problem.strip());
        String told = kind.lookingAt() ? kind.group() : problem;
        return withoutValues(told).replaceAll("\"[^\"]*\"?", "?").strip();
    }

    /** A statement, or a part of one, without its values. */
    public static String withoutValues(String sql) {
        return sql.replaceAll("'(?:[^']|'')*'?", "?").replaceAll("\\b\\d+(?:\\.\\d+)?\\b", "?");
    }
}
