package dev.sallyport.org.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of an sObject type, with the properties of {@code Field} in a {@code describeSObject} answer (SOAP API
 * Developer Guide, "DescribeSObjectResult"), under their names there.
 *
 * @param length characters of text; 0 for other types
 * @param byteLength bytes of text, three for a character; 0 for other types
 * @param digits most digits of an {@code int}
 * @param precision most digits of a {@code double}, {@code currency} or {@code percent}, the scale among them
 * @param scale digits after the decimal point
 * @param defaultValue what a new record gets, as {@code describe} gives it: a {@link Boolean}, a {@link String} or
 *     null
 * @param calculatedFormula the formula in Salesforce's language; null where the field is stored
 * @param sqlExpression the formula in the database's SQL over the table's columns; null where the field is stored
 * @param referenceTo names of the types that a reference may point to; empty for other fields
 * @param compoundFieldName name of the compound field that this one is a part of; null where it is of none
 * @param picklistValues in their order; empty for other fields
 * @param autoNumberFormat display format such as {@code SV-{00000}}; null where the field is no auto-number
 * @param mask whether values read as asterisks, as those of {@code encryptedstring} do without "View Encrypted Data"
 */
public record Field(
        String name,
        String label,
        FieldType type,
        int length,
        int byteLength,
        int digits,
        int precision,
        int scale,
        boolean aggregatable,
        boolean aiPredictionField,
        boolean autoNumber,
        @Nullable String autoNumberFormat,
        boolean calculated,
        @Nullable String calculatedFormula,
        @Nullable String sqlExpression,
        boolean cascadeDelete,
        boolean caseSensitive,
        @Nullable String compoundFieldName,
        @Nullable String controllerName,
        boolean createable,
        boolean custom,
        @Nullable Object defaultValue,
        boolean defaultedOnCreate,
        boolean dependentPicklist,
        boolean deprecatedAndHidden,
        boolean displayLocationInDecimal,
        boolean externalId,
        @Nullable String extraTypeInfo,
        boolean filterable,
        boolean groupable,
        boolean highScaleNumber,
        boolean htmlFormatted,
        boolean idLookup,
        @Nullable String inlineHelpText,
        boolean mask,
        boolean nameField,
        boolean namePointing,
        boolean nillable,
        boolean permissionable,
        List<PicklistValue> picklistValues,
        boolean polymorphicForeignKey,
        boolean queryByDistance,
        @Nullable String referenceTargetField,
        List<String> referenceTo,
        @Nullable String relationshipName,
        @Nullable Integer relationshipOrder,
        boolean restrictedDelete,
        boolean restrictedPicklist,
        boolean searchPrefilterable,
        boolean sortable,
        boolean unique,
        boolean updateable,
        boolean writeRequiresMasterRead) {

    public Field {
        picklistValues = List.copyOf(picklistValues);
        referenceTo = List.copyOf(referenceTo);
    }

    /** The type in a WSDL, e.g. {@code xsd:string}. */
    public String soapType() {
        return type.soapType();
    }

    /** Whether the table has a column for it: all but compound fields have. */
    public boolean stored() {
        return !type.isCompound();
    }

    /** Whether a new record must bring a value: it may be set, may not be empty, and has no default. */
    public boolean required() {
        return createable && !nillable && !defaultedOnCreate;
    }
}
