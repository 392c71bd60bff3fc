package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/**
 * Default values of custom fields. Salesforce takes any formula; this org takes constants: a text in quotes, a number,
 * {@code true} or {@code false}.
 */
final class Defaults {
    private Defaults() {}

    static void add(CustomFieldType type, String formula, ObjectNode definition) {
        switch (type) {
            case CHECKBOX -> definition.put("defaultValue", flag(formula));
            case NUMBER, CURRENCY, PERCENT -> definition.put("defaultValue", number(formula));
            case TEXT, TEXT_AREA, LONG_TEXT_AREA, HTML, EMAIL, PHONE, URL, PICKLIST, MULTISELECT_PICKLIST ->
                definition.put("defaultValue", text(formula));
            case AUTO_NUMBER,
                    DATE,
                    DATE_TIME,
                    ENCRYPTED_TEXT,
                    HIERARCHY,
                    LOCATION,
                    LOOKUP,
                    MASTER_DETAIL,
                    SUMMARY,
                    TIME -> throw unavailable(formula);
        }
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unavailable(text);
        };
    }

    private static String number(String text) {
        try {
            return new BigDecimal(text).toPlainString();
        } catch (NumberFormatException e) {
            throw unavailable(text);
        }
    }

    private static String text(String formula) {
        for (String quote : new String[] {"\"", "'"}) {
            if (formula.length() > 1 && formula.startsWith(quote) && formula.endsWith(quote)) {
                String text = formula.substring(1, formula.length() - 1);
                if (!text.contains(quote)) {
                    return text;
                }
            }
        }
        throw unavailable(formula);
    }

    private static MetadataException unavailable(String formula) {
        return new MetadataException(
                "FIELD_INTEGRITY_EXCEPTION",
                "This org takes constants as default values, such as \"text\" or 1, no formulas: " + formula,
                "defaultValue");
    }
}
