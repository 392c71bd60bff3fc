package dev.sallyport.sql.write;

import dev.sallyport.salesforce.FieldDescribe;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Looks for literals that are longer than their columns: Calcite would cut them off without a word. */
final class TextTooLong {
    private TextTooLong() {}

    /**
     * Looks at the rows of VALUES.
     *
     * @param source of an INSERT; a query is left alone
     * @throws WriteRefusedException if a literal is too long
     */
    static void refuse(SqlNode source, List<FieldDescribe> fields) {
        if (source.getKind() != SqlKind.VALUES) {
            return;
        }
        for (SqlNode row : ((SqlCall) source).getOperandList()) {
            if (row instanceof SqlCall values) {
                refuse(values.getOperandList(), fields);
            }
        }
    }

    /** Looks at a value for each field. */
    static void refuse(List<SqlNode> values, List<FieldDescribe> fields) {
        for (int i = 0; i < Math.min(values.size(), fields.size()); i++) {
            int most = fields.get(i).length();
            String text = written(values.get(i)) instanceof SqlCharStringLiteral literal ? literal.toValue() : null;
            if (text != null && most > 0 && text.length() > most) {
                throw WriteRefusedException.tooLong(fields.get(i).name(), text, most);
            }
        }
    }

    /** A value without the validator's own cast, which has no place in the statement's text. */
    private static SqlNode written(SqlNode value) {
        if (value.getKind() != SqlKind.CAST) {
            return value;
        }
        SqlNode operand = ((SqlCall) value).operand(0);
        SqlParserPos place = value.getParserPosition();
        boolean own = place.getLineNum() == 0
                || (place.getLineNum() == operand.getParserPosition().getLineNum()
                        && place.getColumnNum() == operand.getParserPosition().getColumnNum());
        return own ? operand : value;
    }
}
