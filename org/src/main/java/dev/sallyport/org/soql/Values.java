package dev.sallyport.org.soql;

import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.soql.Query.BooleanLiteral;
import dev.sallyport.org.soql.Query.DateTimeValue;
import dev.sallyport.org.soql.Query.DateValue;
import dev.sallyport.org.soql.Query.Literal;
import dev.sallyport.org.soql.Query.NullLiteral;
import dev.sallyport.org.soql.Query.NumberLiteral;
import dev.sallyport.org.soql.Query.TextLiteral;
import dev.sallyport.org.soql.Query.TimeValue;
import java.time.ZoneOffset;
import java.util.Optional;

/** The values of literals as the database's parameters, checked against the type that they are compared with. */
final class Values {
    private final Refusals refusals;

    Values(Refusals refusals) {
        this.refusals = refusals;
    }

    /**
     * What a literal is to the database.
     *
     * @param compared name of what it is compared with, for messages
     * @return empty for null, and for empty text, which Salesforce does not tell from null
     * @throws SoqlException if it is a value of another type
     */
    Optional<Object> of(Literal literal, FieldType type, String compared) {
        if (literal instanceof NullLiteral) {
            return Optional.empty();
        }
        return switch (type) {
            case ID, REFERENCE -> id(literal, type, compared);
            case BOOLEAN ->
                literal instanceof BooleanLiteral flag
                        ? Optional.of(flag.value())
                        : mismatch(literal, "boolean", compared);
            case INT, LONG -> whole(literal, type, compared);
            case DOUBLE, CURRENCY, PERCENT ->
                literal instanceof NumberLiteral number
                        ? Optional.of(number.value())
                        : mismatch(literal, type == FieldType.DOUBLE ? "double" : type.apiName(), compared);
            case DATE ->
                literal instanceof DateValue date ? Optional.of(date.value()) : mismatch(literal, "date", compared);
            case DATETIME ->
                literal instanceof DateTimeValue instant
                        ? Optional.of(instant.value().atOffset(ZoneOffset.UTC))
                        : mismatch(literal, "dateTime", compared);
            case TIME ->
                literal instanceof TimeValue time ? Optional.of(time.value()) : mismatch(literal, "time", compared);
            case STRING,
                    TEXTAREA,
                    PICKLIST,
                    MULTIPICKLIST,
                    COMBOBOX,
                    EMAIL,
                    PHONE,
                    URL,
                    ENCRYPTED_STRING,
                    DATA_CATEGORY_GROUP_REFERENCE,
                    ANY_TYPE,
                    COMPLEX_VALUE,
                    BASE64,
                    ADDRESS,
                    LOCATION -> text(literal, compared);
        };
    }

    private Optional<Object> id(Literal literal, FieldType type, String compared) {
        if (!(literal instanceof TextLiteral text)) {
            throw refusals.wrongValue(compared, type == FieldType.ID ? "ID" : "reference", true, literal.start());
        }
        if (text.value().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(SalesforceId.parse(text.value())
                .orElseThrow(() -> refusals.invalidId(text.value(), literal.start()))
                .value());
    }

    private Optional<Object> whole(Literal literal, FieldType type, String compared) {
        if (literal instanceof NumberLiteral number
                && number.value().stripTrailingZeros().scale() <= 0) {
            return Optional.of(number.value());
        }
        return mismatch(literal, type.apiName(), compared);
    }

    private Optional<Object> text(Literal literal, String compared) {
        if (!(literal instanceof TextLiteral text)) {
            throw refusals.wrongValue(compared, "string", true, literal.start());
        }
        return text.value().isEmpty() ? Optional.empty() : Optional.of(text.value());
    }

    private Optional<Object> mismatch(Literal literal, String type, String compared) {
        throw refusals.wrongValue(compared, type, false, literal.start());
    }
}
