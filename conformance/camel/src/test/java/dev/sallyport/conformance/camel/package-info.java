/**
 * Apache Camel's Salesforce component, unmodified, against the local org: its logins, and an operation after the other.
 * {@code Account} is a record as Camel's own generator writes it.
 */
@NullMarked
package dev.sallyport.conformance.camel;

import org.jspecify.annotations.NullMarked;
