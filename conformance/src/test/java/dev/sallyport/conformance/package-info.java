/**
 * Clients of Salesforce that others wrote, unmodified and from their registries, against the local org: what they call,
 * what they get and how they take a refusal.
 */
@NullMarked
package dev.sallyport.conformance;

import org.jspecify.annotations.NullMarked;
