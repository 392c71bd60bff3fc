/**
 * Clients of Salesforce that others wrote, unmodified and from their registries, against the local org: what they call,
 * what they get and how they take a refusal. And Sallyport's own client side against an authorization server that others
 * wrote: the classes {@code SpringServer...Test}.
 */
@NullMarked
package dev.sallyport.conformance;

import org.jspecify.annotations.NullMarked;
