package dev.sallyport.salesforce;

import org.jspecify.annotations.Nullable;

/**
 * Asks for an sObject's fields, if they have changed.
 *
 * @param sObject API name, such as {@code Account}
 * @param lastModified the {@code Last-Modified} of what is at hand, as it came; null to be told in any case
 */
public record DescribeRequest(String sObject, @Nullable String lastModified) {}
