package dev.sallyport.sql.plan;

import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
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
 * The order of texts by their code points, which PostgreSQL's {@code COLLATE "C"} has. Java's strings compare by UTF-16, where
 * characters beyond U+FFFF stand before those from U+E000 on. Public for the code that Calcite makes of a plan.
 */
public final class CodePointOrder {
    /** {@code KEY(text)}: texts whose UTF-16 is in the order of the code points of what they were made of. */
    static final SqlOperator KEY = operator("CODE_POINT_KEY", "key");

    /** {@code TEXT(key)}: what a key was made of. */
    static final SqlOperator TEXT = operator("CODE_POINT_TEXT", "text");

    private static final int SURROGATES = 0xD800;
    private static final int BEHIND_SURROGATES = 0xE000;
    private static final int NUMBER_OF_SURROGATES = BEHIND_SURROGATES - SURROGATES;
    private static final int LAST = 0xFFFF;

    /** So many characters are behind the surrogates in UTF-16. */
    private static final int NUMBER_BEHIND = LAST + 1 - BEHIND_SURROGATES;

    private CodePointOrder() {}

    private static SqlOperator operator(String name, String method) {
        return new SqlUserDefinedFunction(
                new SqlIdentifier(name, SqlParserPos.ZERO),
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.ARG0,
                InferTypes.FIRST_KNOWN,
                OperandTypes.operandMetadata(
                        List.of(SqlTypeFamily.CHARACTER),
                        types -> List.of(types.createSqlType(SqlTypeName.VARCHAR)),
                        ordinal -> "operand" + ordinal,
                        ordinal -> false),
                Objects.requireNonNull(ScalarFunctionImpl.create(CodePointOrder.class, method)));
    }

    /** Compares two texts by their code points. */
    static int compare(String left, String right) {
        return Objects.requireNonNull(key(left)).compareTo(Objects.requireNonNull(key(right)));
    }

    /** The surrogates change places with what is behind them; null for null. */
    public static @Nullable String key(@Nullable String text) {
        return moved(text, unit -> unit >= BEHIND_SURROGATES ? unit - NUMBER_OF_SURROGATES : unit + NUMBER_BEHIND);
    }

    /** They change back; null for null. */
    public static @Nullable String text(@Nullable String key) {
        return moved(
                key, unit -> unit >= SURROGATES + NUMBER_BEHIND ? unit - NUMBER_BEHIND : unit + NUMBER_OF_SURROGATES);
    }

    private static @Nullable String moved(@Nullable String text, IntUnaryOperator place) {
        if (text == null || text.chars().allMatch(unit -> unit < SURROGATES)) {
            return text;
        }
        StringBuilder units = new StringBuilder(text.length());
        text.chars()
                .map(unit -> unit < SURROGATES ? unit : place.applyAsInt(unit))
                .forEach(unit -> units.append((char) unit));
        return units.toString();
    }
}
