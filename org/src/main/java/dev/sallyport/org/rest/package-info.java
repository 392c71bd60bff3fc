/**
 * The REST API: versions, resources, limits, describe and query, with Salesforce's error bodies. Every resource below
 * {@code /services/data/vN.0} passes one gate that checks the session and meters the call; answers are streamed to
 * the socket, never built as a tree.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.rest;
