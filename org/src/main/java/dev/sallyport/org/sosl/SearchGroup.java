package dev.sallyport.org.sosl;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;

/** Which fields a search looks into (SOQL and SOSL Reference, "IN SearchGroup"). */
enum SearchGroup {
    ALL,
    NAME,
    EMAIL,
    PHONE,
    SIDEBAR;

    /** Whether the group has a field. Picklists, references and encrypted text are in no search index. */
    boolean has(Field field) {
        return isSearchable(field)
                && switch (this) {
                    case ALL -> true;
                    case NAME, SIDEBAR ->
                        field.nameField()
                                || field.name().equals("FirstName")
                                || field.name().equals("LastName");
                    case EMAIL -> field.type() == FieldType.EMAIL;
                    case PHONE -> field.type() == FieldType.PHONE;
                };
    }

    private static boolean isSearchable(Field field) {
        return switch (field.type()) {
            case STRING, TEXTAREA, EMAIL, PHONE, URL, COMBOBOX -> field.stored() && !field.mask();
            case ID,
                    BOOLEAN,
                    INT,
                    LONG,
                    DOUBLE,
                    CURRENCY,
                    PERCENT,
                    DATE,
                    DATETIME,
                    TIME,
                    PICKLIST,
                    MULTIPICKLIST,
                    REFERENCE,
                    BASE64,
                    ADDRESS,
                    LOCATION,
                    ENCRYPTED_STRING,
                    DATA_CATEGORY_GROUP_REFERENCE,
                    ANY_TYPE,
                    COMPLEX_VALUE -> false;
        };
    }
}
