/**
 * The local Salesforce org: a real HTTP server on loopback with Setup, OAuth and the REST and SOAP APIs over an
 * embedded database. {@link dev.sallyport.org.LocalOrg} is the door: start one, point any Salesforce client at its
 * instance URL, close it. Everything the org does is deterministic under a seed and a clock, and
 * {@link dev.sallyport.org.TestControls} lets a test count calls, add latency and ask for faults.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org;
