package dev.sallyport.server.query;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a table are wanted.
 *
 * @param field whose values are compared; one that SOQL can compare
 * @param operator how
 * @param value of the field's type; null for empty
 */
public record Condition(
        FieldDescribe field, Operator operator, @Nullable Object value) {
    /** How a field is compared. */
    public enum Operator {
        IS("is", "="),
        IS_NOT("is not", "!="),
        CONTAINS("contains", "LIKE"),
        STARTS_WITH("starts with", "LIKE"),
        AT_LEAST("is at least", ">="),
        AT_MOST("is at most", "<=");

        private final String label;
        private final String soql;

        Operator(String label, String soql) {
            this.label = label;
            this.soql = soql;
        }

        /** What people see. */
        public static List<String> labels() {
            return Arrays.stream(values()).map(operator -> operator.label).toList();
        }

        /** The operator that people see as a text; the first stands for what is none. */
        public static Operator of(String label) {
            return Arrays.stream(values())
                    .filter(operator -> operator.label.equals(label))
                    .findFirst()
                    .orElse(IS);
        }
    }

    private static final List<FieldType> BARE = List.of(
            FieldType.BOOLEAN, FieldType.INT, FieldType.LONG, FieldType.DATE, FieldType.DATETIME, FieldType.TIME);

    String soql() {
        return field.name() + " " + operator.soql + " " + literal();
    }

    /** Literals as SOQL writes them (SOQL and SOSL Reference, "Quoted String Escape Sequences", "Date Formats"). */
    private String literal() {
        if (value == null) {
            return "null";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (BARE.contains(field.type())) {
            return field.type() == FieldType.TIME ? value + "Z" : value.toString();
        }
        String text = value.toString();
        return switch (operator) {
            case CONTAINS -> "'%" + escaped(text).replaceAll("[%_]", "\\\\$0") + "%'";
            case STARTS_WITH -> "'" + escaped(text).replaceAll("[%_]", "\\\\$0") + "%'";
            case IS, IS_NOT, AT_LEAST, AT_MOST -> "'" + escaped(text) + "'";
        };
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("'", "\\'")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
