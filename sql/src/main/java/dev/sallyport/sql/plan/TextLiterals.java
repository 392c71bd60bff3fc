package dev.sallyport.sql.plan;

import dev.sallyport.sql.soql.RecordId;
import java.text.CollationKey;
import java.text.Collator;
import java.util.Locale;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlCollation;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;

/**
 * Makes constants that planning compares as running plans do. Calcite simplifies conditions by the order of their
 * constants; by the order of their characters {@code BETWEEN 'Warm' AND 'WARM'} would hold for nothing.
 */
final class TextLiterals extends RexBuilder {
    /** Of the same name as the types' own collation, so that literals and types go together. */
    private static final SqlCollation FOLDED =
            new SqlCollation(SqlCollation.IMPLICIT.getCollationName(), SqlCollation.Coercibility.COERCIBLE) {
                @Override
                public Collator getCollator() {
                    return UpperCase.INSTANCE;
                }
            };

    TextLiterals(RelDataTypeFactory types) {
        super(types);
    }

    @Override
    @SuppressWarnings("rawtypes") // As RexBuilder declares it.
    protected RexLiteral makeLiteral(Comparable value, RelDataType type, SqlTypeName typeName) {
        Comparable<?> folded = value instanceof NlsString text
                ? new NlsString(
                        text.getValue(),
                        Objects.requireNonNull(type.getCharset()).name(),
                        FOLDED)
                : value;
        return super.makeLiteral(folded, type, typeName);
    }

    /**
     * Texts by their upper case; ids that differ in case alone are told apart by their characters. (Ids by their characters
     * throughout would leave no order at all among ids and other texts.)
     */
    private static final class UpperCase extends Collator {
        static final UpperCase INSTANCE = new UpperCase();

        @Override
        public int compare(String left, String right) {
            int folded = left.toUpperCase(Locale.ROOT).compareTo(right.toUpperCase(Locale.ROOT));
            return folded == 0 && RecordId.isWhole(left) && RecordId.isWhole(right) ? left.compareTo(right) : folded;
        }

        @Override
        public CollationKey getCollationKey(String source) {
            throw new UnsupportedOperationException("Constants are compared one by one.");
        }

        @Override
        public int hashCode() {
            return UpperCase.class.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof UpperCase;
        }
    }
}
