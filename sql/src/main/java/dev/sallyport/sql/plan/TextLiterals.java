package dev.sallyport.sql.plan;

import dev.sallyport.sql.federation.ForeignScan;
import java.text.CollationKey;
import java.text.Collator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCollation;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;

/**
 * Makes constants that planning compares as running plans do. Calcite simplifies conditions by the order of their
 * constants; by the order of their characters {@code BETWEEN 'Warm' AND 'WARM'} would hold for nothing.
 */
final class TextLiterals extends RexBuilder {
    /** The length of what compares by case and is no id, for planning to know it by. */
    static final int LENGTH_BY_CASE = ForeignScan.TEXT_LENGTH;

    private static final int ID_LENGTH = 18;

    /** Of the same name as the types' own collation, so that literals and types go together. */
    private static final SqlCollation FOLDED =
            new SqlCollation(SqlCollation.IMPLICIT.getCollationName(), SqlCollation.Coercibility.COERCIBLE) {
                @Override
                public Collator getCollator() {
                    return UpperCase.INSTANCE;
                }
            };

    /** For what is compared with ids, foreign texts and fields that describe calls case-sensitive. */
    private static final SqlCollation BY_CASE =
            new SqlCollation(SqlCollation.IMPLICIT.getCollationName(), SqlCollation.Coercibility.COERCIBLE) {
                @Override
                public Collator getCollator() {
                    return CodePoints.INSTANCE;
                }
            };

    TextLiterals(RelDataTypeFactory types) {
        super(types);
    }

    @Override
    public RexNode makeCall(SqlParserPos pos, RelDataType type, SqlOperator operator, List<RexNode> operands) {
        return super.makeCall(pos, type, operator, byCaseWithSuch(operator, operands));
    }

    @Override
    public RexNode makeCall(SqlParserPos pos, SqlOperator operator, List<? extends RexNode> operands) {
        return super.makeCall(pos, operator, byCaseWithSuch(operator, operands));
    }

    private List<RexNode> byCaseWithSuch(SqlOperator operator, List<? extends RexNode> operands) {
        boolean withSuch = TextFolding.compares(operator.getKind())
                && operands.stream()
                        .map(ByCaseColumns::uncast) // it is cast to the length of the longest constant of a list
                        .anyMatch(operand -> !(operand instanceof RexLiteral) && comparesByCase(operand.getType()));
        return operands.stream()
                .map(operand -> withSuch && operand instanceof RexLiteral literal ? byCase(literal) : operand)
                .toList();
    }

    /** Nothing but its length tells the type of what compares by case; few other texts have such a length. */
    private static boolean comparesByCase(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.VARCHAR
                && (type.getPrecision() == ID_LENGTH || type.getPrecision() == LENGTH_BY_CASE);
    }

    /** Whether a constant is one that is compared by case. */
    static boolean isByCase(RexLiteral literal) {
        return literal.getValue() instanceof NlsString text && isByCase(text);
    }

    private static boolean isByCase(NlsString text) {
        SqlCollation collation = text.getCollation();
        return collation != null && collation.getCollator() instanceof CodePoints;
    }

    private RexNode byCase(RexLiteral literal) {
        return literal.getValue() instanceof NlsString text
                ? super.makeLiteral(
                        new NlsString(text.getValue(), text.getCharsetName(), BY_CASE),
                        literal.getType(),
                        literal.getTypeName())
                : literal;
    }

    @Override
    @SuppressWarnings("rawtypes") // As RexBuilder declares it.
    protected RexLiteral makeLiteral(Comparable value, RelDataType type, SqlTypeName typeName) {
        Comparable<?> folded = value instanceof NlsString text && !isByCase(text)
                ? new NlsString(
                        text.getValue(),
                        Objects.requireNonNull(type.getCharset()).name(),
                        FOLDED)
                : value;
        return super.makeLiteral(folded, type, typeName);
    }

    /** Compares constants one by one. */
    private abstract static class Constants extends Collator {
        @Override
        public CollationKey getCollationKey(String source) {
            throw new UnsupportedOperationException("Constants are compared one by one.");
        }

        @Override
        public int hashCode() {
            return getClass().hashCode();
        }
    }

    /** Texts by their upper case. */
    private static final class UpperCase extends Constants {
        static final UpperCase INSTANCE = new UpperCase();

        @Override
        public int compare(String left, String right) {
            return left.toUpperCase(Locale.ROOT).compareTo(right.toUpperCase(Locale.ROOT));
        }
    }

    /** Ids and foreign texts, as PostgreSQL compares them. */
    private static final class CodePoints extends Constants {
        static final CodePoints INSTANCE = new CodePoints();

        @Override
        public int compare(String left, String right) {
            return CodePointOrder.compare(left, right);
        }
    }
}
