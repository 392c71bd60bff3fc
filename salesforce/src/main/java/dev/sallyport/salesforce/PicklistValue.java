package dev.sallyport.salesforce;

/**
 * One choice of a picklist.
 *
 * @param value what is stored and what SOQL compares
 * @param label what people see
 * @param active whether it can still be chosen
 * @param defaultValue whether a new record gets it
 */
public record PicklistValue(String value, String label, boolean active, boolean defaultValue) {}
