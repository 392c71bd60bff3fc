package dev.sallyport.sql.parser;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.apache.calcite.sql.parser.impl.SimpleCharStream;
import org.apache.calcite.sql.parser.impl.SqlParserImplTokenManager;
import org.apache.calcite.sql.parser.impl.Token;
import org.jspecify.annotations.Nullable;

/**
 * The words of a statement, in which a reserved word is a name where no valid statement has that word: Salesforce calls its
 * tables Case, Order, Group and User. Such places are those of a table (after {@code FROM}, {@code JOIN}, {@code INTO},
 * {@code UPDATE}), on either side of a dot, an alias after {@code AS}; and, for some words, that of a whole operand.
 * Whatever Calcite takes for valid SQL, it reads as before: it is told another kind of word only where its grammar has a
 * name.
 */
final class NamesAmongWords extends SqlParserImplTokenManager {
    /** What may stand in the place of a table and is no name. */
    private static final Set<Integer> NO_TABLE_NAMES = Set.of(LATERAL, UNNEST, TABLE, VALUES, VALUE, SELECT, WITH, SET);

    private static final Set<Integer> ENDS_FROM = Set.of(
            WHERE, GROUP, HAVING, ORDER, WINDOW, QUALIFY, UNION, INTERSECT, EXCEPT, SET_MINUS, LIMIT, OFFSET, FETCH,
            SET);

    private static final Set<Integer> TYPE_AFTER_AS = Set.of(CAST, TRY_CAST, SAFE_CAST, MATCH_RECOGNIZE);

    private static final Set<Integer> AFTER_ALIAS = Set.of(
            EOF, COMMA, RPAREN, SEMICOLON, FROM, WHERE, GROUP, HAVING, ORDER, UNION, INTERSECT, EXCEPT, LIMIT, OFFSET,
            FETCH, JOIN, INNER, LEFT, RIGHT, FULL, CROSS, NATURAL, ON, SET, USING);

    /** Reserved words that are names of fields; none of them is an operand by itself, nor begins or ends one here. */
    private static final Set<Integer> FIELD_NAMES = Set.of(
            LANGUAGE,
            VALUE,
            POSITION,
            RANK,
            PERIOD,
            METHOD,
            RESULT,
            START,
            PERCENT,
            SCOPE,
            CONDITION,
            FUNCTION,
            PARAMETER,
            PATTERN,
            TRANSLATION,
            SYSTEM,
            COLUMN,
            MODULE,
            RELEASE,
            REF,
            COUNT,
            SUM,
            MIN,
            MAX,
            AVG,
            UPPER,
            LOWER,
            LEAD,
            LAG);

    /** Names of fields too, but units of time among the operands of functions. */
    private static final Set<Integer> UNITS = Set.of(YEAR, MONTH, DAY, HOUR, MINUTE, SECOND);

    private static final Set<Integer> BEFORE_OPERAND = Set.of(
            SELECT, DISTINCT, COMMA, WHERE, AND, OR, NOT, ON, BY, HAVING, LPAREN, SET, WHEN, THEN, ELSE, CASE, EQ, NE,
            NE2, LT, GT, LE, GE, PLUS, MINUS, STAR, SLASH, CONCAT);

    private static final Set<Integer> AFTER_OPERAND = Set.of(
            EOF, COMMA, RPAREN, SEMICOLON, FROM, WHERE, GROUP, HAVING, ORDER, UNION, INTERSECT, EXCEPT, LIMIT, OFFSET,
            FETCH, AS, AND, OR, NOT, IS, IN, LIKE, BETWEEN, ASC, DESC, NULLS, THEN, ELSE, END, WHEN, EQ, NE, NE2, LT,
            GT, LE, GE, PLUS, MINUS, STAR, SLASH, CONCAT);

    /** What is known of the words between two parentheses. */
    private static final class Level {
        /** The kind of the word before the parenthesis: a function's name, or what begins a list or a query. */
        final int opener;

        boolean selects;
        boolean inFrom;
        boolean merges;

        Level(int opener) {
            this.opener = opener;
        }

        boolean isOfFunction() {
            return opener == IDENTIFIER || isReservedFunction(opener);
        }

        private static boolean isReservedFunction(int kind) {
            return !BEFORE_OPERAND.contains(kind) && kind != IN && kind != FROM && kind != EOF;
        }
    }

    private final Deque<Level> levels = new ArrayDeque<>();
    private @Nullable Token ahead;
    private @Nullable Token behindSemicolon;
    private int previous = EOF;

    NamesAmongWords(SimpleCharStream text) {
        super(text);
        levels.push(new Level(EOF));
    }

    @Override
    public Token getNextToken() {
        Token word = ahead == null ? read() : ahead;
        ahead = word.kind == EOF ? word : read();
        if (isReserved(word) && isName(word.kind, ahead.kind)) {
            word.kind = QUOTED_IDENTIFIER;
            word.image = '"' + word.image + '"';
        }
        follow(word.kind);
        return word;
    }

    /** The next word of the text. Semicolons with nothing behind them end the statement, as they do for other databases. */
    private Token read() {
        Token word = behindSemicolon == null ? super.getNextToken() : behindSemicolon;
        behindSemicolon = null;
        while (word.kind == SEMICOLON) {
            Token next = super.getNextToken();
            if (next.kind != SEMICOLON && next.kind != EOF) {
                behindSemicolon = next;
                break;
            }
            word = next;
        }
        return word;
    }

    private static boolean isReserved(Token word) {
        return Character.isLetter(word.image.isEmpty() ? ' ' : word.image.charAt(0))
                && SalesforceParser.isReserved(word.image);
    }

    private boolean isName(int word, int next) {
        if (previous == DOT || (next == DOT && word != END)) {
            return true;
        }
        if (isPlaceOfTable()) {
            return !NO_TABLE_NAMES.contains(word);
        }
        if (previous == AS) {
            return !TYPE_AFTER_AS.contains(level().opener) && AFTER_ALIAS.contains(next);
        }
        boolean field = FIELD_NAMES.contains(word) || (UNITS.contains(word) && !level().isOfFunction());
        return field && BEFORE_OPERAND.contains(previous) && AFTER_OPERAND.contains(next);
    }

    private boolean isPlaceOfTable() {
        return previous == JOIN
                || previous == INTO
                || previous == UPDATE
                || (level().inFrom && (previous == FROM || previous == COMMA))
                || (level().merges && previous == USING);
    }

    /** Keeps the place up to date. */
    private void follow(int word) {
        Level level = level();
        switch (word) {
            case LPAREN -> levels.push(new Level(previous));
            case RPAREN -> {
                if (levels.size() > 1) {
                    levels.pop();
                }
            }
            case MERGE -> level.merges = true;
            case SELECT, DELETE -> {
                level.selects = true;
                level.inFrom = false;
            }
            case FROM -> {
                if (level.selects && previous != DISTINCT) {
                    level.selects = false;
                    level.inFrom = true;
                }
            }
            default -> level.inFrom &= !ENDS_FROM.contains(word);
        }
        previous = word;
    }

    private Level level() {
        return levels.getFirst();
    }
}
