package dev.sallyport.org.soql;

import java.util.Locale;

/** What Salesforce says to names and values that do not fit, each pointing at its place in the query. */
final class Refusals {
    private static final String REFERENCE =
            " Please reference your WSDL or the describe call for the appropriate names.";

    private final Excerpt excerpt;

    Refusals(String soql) {
        this.excerpt = new Excerpt(soql);
    }

    SoqlException noSuchType(String name, int offset) {
        return excerpt.refusal(
                "INVALID_TYPE",
                offset,
                "sObject type '" + name + "' is not supported. If you are attempting to use a custom object, be sure to"
                        + " append the '__c' after the entity name." + REFERENCE);
    }

    SoqlException noSuchField(String name, String entity, int offset) {
        return excerpt.refusal(
                "INVALID_FIELD",
                offset,
                "No such column '" + name + "' on entity '" + entity + "'. If you are attempting to use a custom field,"
                        + " be sure to append the '__c' after the custom field name." + REFERENCE);
    }

    SoqlException noSuchRelationship(String name, int offset) {
        return excerpt.refusal(
                "INVALID_FIELD",
                offset,
                "Didn't understand relationship '" + name + "' in field path. If you are attempting to use a custom"
                        + " relationship, be sure to append the '__r' after the custom relationship name." + REFERENCE);
    }

    SoqlException noSuchChildRelationship(String name, int offset) {
        return excerpt.refusal(
                "INVALID_TYPE",
                offset,
                "Didn't understand relationship '" + name + "' in FROM part of query call. If you are attempting to use"
                        + " a custom relationship, be sure to append the '__r' after the custom relationship name."
                        + REFERENCE);
    }

    SoqlException cannotBe(String what, String field, int offset) {
        return excerpt.refusal(
                "INVALID_FIELD", offset, "field '" + field + "' can not be " + what + " in a query call");
    }

    SoqlException invalidOperator(String type, int offset) {
        return excerpt.refusal(
                "INVALID_QUERY_FILTER_OPERATOR",
                offset,
                "invalid operator on " + type.toLowerCase(Locale.ROOT) + " field");
    }

    SoqlException invalidId(String id, int offset) {
        return excerpt.refusal("INVALID_QUERY_FILTER_OPERATOR", offset, "invalid ID field: " + id);
    }

    SoqlException wrongValue(String field, String type, boolean quoted, int offset) {
        return excerpt.refusal(
                "INVALID_FIELD",
                offset,
                "value of filter criterion for field '" + field + "' must be of type " + type + " and should "
                        + (quoted ? "" : "not ") + "be enclosed in quotes");
    }

    SoqlException malformed(int offset, String message) {
        return excerpt.refusal("MALFORMED_QUERY", offset, message);
    }

    SoqlException invalidField(int offset, String message) {
        return excerpt.refusal("INVALID_FIELD", offset, message);
    }
}
