package dev.sallyport.sql.connection;

import com.google.common.base.Throwables;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's own failures mean, told by their words: it gives its exceptions no SQLState. They come from values that
 * an expression cannot take, and from objects that are closed.
 */
public final class EngineFailures {
    private record Rule(Pattern words, String state, String message) {
        static Rule of(String words, String state, String message) {
            return new Rule(Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), state, message);
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of("connection closed", SqlStates.CONNECTION_CLOSED, "The connection is closed."),
            Rule.of("statement closed", SqlStates.OBJECT_CLOSED, "The statement is closed."),
            Rule.of("resultset closed", SqlStates.OBJECT_CLOSED, "The result set is closed."),
            Rule.of(
                    ".*unbound parameter.*",
                    SqlStates.PARAMETER_MISSING,
                    "A parameter of the statement has no value. Set each, to null if it is to have none."),
            Rule.of(
                    "class \\S+\\.SqlDynamicParam: .*",
                    "42000",
                    "The type of a parameter is not clear where it stands. Write CAST(? AS VARCHAR), or as another type."),
            Rule.of(
                    "statement did not return a result set",
                    "HY000",
                    "The statement answers no rows. Run it by executeUpdate or execute."),
            Rule.of(
                    "(/ by zero|division by zero|division undefined)",
                    "22012",
                    "The statement divides by zero. Divide by NULLIF(…, 0) to get null there."),
            Rule.of(
                    "more than one value in agg single_value",
                    "21000",
                    "A subquery that stands for one value answers several rows. Narrow it, or take MAX(…) of them."),
            Rule.of(
                    ".*(out of range|overflow|does not fit|not in \\[).*",
                    SqlStates.OUT_OF_RANGE,
                    "A value is too large for its type."),
            Rule.of("index \\d+ out of bounds.*", SqlStates.NO_SUCH_POSITION, "There is no such position."));

    private static final Pattern ENGINE_WORDS = Pattern.compile("org\\.apache|java\\.|Exception|rel#|@[0-9a-f]{4,}");

    private EngineFailures() {}

    /** The exception that a user is to see. */
    public static SQLException translate(Throwable thrown) {
        for (Throwable link : Throwables.getCausalChain(thrown)) {
            if (link instanceof SQLException told && told.getSQLState() != null) {
                return told;
            }
            if (link instanceof java.sql.SQLFeatureNotSupportedException) {
                return SqlStates.exception(
                        "This is not supported, for Salesforce has nothing like it.", SqlStates.NOT_SUPPORTED, thrown);
            }
            if (link instanceof NumberFormatException) {
                return SqlStates.exception(
                        "A text is no number: " + words(link) + ".", SqlStates.NOT_A_VALUE_OF_THAT_TYPE, thrown);
            }
            Rule rule = rule(link);
            if (rule != null) {
                return SqlStates.exception(rule.message(), rule.state(), thrown);
            }
        }
        return unforeseen(thrown);
    }

    /** What nobody has words for yet: a value that a function cannot take, or a limit of the engine. */
    private static SQLException unforeseen(Throwable thrown) {
        Throwable root = Throwables.getRootCause(thrown);
        boolean ofValues = root instanceof ArithmeticException
                || root instanceof IllegalArgumentException
                || root instanceof ClassCastException
                || root instanceof DateTimeException;
        String words = words(root).strip();
        boolean readable = root.getMessage() != null
                && !words.isEmpty()
                && !ENGINE_WORDS.matcher(words).find();
        String what = readable ? ": " + words.lines().findFirst().orElse("").replaceFirst("[.:]+$", "") + "." : ".";
        return ofValues
                ? SqlStates.exception(
                        "The statement failed on a value" + what + " Correct the value, or its type, in the statement.",
                        "22000",
                        thrown)
                : SqlStates.exception(
                        "The statement cannot be run as it is written" + what
                                + " Write what it asks for in another way: take parts of it away until it runs.",
                        SqlStates.NOT_SUPPORTED,
                        thrown);
    }

    private static @Nullable Rule rule(Throwable link) {
        String words = words(link);
        return RULES.stream()
                .filter(rule -> rule.words().matcher(words).matches())
                .findFirst()
                .orElse(null);
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
