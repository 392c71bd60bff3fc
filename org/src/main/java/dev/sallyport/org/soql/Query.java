package dev.sallyport.org.soql;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query as it is written, before any name in it has been looked up. Offsets are characters from the start of the
 * query's text, for messages.
 *
 * @param selected what stands behind SELECT
 * @param from the first name behind FROM: an sObject, or in a child query a relationship
 * @param aliases further names behind FROM, each a relationship path under a name of its own
 * @param scope what stands behind USING SCOPE, or null
 * @param with what stands behind WITH
 * @param grouping null where there is no GROUP BY
 * @param usage what the records are read for
 * @param allRows whether it ends in ALL ROWS
 */
record Query(
        List<Selected> selected,
        Source from,
        List<Source> aliases,
        @Nullable With scope,
        @Nullable Condition where,
        List<With> with,
        @Nullable Grouping grouping,
        @Nullable Condition having,
        List<OrderKey> orderBy,
        @Nullable Long limit,
        @Nullable Long offset,
        Set<Usage> usage,
        boolean allRows) {

    /** The same with another number of rows at most. */
    Query withLimit(long newLimit) {
        return new Query(
                selected, from, aliases, scope, where, with, grouping, having, orderBy, newLimit, offset, usage,
                allRows);
    }

    /** How many records there are of the same sObject that meet a condition, or of all where it is null. */
    Query counting(@Nullable Condition condition) {
        Call count = new Call("COUNT", List.of(), from.path().start());
        return new Query(
                List.of(new SelectedExpression(count, null)),
                from,
                aliases,
                null,
                condition,
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                Set.of(),
                false);
    }

    /** What stands behind FOR. */
    enum Usage {
        VIEW,
        REFERENCE,
        UPDATE
    }

    /** A path of names with the place where it stands. */
    record Path(List<String> names, int start) {
        Path {
            names = List.copyOf(names);
        }

        String last() {
            return names.get(names.size() - 1);
        }

        String text() {
            return String.join(".", names);
        }
    }

    /** A name behind WITH or USING SCOPE, in upper case. */
    record With(String name, int start) {}

    /** A name behind FROM, with the alias that it is given, or null. */
    record Source(Path path, @Nullable String alias) {}

    /** One of the things behind SELECT. */
    sealed interface Selected {}

    /** An expression, with the alias that it is given, or null. */
    record SelectedExpression(
            Expression expression, @Nullable String alias) implements Selected {}

    /** Children in parentheses. */
    record ChildQuery(Query query) implements Selected {}

    /** TYPEOF: fields that depend on what a polymorphic reference points to. */
    record TypeOf(Path relationship, List<TypeOfCase> cases, List<Path> otherwise) implements Selected {}

    /** One WHEN of a TYPEOF. */
    record TypeOfCase(Path sObject, List<Path> fields) {}

    /** A field, or a function of something. */
    sealed interface Expression {
        int start();
    }

    /** A field, perhaps of a parent. */
    record FieldExpression(Path path) implements Expression {
        @Override
        public int start() {
            return path.start();
        }
    }

    /** A function by its name in upper case. */
    record Call(String function, List<Argument> arguments, int start) implements Expression {}

    /** What a function is applied to. */
    sealed interface Argument {}

    /** An expression as an argument. */
    record ExpressionArgument(Expression expression) implements Argument {}

    /** A literal as an argument. */
    record LiteralArgument(Literal literal) implements Argument {}

    /** GROUP BY. */
    record Grouping(Kind kind, List<Expression> keys) {
        /** Which subtotals it makes. */
        enum Kind {
            PLAIN,
            ROLLUP,
            CUBE
        }
    }

    /** One key of ORDER BY; nulls stand first unless it says otherwise. */
    record OrderKey(Expression expression, boolean descending, boolean nullsLast) {}

    /** WHERE and HAVING. */
    sealed interface Condition {}

    record And(List<Condition> operands) implements Condition {}

    record Or(List<Condition> operands) implements Condition {}

    record Not(Condition operand) implements Condition {}

    record Comparison(Expression left, Comparator comparator, Literal right) implements Condition {}

    record InList(Expression left, List<Literal> values, boolean negated) implements Condition {}

    /** A semi-join or, negated, an anti-join. */
    record InQuery(Expression left, Query query, boolean negated) implements Condition {}

    /** INCLUDES, or, negated, EXCLUDES. */
    record Includes(Expression left, List<Literal> values, boolean negated) implements Condition {}

    /** How two values are compared. */
    enum Comparator {
        EQUAL("="),
        NOT_EQUAL("<>"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        LIKE("LIKE");

        private final String sql;

        Comparator(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    /** A value in the text. */
    sealed interface Literal {
        int start();
    }

    record NullLiteral(int start) implements Literal {}

    record BooleanLiteral(boolean value, int start) implements Literal {}

    /** Text with its escapes undone. In {@code pattern}, those of LIKE's wildcards are left, with a backslash. */
    record TextLiteral(String value, String pattern, int start) implements Literal {}

    record NumberLiteral(BigDecimal value, int start) implements Literal {}

    record DateValue(LocalDate value, int start) implements Literal {}

    record DateTimeValue(Instant value, int start) implements Literal {}

    record TimeValue(LocalTime value, int start) implements Literal {}

    /** A date literal such as {@code TODAY} or {@code LAST_N_DAYS:30}. */
    record DateRangeLiteral(DateRange range, int count, int start) implements Literal {}
}
