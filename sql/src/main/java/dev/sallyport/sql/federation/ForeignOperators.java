package dev.sallyport.sql.federation;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;

/** What PostgreSQL has words for and standard SQL has not. None of them is ever computed here. */
final class ForeignOperators {
    /** {@code text COLLATE "C"}: in the order of its code points, whatever the database's own collation is. */
    static final SqlFunction BY_CODE_POINT = new Written("COLLATE_C", ReturnTypes.ARG0) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrecedence, int rightPrecedence) {
            call.operand(0).unparse(writer, ATOM, ATOM);
            writer.literal("COLLATE \"C\"");
        }
    };

    /** {@code CAST(value AS integer)}, which Calcite leaves out where the type is that already. */
    static final SqlFunction WHOLE_INTEGER = new Written("WHOLE_INTEGER", ReturnTypes.ARG0) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrecedence, int rightPrecedence) {
            writer.literal("CAST(");
            call.operand(0).unparse(writer, 0, 0);
            writer.literal("AS integer)");
        }
    };

    /** {@code value = ANY (?)} with an array of keys. */
    static final SqlFunction IS_KEY = new Written("IS_KEY", ReturnTypes.BOOLEAN_NULLABLE) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrecedence, int rightPrecedence) {
            call.operand(0).unparse(writer, ATOM, ATOM);
            writer.literal("= ANY (");
            call.operand(1).unparse(writer, 0, 0);
            writer.literal(")");
        }
    };

    /**
     * Whether a text may be one of some keys in upper case. PostgreSQL has the upper case of ASCII for sure, and that of other
     * letters as its database's locale has it: texts with any of them are all answered, and the join decides.
     */
    static final SqlFunction MAY_BE_KEY = new Written("MAY_BE_KEY", ReturnTypes.BOOLEAN_NULLABLE) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrecedence, int rightPrecedence) {
            writer.literal("(UPPER(");
            call.operand(0).unparse(writer, ATOM, ATOM);
            writer.literal("COLLATE \"C\") = ANY (");
            call.operand(1).unparse(writer, 0, 0);
            writer.literal(") OR");
            call.operand(0).unparse(writer, ATOM, ATOM);
            writer.literal("COLLATE \"C\" ~ '[^\\x01-\\x7F]')");
        }
    };

    /** Binds tighter than any operator: what is not a name or a call gets parentheses. */
    private static final int ATOM = 100;

    private ForeignOperators() {}

    private abstract static class Written extends SqlFunction {
        Written(String name, SqlReturnTypeInference type) {
            super(name, SqlKind.OTHER_FUNCTION, type, null, OperandTypes.VARIADIC, SqlFunctionCategory.SYSTEM);
        }
    }
}
