package dev.sallyport.sql.soql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition with SQL's meaning: true only where SQL's condition is true. There is no NOT: with nulls about, SOQL's two
 * truth values and SQL's three agree only as long as nothing is negated, so each operator has its own opposite.
 */
public sealed interface SoqlCondition {
    /** Has the writer write this kind of condition. */
    SoqlWriter.Clause writtenBy(SoqlWriter writer);

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
    }

    /** A field that is empty, or, negated, is not. */
    record IsNull(SoqlField field, boolean negated) implements SoqlCondition {
        @Override
        public SoqlWriter.Clause writtenBy(SoqlWriter writer) {
            return writer.isNull(this);
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
    }
}
