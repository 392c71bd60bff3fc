package dev.sallyport.org.data;

/**
 * One entry of a picklist.
 *
 * @param value what is stored and sent by the API
 * @param label what people see
 * @param active whether it may be chosen for new values
 * @param defaultValue whether it is chosen where a record names none
 */
public record PicklistValue(String value, String label, boolean active, boolean defaultValue) {}
