package dev.sallyport.sql;

import dev.sallyport.sql.SqlStatementException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** By its first word it is plain that a text is no statement: better than by where the parser gave up. */
final class StatementStart {
    private static final List<String> STARTS =
            List.of("SELECT", "WITH", "VALUES", "INSERT", "UPDATE", "DELETE", "MERGE", "UPSERT", "EXPLAIN", "TABLE");
    private static final Set<String> OF_DEFINITIONS = Set.of("CREATE", "ALTER", "DROP", "TRUNCATE", "GRANT", "REVOKE");
    private static final Pattern FIRST_WORD = Pattern.compile("(?s)(?:\\s|--[^\\n]*|/\\*.*?\\*/)*+(\\w*)(.*)");

    private StatementStart() {}

    /** What is wrong with how a text begins; empty if a statement may begin so. */
    static Optional<SqlStatementException> failure(String text, Throwable cause) {
        Matcher start = FIRST_WORD.matcher(text);
        String word = start.matches() ? start.group(1).toUpperCase(Locale.ROOT) : "";
        boolean empty = word.isEmpty() && start.matches() && start.group(2).isEmpty();
        if (STARTS.contains(word) || (word.isEmpty() && !empty)) {
            return Optional.empty();
        }
        String advice = OF_DEFINITIONS.contains(word)
                ? "Tables, fields and permissions are changed in Salesforce Setup; SQL changes records."
                : NearestName.advice(word, STARTS)
                        + "A statement begins with SELECT, WITH, VALUES, INSERT, UPDATE, DELETE,"
                        + " MERGE, UPSERT or EXPLAIN PLAN FOR.";
        return Optional.of(new SqlStatementException(
                Reason.MALFORMED,
                empty ? "There is no statement." : "No statement begins with " + word + ".",
                advice,
                cause));
    }
}
