package dev.sallyport.sql.plan;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.jspecify.annotations.Nullable;

/**
 * LIKE as Salesforce has it, where it is computed here: {@code _} stands for any character, a line break too, which it does
 * not in Calcite's own. Public for the code that Calcite makes of a plan.
 */
public final class LikePattern {
    static final int OPERANDS = 3;

    /** {@code LIKE(text, pattern, escape)} for texts; the escape character is the empty text where there is none. */
    static final SqlOperator WITHOUT_CASE = operator("isLike");

    /** The same for ids. */
    static final SqlOperator BY_CASE = operator("isLikeByCase");

    private @Nullable Compiled last;

    /** Makes one for a plan: its pattern is a constant nearly always, and is compiled once. */
    public LikePattern() {}

    private static SqlOperator operator(String method) {
        return new SqlUserDefinedFunction(
                new SqlIdentifier("LIKE", SqlParserPos.ZERO),
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.BOOLEAN_NULLABLE,
                InferTypes.FIRST_KNOWN,
                OperandTypes.operandMetadata(
                        Collections.nCopies(OPERANDS, SqlTypeFamily.CHARACTER),
                        types -> Collections.nCopies(OPERANDS, types.createSqlType(SqlTypeName.VARCHAR)),
                        ordinal -> "operand" + ordinal,
                        ordinal -> false),
                Objects.requireNonNull(ScalarFunctionImpl.create(LikePattern.class, method)));
    }

    /**
     * Tells whether a text is like a pattern, whatever the case of either. The escape character has its own.
     *
     * @param escape a character, or the empty text for none
     * @return null if any of them is
     * @throws IllegalArgumentException if the escape is longer than a character, or stands before anything but a wildcard or
     *     itself
     */
    public @Nullable Boolean isLike(@Nullable String text, @Nullable String pattern, @Nullable String escape) {
        return matches(text == null ? null : upperCase(text), pattern, escape, false);
    }

    /** The same with regard to case. */
    public @Nullable Boolean isLikeByCase(@Nullable String text, @Nullable String pattern, @Nullable String escape) {
        return matches(text, pattern, escape, true);
    }

    private @Nullable Boolean matches(
            @Nullable String text, @Nullable String pattern, @Nullable String escape, boolean byCase) {
        if (text == null || pattern == null || escape == null) {
            return null;
        }
        Compiled compiled = last;
        if (compiled == null || !compiled.isOf(pattern, escape, byCase)) {
            UnaryOperator<String> fold = byCase ? UnaryOperator.identity() : LikePattern::upperCase;
            compiled = new Compiled(pattern, escape, byCase, regex(pattern, escape, fold));
            last = compiled;
        }
        return compiled.regex.matcher(text).matches();
    }

    private static String upperCase(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static Pattern regex(String pattern, String escape, UnaryOperator<String> fold) {
        if (escape.codePointCount(0, escape.length()) > 1) {
            throw new IllegalArgumentException("The ESCAPE of a LIKE is one character, not '" + escape + "'.");
        }
        StringBuilder regex = new StringBuilder();
        PrimitiveIterator.OfInt characters = pattern.codePoints().iterator();
        while (characters.hasNext()) {
            String character = Character.toString(characters.nextInt());
            if (character.equals(escape)) {
                String escaped = characters.hasNext() ? Character.toString(characters.nextInt()) : "";
                if (!List.of("%", "_", escape).contains(escaped)) {
                    throw new IllegalArgumentException("Invalid escape sequence in the LIKE pattern " + pattern);
                }
                regex.append(Pattern.quote(fold.apply(escaped)));
            } else {
                regex.append(
                        switch (character) {
                            case "%" -> ".*";
                            case "_" -> ".";
                            default -> Pattern.quote(fold.apply(character));
                        });
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Several threads may run a plan at once: a regex and what it was made of are taken together. */
    private record Compiled(String pattern, String escape, boolean byCase, Pattern regex) {
        boolean isOf(String otherPattern, String otherEscape, boolean otherByCase) {
            return byCase == otherByCase && pattern.equals(otherPattern) && escape.equals(otherEscape);
        }
    }
}
