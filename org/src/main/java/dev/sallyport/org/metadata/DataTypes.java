package dev.sallyport.org.metadata;

import dev.sallyport.org.data.Field;

/** The type of a field in the words of Setup, as {@code FieldDefinition.DataType} has it. */
final class DataTypes {
    private DataTypes() {}

    static String of(Field field) {
        String type =
                switch (field.type()) {
                    case ID -> "Lookup()";
                    case REFERENCE ->
                        (field.relationshipOrder() == null ? "Lookup(" : "Master-Detail(")
                                + String.join(",", field.referenceTo()) + ")";
                    case STRING -> field.autoNumber() ? "Auto Number" : "Text(" + field.length() + ")";
                    case TEXTAREA -> textArea(field);
                    case PICKLIST -> "Picklist";
                    case MULTIPICKLIST -> "Picklist (Multi-Select)";
                    case COMBOBOX -> "Picklist";
                    case EMAIL -> "Email";
                    case PHONE -> "Phone";
                    case URL -> "URL(" + field.length() + ")";
                    case BOOLEAN -> "Checkbox";
                    case INT -> "Number(" + field.digits() + ", 0)";
                    case LONG -> "Number(18, 0)";
                    case DOUBLE -> "Number" + digits(field);
                    case CURRENCY -> "Currency" + digits(field);
                    case PERCENT -> "Percent" + digits(field);
                    case DATE -> "Date";
                    case DATETIME -> "Date/Time";
                    case TIME -> "Time";
                    case ADDRESS -> "Address";
                    case LOCATION -> "Geolocation";
                    case ENCRYPTED_STRING -> "Text (Encrypted)(" + field.length() + ")";
                    case BASE64 -> "Base64";
                    case DATA_CATEGORY_GROUP_REFERENCE -> "Data Category Group Reference";
                    case ANY_TYPE, COMPLEX_VALUE -> "Complex Value";
                };
        return field.calculated() ? "Formula (" + type.replaceAll("\\(.*", "") + ")" : type;
    }

    private static String textArea(Field field) {
        if (field.htmlFormatted()) {
            return "Rich Text Area(" + field.length() + ")";
        }
        return field.length() > 255 ? "Long Text Area(" + field.length() + ")" : "Text Area(" + field.length() + ")";
    }

    private static String digits(Field field) {
        return "(" + (field.precision() - field.scale()) + ", " + field.scale() + ")";
    }
}
