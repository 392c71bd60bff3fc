package dev.sallyport.sql.soql;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A condition with SQL's meaning: true only where SQL's condition is true. There is no NOT: with nulls about, SOQL's two
 * truth values and SQL's three agree only as long as nothing is negated, so each operator has its own opposite.
 */
public sealed interface SoqlCondition {
    /** Has the writer write this kind of condition. */
    SoqlWriter.Clause writtenBy(SoqlWriter writer);

    /** The same condition about other fields: {@code to} gives the one that stands in for each. */
    SoqlCondition about(UnaryOperator<SoqlField> to);

    /** How a field is compared. */
    enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String soql;

        Operator(String soql) {
            this.soql = soql;
        }

        String soql() {
            return soql;
        }

        /** The operator that says the same with the sides exchanged. */
        public Operator flipped() {
            return switch (this) {
                case EQUAL, NOT_EQUAL -> this;
                case LESS -> GREATER;
                case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
                case GREATER -> LESS;
                case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            };
        }
    }

    /** A field compared with a value. */
    record Comparison(SoqlField field, Operator operator, SoqlValue value) implements SoqlCondition {
        @Override
        public SoqlWriter.Clause writtenBy(SoqlWriter writer) {
            return writer.comparison(this);
        }

        @Override
        public SoqlCondition about(UnaryOperator<SoqlField> to) {
            return new Comparison(to.apply(field), operator, value);
        }
    }

    /** A field that is one of the values, or, negated, none of them. */
    record In(SoqlField field, List<SoqlValue> values, boolean negated) implements SoqlCondition {
        public In {
            values = List.copyOf(values);
        }

        @Override
        public SoqlWriter.Clause writtenBy(SoqlWriter writer) {
            return writer.in(this);
        }

        @Override
        public SoqlCondition about(UnaryOperator<SoqlField> to) {
            return new In(to.apply(field), values, negated);
        }
    }

    /**
     * A text that matches a pattern, or, negated, does not.
     *
     * @param pattern {@code %} and {@code _} stand for themselves where {@code escape} precedes them
     * @param escape the pattern's escape character, or null if it has none
     */
    record Like(SoqlField field, String pattern, @Nullable Character escape, boolean negated) implements SoqlCondition {
        @Override
        public SoqlWriter.Clause writtenBy(SoqlWriter writer) {
            return writer.like(this);
        }

        @Override
        public SoqlCondition about(UnaryOperator<SoqlField> to) {
            return new Like(to.apply(field), pattern, escape, negated);
        }
    }

    /**
     * A field that holds an id of those that a query answers, or, negated, none of them.
     *
     * @param field not null if negated
     * @param query selects one field of ids
     */
    record InQuery(SoqlField field, SoqlQuery query, boolean negated) implements SoqlCondition {
        @Override
        public SoqlWriter.Clause writtenBy(SoqlWriter writer) {
            return writer.inQuery(this);
        }

        @Override
        public SoqlCondition about(UnaryOperator<SoqlField> to) {
            return new InQuery(to.apply(field), query, negated);
        }
    }

    /** A field that is empty, or, negated, is not. */
    record IsNull(SoqlField field, boolean negated) implements SoqlCondition {
        @Override
        public SoqlWriter.Clause writtenBy(SoqlWriter writer) {
            return writer.isNull(this);
        }

        @Override
        public SoqlCondition about(UnaryOperator<SoqlField> to) {
            return new IsNull(to.apply(field), negated);
        }
    }

    /**
     * A reference to one of several sObjects that leads to a record of one of them.
     *
     * @param reference has a relationship name
     */
    record OfType(SoqlField reference, String sObject) implements SoqlCondition {
        @Override
        public SoqlWriter.Clause writtenBy(SoqlWriter writer) {
            return writer.ofType(this);
        }

        @Override
        public SoqlCondition about(UnaryOperator<SoqlField> to) {
            return new OfType(to.apply(reference), sObject);
        }
    }

    /** All of them. */
    record And(List<SoqlCondition> operands) implements SoqlCondition {
        public And {
            operands = List.copyOf(operands);
        }

        @Override
        public SoqlWriter.Clause writtenBy(SoqlWriter writer) {
            return writer.and(this);
        }

        @Override
        public SoqlCondition about(UnaryOperator<SoqlField> to) {
            return new And(operands.stream().map(operand -> operand.about(to)).toList());
        }
    }

    /** Any of them. */
    record Or(List<SoqlCondition> operands) implements SoqlCondition {
        public Or {
            operands = List.copyOf(operands);
        }

        @Override
        public SoqlWriter.Clause writtenBy(SoqlWriter writer) {
            return writer.or(this);
        }

        @Override
        public SoqlCondition about(UnaryOperator<SoqlField> to) {
            return new Or(operands.stream().map(operand -> operand.about(to)).toList());
        }
    }
}
